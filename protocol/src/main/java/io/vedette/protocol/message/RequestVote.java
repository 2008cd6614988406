package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Version;
import java.util.List;

/**
 * Candidate to every other sentinel: let me lead this epoch.
 *
 * @param accepted version of the candidate's accepted topology; a voter with a newer one refuses
 * @param shards whose masters are to be replaced; a voter that has promised a lease to one of these
 *     masters refuses until the promise has run out. Empty for changes that replace no live master
 */
public record RequestVote(Endpoint from, long epoch, Version accepted, List<String> shards)
    implements ToSentinel {
  public RequestVote {
    shards = List.copyOf(shards);
  }
}

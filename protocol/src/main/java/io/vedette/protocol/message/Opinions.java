package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Version;
import java.util.List;
import java.util.Optional;

/**
 * Sentinel to every other sentinel, at once on change and every 500 ms: its hello, and the complete
 * list of the copies it finds subjectively down.
 *
 * @param api where it speaks the Sentinel API
 * @param id its id, 40 hex digits
 * @param epoch its current epoch
 * @param committed version of the newest topology it knows to be committed; whoever knows a newer
 *     one answers with {@link TopologyUpdate}
 * @param votedFor control address of the candidate it voted for last
 * @param votedEpoch the epoch of that vote; 0 before the first
 */
public record Opinions(
    Endpoint from,
    String database,
    String name,
    String id,
    long incarnation,
    long pid,
    Endpoint api,
    long epoch,
    Version committed,
    Optional<Endpoint> votedFor,
    long votedEpoch,
    List<Opinion> down)
    implements ToSentinel {
  public Opinions {
    down = List.copyOf(down);
  }
}

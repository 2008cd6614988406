package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import java.util.List;

/**
 * Leader to every other sentinel: accept this topology. Its version's epoch is the leader's epoch.
 *
 * @param released shards whose former master has sealed itself in this epoch, so that a lease
 *     promised to it does not stand in the way
 */
public record Propose(Endpoint from, Topology topology, List<String> released)
    implements ToSentinel {
  public Propose {
    released = List.copyOf(released);
  }
}

package io.vedette.sentinel.consensus;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyAccepted;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyCommitted;
import io.vedette.sentinel.consensus.LedgerEvent.VoteCast;
import java.util.Optional;

/**
 * Everything durable about a sentinel; the sum of its {@link LedgerEvent}s. Applying an event twice
 * changes nothing.
 *
 * @param votedEpoch epoch of the last vote, 0 before the first
 * @param votedFor who got it
 * @param accepted newest topology accepted; perhaps not committed yet
 * @param committed newest topology known to be committed; never newer than accepted
 */
public record LedgerState(
    long votedEpoch, Optional<Endpoint> votedFor, Topology accepted, Topology committed) {
  public static final LedgerState EMPTY =
      new LedgerState(0, Optional.empty(), Topology.none(), Topology.none());

  /** The highest epoch in which this sentinel has taken part. */
  public long epoch() {
    return Math.max(votedEpoch, accepted.version().epoch());
  }

  public LedgerState apply(LedgerEvent event) {
    return switch (event) {
      case VoteCast vote ->
          vote.epoch() <= votedEpoch
              ? this
              : new LedgerState(vote.epoch(), Optional.of(vote.candidate()), accepted, committed);
      case TopologyAccepted(Topology topology) ->
          new LedgerState(votedEpoch, votedFor, newer(accepted, topology), committed);
      case TopologyCommitted(Topology topology) ->
          new LedgerState(
              votedEpoch, votedFor, newer(accepted, topology), newer(committed, topology));
    };
  }

  private static Topology newer(Topology one, Topology other) {
    return other.version().isNewerThan(one.version()) ? other : one;
  }
}

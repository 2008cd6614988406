package io.vedette.sentinel.consensus;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;

/** A fact that must be on disk before the message that tells it leaves. */
public sealed interface LedgerEvent {
  /**
   * @param candidate control address of the sentinel that got this sentinel's only vote in the
   *     epoch
   */
  record VoteCast(long epoch, Endpoint candidate) implements LedgerEvent {}

  /** This sentinel has accepted the topology proposed by the leader of its version's epoch. */
  record TopologyAccepted(Topology topology) implements LedgerEvent {}

  /** The topology is known to be accepted by a majority. */
  record TopologyCommitted(Topology topology) implements LedgerEvent {}
}

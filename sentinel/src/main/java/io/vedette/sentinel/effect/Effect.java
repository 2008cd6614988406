package io.vedette.sentinel.effect;

import io.vedette.protocol.message.ControlMessage;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.consensus.LedgerEvent;

/**
 * One thing to do in the world. A list of effects is carried out in its order; a {@link Send} after
 * a {@link Persist} may leave only once that event is on disk.
 */
public sealed interface Effect {
  /**
   * @param role which actor of the process to address, see {@link Role#actorName}
   * @param to control address of the process
   */
  record Send(Role role, Endpoint to, ControlMessage message) implements Effect {}

  /** Write and sync before any later {@link Send} of the same list. */
  record Persist(LedgerEvent event) implements Effect {}

  /**
   * Keep a TCP connection to this RESP port and report {@code onTripwireOpened}; when it closes,
   * connect again at once (on refusal, every 100 ms) and report what happened.
   */
  record OpenTripwire(Endpoint endpoint) implements Effect {}

  /** Close that connection and forget it. */
  record CloseTripwire(Endpoint endpoint) implements Effect {}

  /** A newer topology is committed; nodes, proxies and sentinels are told by separate sends. */
  record Publish(Topology topology) implements Effect {}

  /** Publish to subscribers and log. */
  record Emit(SentinelEvent event) implements Effect {}

  /**
   * The process at this control address is dead for certain: take it out of the cluster membership.
   */
  record DownMember(Endpoint control) implements Effect {}
}

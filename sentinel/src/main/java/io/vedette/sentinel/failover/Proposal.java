package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Propose;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.election.Tally;
import java.util.List;

/** A topology on its way to a majority; sent again until it gets there. */
final class Proposal {
  private static final int RESEND_MS = 20;

  private final SentinelConfig config;
  private final Topology topology;
  private final List<String> released;
  private final long sinceMs;
  private final Tally accepted;
  private long sentMs;

  Proposal(SentinelConfig config, Topology topology, List<String> released, long nowMs) {
    this.config = config;
    this.topology = topology;
    this.released = List.copyOf(released);
    this.sinceMs = nowMs;
    this.accepted = new Tally(config.majority());
    accepted.grant(config.control());
  }

  Topology topology() {
    return topology;
  }

  void send(long nowMs, Outbox out) {
    sentMs = nowMs;
    for (Endpoint peer : config.peers()) {
      if (!accepted.has(peer)) {
        out.toSentinel(peer, new Propose(config.control(), topology, released));
      }
    }
  }

  void tick(long nowMs, Outbox out) {
    if (nowMs - sentMs >= RESEND_MS) {
      send(nowMs, out);
    }
  }

  void grant(Endpoint sentinel) {
    if (config.sentinels().contains(sentinel)) {
      accepted.grant(sentinel);
    }
  }

  boolean isAccepted() {
    return accepted.isMajority();
  }

  long ageMs(long nowMs) {
    return nowMs - sinceMs;
  }
}

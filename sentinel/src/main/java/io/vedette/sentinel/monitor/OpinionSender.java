package io.vedette.sentinel.monitor;

import io.vedette.protocol.message.Opinion;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the other sentinels which copies are found down: at once on change, and regularly. */
final class OpinionSender {
  static final int INTERVAL_MS = 500;

  private final SentinelConfig config;
  private final VoteLedger ledger;
  private List<Opinion> sent = List.of();
  private long dueMs = Long.MIN_VALUE;

  OpinionSender(SentinelConfig config, VoteLedger ledger) {
    this.config = config;
    this.ledger = ledger;
  }

  /** With the next input rather than at the next regular time. */
  void sendSoon() {
    dueMs = Long.MIN_VALUE;
  }

  void send(
      Collection<Map<String, CopyObservation>> copies,
      Collection<Endpoint> peers,
      long nowMs,
      Outbox out) {
    List<Opinion> down = down(copies);
    if (nowMs < dueMs && down.equals(sent)) {
      return;
    }
    sent = down;
    dueMs = nowMs + INTERVAL_MS;
    Opinions opinions =
        new Opinions(
            config.control(),
            config.database(),
            config.name(),
            config.id(),
            config.incarnation(),
            config.pid(),
            config.api(),
            ledger.epoch(),
            ledger.committed().version(),
            ledger.state().votedFor(),
            ledger.state().votedEpoch(),
            down);
    peers.forEach(peer -> out.toSentinel(peer, opinions));
  }

  private List<Opinion> down(Collection<Map<String, CopyObservation>> copies) {
    List<Opinion> down = new ArrayList<>();
    for (Map<String, CopyObservation> byNode : copies) {
      for (CopyObservation copy : byNode.values()) {
        Optional<Shard> shard = ledger.committed().shard(copy.shard());
        if (copy.isDown() && shard.isPresent()) {
          down.add(
              new Opinion(
                  copy.shard(),
                  copy.copy().node(),
                  shard.get().epoch(),
                  copy.isDeadMaster(shard.get())));
        }
      }
    }
    return down;
  }
}

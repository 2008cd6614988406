package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Accepted;
import io.vedette.protocol.message.Propose;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.monitor.Monitor;
import java.util.List;
import java.util.Optional;

/**
 * Whether this sentinel agrees to a proposed topology. This is where leases bind: a proposal that
 * replaces a master is accepted only when no promise to that master is alive, the master is
 * verifiably dead, or it has released itself. From the acceptance on the old master gets no more
 * grants.
 */
public final class Acceptor {
  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Monitor monitor;

  public Acceptor(SentinelConfig config, VoteLedger ledger, Monitor monitor) {
    this.config = config;
    this.ledger = ledger;
    this.monitor = monitor;
  }

  /** True when a live promise stands against the proposal. */
  boolean isBlocked(Topology proposal, List<String> released, long nowMs) {
    return isBlocked(ledger.accepted(), proposal, released, nowMs)
        || isBlocked(ledger.committed(), proposal, released, nowMs);
  }

  private boolean isBlocked(Topology known, Topology proposal, List<String> released, long nowMs) {
    for (Shard present : known.shards()) {
      Optional<Shard> next = proposal.shard(present.name());
      boolean stays =
          next.isPresent() && next.get().isMaster(present.master(), present.masterIncarnation());
      if (!stays && !released.contains(present.name()) && monitor.isPromised(present, nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** Answers the leader; returns true when the proposal is accepted. */
  public boolean onPropose(Propose proposal, boolean tilted, long nowMs, Outbox out) {
    Topology topology = proposal.topology();
    ledger.observe(topology.version().epoch());
    boolean granted =
        !tilted
            && config.sentinels().contains(proposal.from())
            && ledger.mayAccept(topology.version())
            && !isBlocked(topology, proposal.released(), nowMs);
    if (granted) {
      out.persist(ledger.accept(topology));
    }
    out.toSentinel(
        proposal.from(),
        new Accepted(config.control(), topology.version(), granted, ledger.epoch()));
    return granted;
  }
}

package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Accepted;
import io.vedette.protocol.message.Propose;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.monitor.LeasePromises;
import io.vedette.sentinel.monitor.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether this sentinel agrees to a proposed topology. This is where leases bind: a proposal that
 * replaces a master is accepted only when no promise to that master is alive, the master is
 * verifiably dead, or it has released itself. From the acceptance on the old master gets no more
 * grants.
 *
 * <p>Nor does it get any for a while once a promise was in the way. A leader that takes over a
 * half-done handover does not know that the master had released itself; if those who have not
 * accepted it yet went on renewing their promises, no leader could ever finish it.
 */
public final class Acceptor {
  /** Beyond the end of a promise that stands against a proposal: time to propose it again. */
  private static final int PROPOSE_AGAIN_MS = 1_000;

  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Monitor monitor;
  private final LeasePromises promises;

  public Acceptor(
      SentinelConfig config, VoteLedger ledger, Monitor monitor, LeasePromises promises) {
    this.config = config;
    this.ledger = ledger;
    this.monitor = monitor;
    this.promises = promises;
  }

  /** True when a live promise stands against the proposal. */
  boolean isBlocked(Topology proposal, List<String> released, long nowMs) {
    return !blocked(proposal, released, nowMs).isEmpty();
  }

  /** Shards, as known here, whose master a live promise protects from the proposal. */
  private List<Shard> blocked(Topology proposal, List<String> released, long nowMs) {
    List<Shard> blocked = new ArrayList<>();
    for (Topology known : List.of(ledger.accepted(), ledger.committed())) {
      for (Shard present : known.shards()) {
        Optional<Shard> next = proposal.shard(present.name());
        boolean stays =
            next.isPresent() && next.get().isMaster(present.master(), present.masterIncarnation());
        if (!stays && !released.contains(present.name()) && monitor.isPromised(present, nowMs)) {
          blocked.add(present);
        }
      }
    }
    return blocked;
  }

  /** Answers the leader; returns true when the proposal is accepted. */
  public boolean onPropose(Propose proposal, boolean tilted, long nowMs, Outbox out) {
    Topology topology = proposal.topology();
    ledger.observe(topology.version().epoch());
    boolean legitimate =
        !tilted
            && config.sentinels().contains(proposal.from())
            && ledger.mayAccept(topology.version());
    List<Shard> blocked = legitimate ? blocked(topology, proposal.released(), nowMs) : List.of();
    boolean granted = legitimate && blocked.isEmpty();
    if (granted) {
      out.persist(ledger.accept(topology));
    }
    for (Shard shard : blocked) {
      promises.letLapse(shard, nowMs + config.downAfterMs() + PROPOSE_AGAIN_MS, nowMs);
    }
    out.toSentinel(
        proposal.from(),
        new Accepted(config.control(), topology.version(), granted, ledger.epoch()));
    return granted;
  }
}

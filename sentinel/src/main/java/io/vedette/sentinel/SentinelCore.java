package io.vedette.sentinel;

import io.vedette.protocol.message.Accepted;
import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.message.Propose;
import io.vedette.protocol.message.RequestVote;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.message.Vote;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerEvent;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.election.Election;
import io.vedette.sentinel.failover.Acceptor;
import io.vedette.sentinel.failover.Agenda;
import io.vedette.sentinel.failover.Leader;
import io.vedette.sentinel.failover.Needs;
import io.vedette.sentinel.failover.Publication;
import io.vedette.sentinel.failover.Rewiring;
import io.vedette.sentinel.monitor.LeasePromises;
import io.vedette.sentinel.monitor.Monitor;
import io.vedette.sentinel.monitor.Names;
import io.vedette.sentinel.monitor.Tilt;
import io.vedette.sentinel.view.CoreViews;
import io.vedette.sentinel.view.SentinelViews;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * All decisions of one sentinel. Every input returns the effects it leads to, in order; {@code
 * nowMs} is a monotonic clock of the process. Each input goes through both halves: the {@link
 * Monitor} observes and judges; then, unless this sentinel was itself away for long, the acting
 * half stands for election and, as a leader, works off what needs doing.
 *
 * <p>Not thread-safe: one actor owns it.
 */
public final class SentinelCore {
  /** How often {@link #tick} should be called. */
  public static final int TICK_MS = 20;

  private static final int MIN_TILT_MS = 1_000;
  private static final int FAILED_LEADER_PAUSE_MS = 200;

  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Tilt tilt;
  private final Monitor monitor;
  private final Election election;
  private final Acceptor acceptor;
  private final Needs needs;
  private final Rewiring rewiring;
  private final Publication publication;
  private final Outbox out = new Outbox();
  private Optional<Leader> leader = Optional.empty();

  /**
   * @param recovered the sum of the journal
   * @param random spreads the candidacies of several sentinels
   */
  public SentinelCore(
      SentinelConfig config, RandomGenerator random, LedgerState recovered, long nowMs) {
    this.config = config;
    ledger = new VoteLedger(recovered);
    tilt = new Tilt(Math.max(config.downAfterMs(), MIN_TILT_MS), nowMs);
    LeasePromises promises = new LeasePromises(nowMs, config.downAfterMs());
    monitor = new Monitor(config, ledger, promises);
    election = new Election(config, ledger, monitor, promises, random);
    acceptor = new Acceptor(config, ledger, monitor, promises);
    needs = new Needs(config, ledger, monitor);
    rewiring = new Rewiring(config.failoverTimeoutMs());
    publication = new Publication(config, monitor);
    monitor.follow(ledger.committed(), nowMs, out);
  }

  public List<Effect> onMessage(ToSentinel message, long nowMs) {
    passTime(nowMs);
    switch (message) {
      case Announce m -> monitor.onAnnounce(m, nowMs, out);
      case HealthReport m -> monitor.onReport(m, nowMs, out);
      case Opinions m -> monitor.onOpinions(m, nowMs, out);
      case RequestVote m -> election.onRequestVote(m, tilt.isActive(), nowMs, out);
      case Vote m -> election.onVote(m, out);
      case Propose m -> {
        if (acceptor.onPropose(m, tilt.isActive(), nowMs, out)) {
          election.onLeaderAtWork(m.topology().version().epoch(), nowMs);
        }
      }
      case Sealed m -> leader.ifPresent(l -> l.onSealed(m, nowMs, out));
      case Accepted m -> {
        ledger.observe(m.epoch());
        leader.ifPresent(l -> l.onAccepted(m));
      }
      case TopologyUpdate m -> learn(m.topology(), Optional.of(m.from()), nowMs);
    }
    return act(nowMs);
  }

  /** The connection to a copy's port is established. */
  public List<Effect> onTripwireOpened(Endpoint endpoint, long nowMs) {
    passTime(nowMs);
    monitor.onTripwireOpened(endpoint);
    return act(nowMs);
  }

  /** The connection closed; the actor is connecting again. */
  public List<Effect> onTripwireClosed(Endpoint endpoint, long nowMs) {
    passTime(nowMs);
    monitor.onTripwireClosed(endpoint, nowMs, out);
    return act(nowMs);
  }

  /** The host answered that nobody listens on that port: the process is gone. */
  public List<Effect> onTripwireRefused(Endpoint endpoint, long nowMs) {
    passTime(nowMs);
    monitor.onTripwireRefused(endpoint);
    return act(nowMs);
  }

  /** Lets time pass; the first call also starts the conversation. */
  public List<Effect> tick(long nowMs) {
    passTime(nowMs);
    monitor.tick(nowMs, out);
    rewiring.tick(ledger.committed(), monitor, nowMs, out);
    return act(nowMs);
  }

  /**
   * Begins a planned failover without loss, or says why not. The effects follow with {@link #tick}.
   */
  public FailoverAnswer requestFailover(String shardName, long nowMs) {
    Optional<Shard> shard = ledger.committed().shard(shardName);
    if (shard.isEmpty()) {
      return FailoverAnswer.UNKNOWN_SHARD;
    }
    boolean running =
        leader.flatMap(l -> l.machine(shardName)).map(m -> m.isActive()).orElse(false);
    if (running || needs.isHandoverRequested(shardName)) {
      return FailoverAnswer.IN_PROGRESS;
    }
    boolean good =
        shard.get().replicas().stream()
            .flatMap(copy -> monitor.copy(shardName, copy.node()).stream())
            .filter(copy -> !copy.isDown())
            .flatMap(copy -> copy.report().stream())
            .anyMatch(r -> r.linkUp() && r.progress().intact() && r.priority() != 0);
    if (!good) {
      return FailoverAnswer.NO_GOOD_REPLICA;
    }
    needs.requestHandover(shardName, nowMs);
    return FailoverAnswer.STARTED;
  }

  /** The durable state as of now, for snapshots. */
  public LedgerState ledger() {
    return ledger.state();
  }

  public SentinelViews views(long nowMs) {
    return new CoreViews(config, ledger, monitor, tilt, leader, rewiring, nowMs);
  }

  private void passTime(long nowMs) {
    boolean before = tilt.isActive();
    long absenceMs = tilt.onInput(nowMs);
    if (absenceMs != 0) {
      monitor.onAbsence(absenceMs, nowMs);
    }
    if (!before && tilt.isActive()) {
      out.emit("+tilt", "#tilt mode entered");
    } else if (tilt.endsNow(nowMs)) {
      out.emit("-tilt", "#tilt mode exited");
    }
  }

  private List<Effect> act(long nowMs) {
    monitor.judge(tilt.isActive(), nowMs, out);
    if (tilt.isActive()) {
      endLeadership();
      election.stepDown(nowMs, 0);
      return out.drain();
    }
    Agenda agenda = needs.assess(nowMs);
    boolean own = !agenda.handovers().isEmpty();
    election.consider(!agenda.isEmpty(), agenda.replaced(), own, nowMs, out);
    if (election.leading().isEmpty()) {
      endLeadership();
    } else {
      lead(election.leading().getAsLong(), agenda, nowMs);
    }
    return out.drain();
  }

  private void lead(long epoch, Agenda agenda, long nowMs) {
    if (leader.isEmpty() || leader.get().epoch() != epoch) {
      endLeadership();
      leader = Optional.of(new Leader(config, ledger, monitor, acceptor, needs, epoch));
    }
    Leader leading = leader.get();
    Agenda now = agenda;
    Optional<Topology> committed = leading.advance(now, nowMs, out);
    while (committed.isPresent()) {
      publication.sendToAll(committed.get(), nowMs, out);
      learn(committed.get(), Optional.empty(), nowMs);
      now = needs.assess(nowMs);
      committed = leading.advance(now, nowMs, out);
    }
    if (leading.hasFailed() || leading.isIdle(now)) {
      endLeadership();
      boolean workLeft = leading.hasFailed() || !now.isEmpty();
      election.stepDown(nowMs, workLeft ? FAILED_LEADER_PAUSE_MS : 0);
    }
  }

  private void endLeadership() {
    leader.ifPresent(ended -> ended.end(out));
    leader = Optional.empty();
  }

  /**
   * @param from the sentinel that told; empty when this one led the change
   */
  private void learn(Topology topology, Optional<Endpoint> from, long nowMs) {
    Topology before = ledger.committed();
    Optional<LedgerEvent> event = ledger.commit(topology);
    if (event.isEmpty()) {
      return;
    }
    for (Shard shard : topology.shards()) {
      Optional<Shard> former = before.shard(shard.name());
      if (from.isEmpty() && former.isPresent() && !former.get().master().equals(shard.master())) {
        out.emit("+promoted-slave", Names.replica(former.get(), shard.masterCopy()));
        rewiring.begin(shard, former.get().master(), nowMs, out);
      }
    }
    publication.emit(before, topology, from, out);
    monitor.follow(topology, nowMs, out);
    out.persist(event);
  }
}

package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Accepted;
import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.failover.FailoverState.Selected;
import io.vedette.sentinel.monitor.Members.Member;
import io.vedette.sentinel.monitor.Monitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an elected sentinel does with its epoch: finishes a change that a predecessor left half
 * done, then works off the agenda, several shards at a time. Proposals go one after the other, each
 * on top of the last. A shard changes at most once in an epoch; its next change takes the next
 * epoch.
 */
public final class Leader {
  private static final int GIVE_UP_MS = 1_000;

  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Monitor monitor;
  private final Acceptor acceptor;
  private final Needs needs;
  private final long epoch;
  private final Map<String, FailoverMachine> machines = new LinkedHashMap<>();
  private long revision;
  private Optional<Proposal> proposal = Optional.empty();
  private boolean failed;
  private boolean adopted;

  public Leader(
      SentinelConfig config,
      VoteLedger ledger,
      Monitor monitor,
      Acceptor acceptor,
      Needs needs,
      long epoch) {
    this.config = config;
    this.ledger = ledger;
    this.monitor = monitor;
    this.acceptor = acceptor;
    this.needs = needs;
    this.epoch = epoch;
  }

  public long epoch() {
    return epoch;
  }

  public Optional<FailoverMachine> machine(String shard) {
    return Optional.ofNullable(machines.get(shard));
  }

  /** Gave up: somebody, perhaps this sentinel again, must be elected anew. */
  public boolean hasFailed() {
    return failed;
  }

  /** Nothing under way, and nothing left that this epoch could do. */
  public boolean isIdle(Agenda agenda) {
    boolean machinesRest = machines.values().stream().noneMatch(FailoverMachine::isActive);
    return proposal.isEmpty() && machinesRest && !hasStartable(agenda);
  }

  private boolean hasStartable(Agenda agenda) {
    return agenda.placement()
        || isUncommitted()
        || agenda.failovers().stream().anyMatch(this::isStartable)
        || agenda.handovers().stream().anyMatch(this::isStartable)
        || agenda.reappointments().stream().anyMatch(shard -> shard.epoch() < epoch)
        || !agenda.moved().isEmpty();
  }

  private boolean isStartable(Shard shard) {
    return shard.epoch() < epoch && !machines.containsKey(shard.name());
  }

  private boolean isUncommitted() {
    return ledger.accepted().version().isNewerThan(ledger.committed().version());
  }

  public void onSealed(Sealed sealed, long nowMs, Outbox out) {
    machine(sealed.shard()).ifPresent(machine -> machine.onSealed(sealed, nowMs, out));
  }

  /**
   * Takes everything that can be done now a step further; returns a topology when one got
   * committed.
   */
  public Optional<Topology> advance(Agenda agenda, long nowMs, Outbox out) {
    if (proposal.isPresent()) {
      return awaitAcceptance(proposal.get(), nowMs, out);
    }
    if (!adopted && isUncommitted()) {
      return propose(ledger.accepted(), List.of(), nowMs, out);
    }
    adopted = true;
    for (Shard shard : agenda.failovers()) {
      start(shard, false, nowMs, out);
    }
    for (Shard shard : agenda.handovers()) {
      start(shard, true, nowMs, out);
    }
    for (FailoverMachine machine : machines.values()) {
      if (machine.isActive()) {
        machine.tick(nowMs, out);
        forgetFailedHandover(machine);
      }
    }
    return proposeWhatIsReady(agenda, nowMs, out);
  }

  private void start(Shard shard, boolean planned, long nowMs, Outbox out) {
    if (isStartable(shard)) {
      machines.put(
          shard.name(), new FailoverMachine(config, monitor, shard, epoch, planned, nowMs, out));
    }
  }

  private void forgetFailedHandover(FailoverMachine machine) {
    if (machine.isPlanned() && machine.state() instanceof FailoverState.Aborted) {
      needs.endHandover(machine.shard().name());
    }
  }

  private Optional<Topology> proposeWhatIsReady(Agenda agenda, long nowMs, Outbox out) {
    Topology base = ledger.committed();
    if (base.isNone()) {
      return agenda.placement() ? propose(place(nowMs), List.of(), nowMs, out) : Optional.empty();
    }
    Topology next = base;
    List<String> released = new ArrayList<>();
    for (FailoverMachine machine : machines.values()) {
      if (machine.state() instanceof Selected(var node, var incarnation, boolean isReleased)) {
        String name = machine.shard().name();
        Shard changed = base.shard(name).orElseThrow().withMaster(node, incarnation, epoch);
        List<String> release = isReleased ? List.of(name) : List.of();
        if (!acceptor.isBlocked(base.with(changed), release, nowMs)) {
          next = next.with(changed);
          released.addAll(release);
        }
      }
    }
    for (Shard shard : agenda.reappointments()) {
      if (isStartable(shard)) {
        next = next.with(shard.withMaster(shard.master(), shard.masterIncarnation(), epoch));
      }
    }
    next = readdress(next, agenda);
    return next.equals(base) ? Optional.empty() : propose(next, released, nowMs, out);
  }

  private static Topology readdress(Topology topology, Agenda agenda) {
    Topology next = topology;
    for (Map.Entry<String, List<Copy>> moved : agenda.moved().entrySet()) {
      Shard shard = next.shard(moved.getKey()).orElseThrow();
      for (Copy copy : moved.getValue()) {
        shard = shard.withCopy(copy);
      }
      next = next.with(shard);
    }
    return next;
  }

  private Topology place(long nowMs) {
    List<Announce> nodes =
        monitor.members().nodes().stream()
            .filter(node -> node.isFresh(nowMs))
            .map(Member::announce)
            .limit(config.nodes())
            .toList();
    return Placement.place(new Version(epoch, 0), nodes, config.shards(), config.replicas());
  }

  private Optional<Topology> propose(
      Topology topology, List<String> released, long nowMs, Outbox out) {
    if (acceptor.isBlocked(topology, released, nowMs)) {
      return Optional.empty();
    }
    revision++;
    Proposal next =
        new Proposal(config, topology.at(new Version(epoch, revision)), released, nowMs);
    out.persist(ledger.accept(next.topology()));
    next.send(nowMs, out);
    proposal = Optional.of(next);
    return awaitAcceptance(next, nowMs, out);
  }

  public void onAccepted(Accepted answer) {
    if (answer.granted()
        && proposal.isPresent()
        && proposal.get().topology().version().equals(answer.version())) {
      proposal.get().grant(answer.from());
    }
  }

  private Optional<Topology> awaitAcceptance(Proposal pending, long nowMs, Outbox out) {
    if (pending.isAccepted()) {
      proposal = Optional.empty();
      adopted = true;
      Topology committed = pending.topology();
      for (FailoverMachine machine : machines.values()) {
        Shard shard = committed.shard(machine.shard().name()).orElseThrow();
        if (shard.epoch() == epoch) {
          machine.onCommitted(out);
          needs.endHandover(shard.name());
        }
      }
      return Optional.of(committed);
    }
    if (pending.ageMs(nowMs) >= GIVE_UP_MS) {
      failed = true;
    } else {
      pending.tick(nowMs, out);
    }
    return Optional.empty();
  }

  /** The epoch is over. */
  public void end(Outbox out) {
    for (FailoverMachine machine : machines.values()) {
      machine.abort("leadership ended", out);
    }
  }
}

package io.vedette.sentinel.failover;

import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Progress;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.failover.FailoverState.Aborted;
import io.vedette.sentinel.failover.FailoverState.Promoted;
import io.vedette.sentinel.failover.FailoverState.Sealing;
import io.vedette.sentinel.failover.FailoverState.Selected;
import io.vedette.sentinel.monitor.CopyObservation;
import io.vedette.sentinel.monitor.Monitor;
import io.vedette.sentinel.monitor.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the master of one shard in one epoch, on behalf of that epoch's leader.
 *
 * <p>Sealing comes before choosing: a sealed copy takes nothing more from the old master, so that
 * the chosen one cannot be overtaken. In a planned handover the old master seals itself first and
 * the successor catches up with it, so that nothing is lost at all.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr>
 *     <th>from</th>
 *     <th>on</th>
 *     <th>to</th>
 *   </tr>
 *   <tr>
 *     <td>Sealing</td>
 *     <td>answers suffice (see {@link SealQuorum})</td>
 *     <td>Selected the copy with the most data</td>
 *   </tr>
 *   <tr>
 *     <td>Sealing (planned)</td>
 *     <td>master sealed, a replica has all it has</td>
 *     <td>Selected that replica, released</td>
 *   </tr>
 *   <tr>
 *     <td>Sealing</td>
 *     <td>timeout, the master lives</td>
 *     <td>Selected the master again: ends the seals</td>
 *   </tr>
 *   <tr>
 *     <td>Sealing</td>
 *     <td>timeout, or nobody to choose</td>
 *     <td>Aborted</td>
 *   </tr>
 *   <tr>
 *     <td>Selected</td>
 *     <td>topology committed</td>
 *     <td>Promoted</td>
 *   </tr>
 *   <tr>
 *     <td>Selected</td>
 *     <td>leadership lost</td>
 *     <td>Aborted</td>
 *   </tr>
 * </table>
 */
public final class FailoverMachine {
  /** How long to wait for further copies once enough have answered. */
  static final int LATECOMERS_MS = 300;

  private static final int RESEAL_MS = 20;
  private static final int GIVE_UP_MS = 1_500;

  private final SentinelConfig config;
  private final Monitor monitor;
  private final Shard shard;
  private final long epoch;
  private final boolean planned;
  private FailoverState state;

  /**
   * @param shard as committed before the change
   * @param planned the master is alive and hands over
   */
  public FailoverMachine(
      SentinelConfig config,
      Monitor monitor,
      Shard shard,
      long epoch,
      boolean planned,
      long nowMs,
      Outbox out) {
    this.config = config;
    this.monitor = monitor;
    this.shard = shard;
    this.epoch = epoch;
    this.planned = planned;
    this.state = new Sealing(nowMs, nowMs, -1, Map.of());
    out.emit("+failover-state-select-slave", Names.master(shard));
    sendSeals(out);
  }

  public Shard shard() {
    return shard;
  }

  public FailoverState state() {
    return state;
  }

  public boolean isPlanned() {
    return planned;
  }

  /** Still in need of attention. */
  public boolean isActive() {
    return state instanceof Sealing || state instanceof Selected;
  }

  private void sendSeals(Outbox out) {
    for (Copy copy : shard.copies()) {
      if (isAsked(copy)) {
        out.toNode(copy.control(), new Seal(config.control(), shard.name(), epoch, planned));
      }
    }
  }

  /** Everybody, except the process that is to be replaced because it is down. */
  private boolean isAsked(Copy copy) {
    if (planned || !copy.node().equals(shard.master())) {
      return true;
    }
    return monitor
        .copy(shard.name(), copy.node())
        .map(seen -> seen.isRestartedMaster(shard))
        .orElse(false);
  }

  public void onSealed(Sealed sealed, long nowMs, Outbox out) {
    if (!(state instanceof Sealing sealing) || sealed.asked() != epoch) {
      return;
    }
    if (sealed.epoch() > epoch) {
      transitionTo(new Aborted("a copy obeys epoch " + sealed.epoch()), out);
      return;
    }
    if (shard.copy(sealed.node()).isEmpty() || isReplacedProcess(sealed)) {
      return;
    }
    Map<String, Sealed> answers = new HashMap<>(sealing.answers());
    answers.put(sealed.node(), sealed);
    long first = sealing.firstAnswerMs() < 0 ? nowMs : sealing.firstAnswerMs();
    state = new Sealing(sealing.sinceMs(), sealing.sentMs(), first, answers);
    decide(nowMs, out);
  }

  private boolean isReplacedProcess(Sealed sealed) {
    return !planned && shard.isMaster(sealed.node(), sealed.incarnation());
  }

  public void tick(long nowMs, Outbox out) {
    decide(nowMs, out);
    if (!(state instanceof Sealing sealing)) {
      return;
    }
    if (nowMs - sealing.sinceMs() >= GIVE_UP_MS) {
      giveUp(out);
    } else if (nowMs - sealing.sentMs() >= RESEAL_MS) {
      sendSeals(out);
      state = new Sealing(sealing.sinceMs(), nowMs, sealing.firstAnswerMs(), sealing.answers());
    }
  }

  private void decide(long nowMs, Outbox out) {
    if (state instanceof Sealing sealing) {
      if (planned) {
        decideHandover(sealing, out);
      } else {
        decideFailover(sealing, nowMs, out);
      }
    }
  }

  private void decideFailover(Sealing sealing, long nowMs, Outbox out) {
    Collection<Sealed> answers = sealing.answers().values();
    int expected = 0;
    int dead = 0;
    int asleep = 0;
    for (Copy copy : shard.copies()) {
      Optional<CopyObservation> seen = monitor.copy(shard.name(), copy.node());
      boolean refused = seen.map(CopyObservation::isRefused).orElse(false);
      boolean down = seen.map(CopyObservation::isDown).orElse(false);
      boolean answered = sealing.answers().containsKey(copy.node());
      boolean gone = refused && !answered;
      boolean leftFiles = gone && seen.get().keepsFiles();
      dead += gone && !leftFiles ? 1 : 0;
      asleep += leftFiles ? 1 : 0;
      expected += answered || (isAsked(copy) && !down) ? 1 : 0;
    }
    long downSince = monitor.verdicts().sinceMs(shard);
    boolean patient = downSince >= 0 && nowMs - downSince >= config.failoverTimeoutMs();
    boolean late = sealing.firstAnswerMs() >= 0 && nowMs - sealing.firstAnswerMs() >= LATECOMERS_MS;
    boolean ready =
        switch (SealQuorum.judge(answers, shard.copies().size(), expected, dead, asleep, patient)) {
          case READY -> true;
          case ENOUGH -> late;
          case TOO_FEW -> false;
        };
    if (ready) {
      ReplicaSelector.select(answers)
          .ifPresentOrElse(
              best -> select(best, false, out),
              () -> transitionTo(new Aborted("no good replica"), out));
    }
  }

  private void decideHandover(Sealing sealing, Outbox out) {
    Sealed master = sealing.answers().get(shard.master());
    if (master == null || master.incarnation() != shard.masterIncarnation()) {
      return;
    }
    List<Sealed> caughtUp =
        sealing.answers().values().stream()
            .filter(answer -> !answer.node().equals(shard.master()))
            .filter(answer -> hasAllOf(master.progress(), answer.progress()))
            .toList();
    ReplicaSelector.select(caughtUp).ifPresent(best -> select(best, true, out));
  }

  private static boolean hasAllOf(Progress master, Progress replica) {
    return replica.intact()
        && replica.dataEpoch() == master.dataEpoch()
        && replica.appliedOffset() >= master.appliedOffset();
  }

  private void select(Sealed best, boolean released, Outbox out) {
    Copy copy = shard.copy(best.node()).orElseThrow();
    out.emit("+selected-slave", Names.replica(shard, copy));
    out.emit("+failover-state-send-slaveof-noone", Names.replica(shard, copy));
    transitionTo(new Selected(best.node(), best.incarnation(), released), out);
  }

  /** Copies that were sealed in vain are released by appointing the living master again. */
  private void giveUp(Outbox out) {
    Optional<HealthReport> master =
        monitor.copy(shard.name(), shard.master()).flatMap(CopyObservation::report);
    boolean alive =
        master.isPresent()
            && master.get().incarnation() == shard.masterIncarnation()
            && !monitor.verdicts().isDown(shard);
    if (alive) {
      out.emit("-failover-abort-slave-timeout", Names.master(shard));
      transitionTo(new Selected(shard.master(), shard.masterIncarnation(), false), out);
    } else {
      transitionTo(new Aborted("too few copies answered"), out);
    }
  }

  /** The change is committed. */
  public void onCommitted(Outbox out) {
    if (state instanceof Selected) {
      transitionTo(new Promoted(), out);
    }
  }

  public void abort(String reason, Outbox out) {
    if (isActive()) {
      transitionTo(new Aborted(reason), out);
    }
  }

  private void transitionTo(FailoverState next, Outbox out) {
    boolean legal =
        switch (next) {
          case Sealing _ -> false;
          case Selected _ -> state instanceof Sealing;
          case Promoted _ -> state instanceof Selected;
          case Aborted _ -> isActive();
        };
    if (!legal) {
      throw new IllegalStateException(state + " to " + next);
    }
    switch (next) {
      case Selected selected when !selected.node().equals(shard.master()) ->
          out.emit(
              "+failover-state-wait-promotion",
              Names.replica(shard, shard.copy(selected.node()).orElseThrow()));
      case Aborted _ -> out.emit("-failover-abort-no-good-slave", Names.master(shard));
      case Sealing _, Selected _, Promoted _ -> {}
    }
    state = next;
  }
}

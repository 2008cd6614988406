package io.vedette.sentinel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerEvent;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.view.SentinelViews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The sentinel of this process: carries messages, timers and connection events to {@link
 * SentinelCore}, and its effects into the world. Persists, then speaks: what follows an event in a
 * list of effects happens once the event is on disk.
 */
public final class SentinelActor
    extends EventSourcedBehavior<SentinelActor.Command, LedgerEvent, LedgerState> {
  private static final int SNAPSHOT_EVERY = 100;
  private static final int SNAPSHOTS_KEPT = 2;

  /** What the actor understands. */
  sealed interface Command {}

  private record Received(ToSentinel message) implements Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  record TripwireOpened(Endpoint endpoint) implements Command {}

  record TripwireClosed(Endpoint endpoint) implements Command {}

  record TripwireRefused(Endpoint endpoint) implements Command {}

  /** Lets a function look at the state, and hands on what it makes of it. */
  record Look<T>(Function<SentinelViews, T> look, Consumer<T> answer) implements Command {
    void perform(SentinelViews views) {
      answer.accept(look.apply(views));
    }
  }

  record RequestFailover(String shard, Consumer<FailoverAnswer> answer) implements Command {}

  /** Remakes the connections to the copies of these shards. */
  record Reconnect(List<String> shards) implements Command {}

  /**
   * What the actor acts upon.
   *
   * @see SentinelWorldLink
   */
  interface World {
    /** Carries out one effect; never a {@code Persist}. */
    void perform(io.vedette.sentinel.effect.Effect effect);

    /** Drops the connection to a copy, if there is one, and makes it anew. */
    void reconnect(Endpoint copy);

    /** The state is recovered; the actor answers from now on. */
    void recovered(LedgerState state);

    /** The state cannot be recovered; the actor stops. */
    void unrecoverable(Throwable cause);
  }

  private final SentinelConfig config;
  private final RandomGenerator random;
  private final LongSupplier clockMs;
  private final World world;
  private SentinelCore core;

  private SentinelActor(
      SentinelConfig config, RandomGenerator random, LongSupplier clockMs, World world) {
    super(PersistenceId.ofUniqueId(config.name()));
    this.config = config;
    this.random = random;
    this.clockMs = clockMs;
    this.world = world;
  }

  /**
   * @param clockMs monotonic clock in milliseconds
   * @param world made when the actor starts, with a reference to the actor
   */
  static Behavior<ToSentinel> create(
      SentinelConfig config,
      RandomGenerator random,
      LongSupplier clockMs,
      Function<ActorRef<Command>, World> world) {
    Behavior<Command> behavior =
        Behaviors.setup(
            (ActorContext<Command> context) ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(
                          Tick.INSTANCE, Duration.ofMillis(SentinelCore.TICK_MS));
                      return new SentinelActor(
                          config, random, clockMs, world.apply(context.getSelf()));
                    }));
    return Behaviors.transformMessages(
        ToSentinel.class, behavior, match -> match.match(ToSentinel.class, Received::new));
  }

  @Override
  public LedgerState emptyState() {
    return LedgerState.EMPTY;
  }

  @Override
  public EventHandler<LedgerState, LedgerEvent> eventHandler() {
    return LedgerState::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT)
        .withDeleteEventsOnSnapshot();
  }

  @Override
  public SignalHandler<LedgerState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, (state, failed) -> world.unrecoverable(failed.getFailure()))
        .build();
  }

  private void onRecovered(LedgerState state) {
    core = new SentinelCore(config, random, state, clockMs.getAsLong());
    world.recovered(state);
  }

  @Override
  public CommandHandler<Command, LedgerEvent, LedgerState> commandHandler() {
    return this::onCommand;
  }

  private Effect<LedgerEvent, LedgerState> onCommand(LedgerState state, Command command) {
    long nowMs = clockMs.getAsLong();
    return switch (command) {
      case Received(ToSentinel message) -> carryOut(core.onMessage(message, nowMs));
      case Tick tick -> carryOut(core.tick(nowMs));
      case TripwireOpened(Endpoint copy) -> carryOut(core.onTripwireOpened(copy, nowMs));
      case TripwireClosed(Endpoint copy) -> carryOut(core.onTripwireClosed(copy, nowMs));
      case TripwireRefused(Endpoint copy) -> carryOut(core.onTripwireRefused(copy, nowMs));
      case Look<?> look -> {
        look.perform(core.views(nowMs));
        yield Effect().none();
      }
      case RequestFailover(String shard, Consumer<FailoverAnswer> answer) -> {
        answer.accept(core.requestFailover(shard, nowMs));
        yield carryOut(core.tick(nowMs));
      }
      case Reconnect(List<String> shards) -> {
        reconnect(shards, nowMs);
        yield Effect().none();
      }
    };
  }

  /** Effects before the first event happen now, the others once all events are on disk. */
  private Effect<LedgerEvent, LedgerState> carryOut(
      List<io.vedette.sentinel.effect.Effect> effects) {
    List<LedgerEvent> events = new ArrayList<>();
    List<io.vedette.sentinel.effect.Effect> later = new ArrayList<>();
    for (io.vedette.sentinel.effect.Effect effect : effects) {
      if (effect instanceof io.vedette.sentinel.effect.Effect.Persist(LedgerEvent event)) {
        events.add(event);
      } else if (events.isEmpty()) {
        world.perform(effect);
      } else {
        later.add(effect);
      }
    }
    return events.isEmpty()
        ? Effect().none()
        : Effect().persist(events).thenRun(() -> later.forEach(world::perform));
  }

  private void reconnect(List<String> shards, long nowMs) {
    core.views(nowMs).topology().shards().stream()
        .filter(shard -> shards.contains(shard.name()))
        .flatMap(shard -> shard.copies().stream())
        .forEach(copy -> world.reconnect(copy.endpoint()));
  }
}

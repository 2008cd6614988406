package io.vedette.node.shard;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.ToMember;
import io.vedette.protocol.message.TopologyUpdate;
import java.time.Duration;
import java.util.Optional;

/**
 * One shard copy. Its dispatcher is the event loop of its port, so that every message below is
 * handled on the thread that reads and writes the sockets. Routing only: decisions are the core's.
 */
public final class ShardActor extends AbstractOnMessageBehavior<ShardActor.Command> {

  /** What a shard copy is told. */
  public sealed interface Command {}

  /** A client has input to execute, or room for replies again. */
  public record Input(Client client) implements Command {}

  /** A client has connected. */
  public record Connected(Client client) implements Command {}

  /** A client's connection is closed. */
  public record Disconnected(Client client) implements Command {}

  /** A sentinel's word. */
  public record Control(ToMember message) implements Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private static final Duration TICK_EVERY = Duration.ofMillis(100);

  private final ShardCore core;
  private final Clients clients;
  private final Optional<CopyControl> control;
  private final ControlOutbox outbox;
  private final ShardClock clock;

  private ShardActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ShardCore core,
      Clients clients,
      Optional<CopyControl> control,
      ControlOutbox outbox,
      ShardClock clock) {
    super(context);
    this.core = core;
    this.clients = clients;
    this.control = control;
    this.outbox = outbox;
    this.clock = clock;
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK_EVERY);
  }

  /**
   * The behavior of a copy; spawn it on the dispatcher of its port's event loop.
   *
   * @param control present where sentinels decide the copy's role
   */
  public static Behavior<Command> create(
      ShardCore core,
      Clients clients,
      Optional<CopyControl> control,
      ControlOutbox outbox,
      ShardClock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ShardActor(context, timers, core, clients, control, outbox, clock)));
  }

  @Override
  public Behavior<Command> onMessage(Command message) {
    switch (message) {
      case Input input -> core.run(input.client());
      case Connected connected -> clients.connected(connected.client());
      case Disconnected disconnected -> clients.disconnected(disconnected.client());
      case Control control -> onControl(control.message());
      case Tick tick -> core.tick();
    }
    return this;
  }

  private void onControl(ToMember message) {
    CopyControl copy = control.orElseThrow();
    switch (message) {
      case HealthCheck check ->
          outbox.send(check.from(), copy.onHealthCheck(check, clock.monotonicMs()));
      case Seal seal -> outbox.send(seal.from(), copy.onSeal(seal));
      case TopologyUpdate update -> copy.onTopology(update.topology());
    }
  }
}

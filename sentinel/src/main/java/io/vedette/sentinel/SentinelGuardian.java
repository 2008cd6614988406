package io.vedette.sentinel;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import io.netty.channel.EventLoop;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.transport.Transport;
import io.vedette.sentinel.api.ApiIdentity;
import io.vedette.sentinel.api.SentinelPort;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerState;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/** Wires a sentinel process together: the actor, its port, its connections. */
final class SentinelGuardian {
  private static final String UNBIND_PHASE = CoordinatedShutdown.PhaseServiceUnbind();

  private final SentinelSettings settings;
  private final SentinelConfig config;
  private final EventLoop loop;
  private final Transport transport;
  private final CompletableFuture<LedgerState> ready;

  private SentinelGuardian(
      SentinelSettings settings,
      SentinelConfig config,
      EventLoop loop,
      Transport transport,
      CompletableFuture<LedgerState> ready) {
    this.settings = settings;
    this.config = config;
    this.loop = loop;
    this.transport = transport;
    this.ready = ready;
  }

  /**
   * @param loop for the API and the tripwires; of the given transport
   * @param ready completed when the process serves, or with the reason why it never will
   */
  static Behavior<Void> create(
      SentinelSettings settings,
      SentinelConfig config,
      EventLoop loop,
      Transport transport,
      CompletableFuture<LedgerState> ready) {
    SentinelGuardian guardian = new SentinelGuardian(settings, config, loop, transport, ready);
    return Behaviors.setup(
        context -> {
          ActorSystem<?> system = context.getSystem();
          ActorRef<ToSentinel> sentinel =
              context.spawn(
                  SentinelActor.create(
                      config,
                      RandomGenerator.getDefault(),
                      SentinelGuardian::monotonicMs,
                      self -> guardian.world(system, self)),
                  ControlPlane.SENTINEL_ACTOR);
          context.watch(sentinel);
          return Behaviors.receive(Void.class)
              .onSignal(Terminated.class, terminated -> guardian.sentinelEnded(system))
              .build();
        });
  }

  static long monotonicMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private SentinelActor.World world(
      ActorSystem<?> system, ActorRef<SentinelActor.Command> sentinel) {
    SentinelControlLink control = new SentinelControlLink(sentinel, system);
    SentinelPort port =
        new SentinelPort(
            loop,
            transport,
            identity(),
            control,
            SentinelGuardian::monotonicMs,
            System::currentTimeMillis);
    CompletableFuture<LedgerState> recovery = new CompletableFuture<>();
    recovery.whenComplete((state, failure) -> open(system, port, state, failure));
    return new SentinelWorldLink(
        system,
        loop,
        transport,
        SentinelWorldLink.greeting(settings.get(SentinelSettings.AUTH_PASS), config.id()),
        control,
        port,
        recovery);
  }

  private ApiIdentity identity() {
    return new ApiIdentity(
        config.name(),
        config.id(),
        config.database(),
        config.api(),
        config.control(),
        config.pid(),
        settings.get(SentinelSettings.PASSWORD),
        settings.get(SentinelSettings.MAX_CLIENTS),
        settings.visible());
  }

  /** Clients may come once the state is there. */
  private void open(
      ActorSystem<?> system, SentinelPort port, LedgerState state, Throwable failure) {
    if (failure != null) {
      ready.completeExceptionally(failure);
      return;
    }
    try {
      port.bind(hosts(), config.api().port());
    } catch (IOException e) {
      ready.completeExceptionally(e);
      return;
    }
    CoordinatedShutdown.get(system)
        .addTask(
            UNBIND_PHASE,
            "close-sentinel-api",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      port.close();
                      return Done.getInstance();
                    }));
    ready.complete(state);
  }

  private List<String> hosts() {
    return settings.get(SentinelSettings.BIND);
  }

  private Behavior<Void> sentinelEnded(ActorSystem<?> system) {
    IllegalStateException ended =
        new IllegalStateException("the sentinel can no longer keep its promises on disk");
    if (!ready.completeExceptionally(ended)) {
      LoggerFactory.getLogger("Sentinel").error("{}; the process ends", ended.getMessage());
    }
    return Behaviors.stopped();
  }
}

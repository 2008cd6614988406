package io.vedette.node.shard;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.PersistenceLink;
import io.vedette.node.persistence.PersistencePort;
import io.vedette.node.persistence.aof.AofDone;
import io.vedette.node.persistence.aof.AofLink;
import io.vedette.node.persistence.backlog.BacklogEvent;
import io.vedette.node.persistence.recovery.LoadEvent;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.persistence.snapshot.SnapshotFileEvent;
import io.vedette.node.replication.LinkEvent;
import io.vedette.node.replication.MasterLink;
import io.vedette.node.replication.Replication;
import io.vedette.node.replication.ReplicationPort;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.ToMember;
import io.vedette.protocol.message.TopologyUpdate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One shard copy. Its dispatcher is the event loop of its port, so that every message below is
 * handled on the thread that reads and writes the sockets. Routing only: decisions are the core's.
 */
public final class ShardActor extends AbstractOnMessageBehavior<ShardActor.Command> {

  /** What a shard copy is told. */
  public sealed interface Command {}

  /** A client has input to execute. */
  public record Input(Client client) implements Command {}

  /** A client's connection has room for replies again. */
  public record Writable(Client client) implements Command {}

  /** A client has connected. */
  public record Connected(Client client) implements Command {}

  /** A client's connection is closed. */
  public record Disconnected(Client client) implements Command {}

  /** A sentinel's word. */
  public record Control(ToMember message) implements Command {}

  /**
   * The process ends: the copy gives up its lease for good, then runs what follows, which is to
   * close the port. In this order, since a closed port tells the sentinels that nobody can
   * acknowledge writes here any more.
   */
  public record Retire(Runnable then) implements Command {}

  /**
   * The process wants to end: the copy makes ready.
   *
   * @param done gets the reason if it cannot; on the shard's thread
   */
  public record PrepareToLeave(ShutdownRequest request, Consumer<Optional<String>> done)
      implements Command {}

  /** The process does not end after all. */
  public enum Stay implements Command {
    INSTANCE
  }

  private record FromMaster(LinkEvent event) implements Command {}

  private record FromLoader(LoadEvent event) implements Command {}

  private record FromSnapshotFile(SnapshotFileEvent event) implements Command {}

  private record Task(Runnable task) implements Command {}

  private enum SnapshotSlice implements Command {
    INSTANCE
  }

  private record FromAof(AofDone done) implements Command {}

  private enum AofTime implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private record FromBacklog(BacklogEvent event) implements Command {}

  private enum ReplicationTick implements Command {
    INSTANCE
  }

  /**
   * What an actor runs.
   *
   * @param control present where sentinels decide the copy's role
   * @param files what to load first; empty if there is nothing
   */
  public record Parts(
      ShardCore core,
      Clients clients,
      Replication replication,
      Optional<CopyControl> control,
      ControlOutbox outbox,
      Persistence persistence,
      Startup startup,
      CopyShutdown shutdown,
      Optional<LoadRequest> files,
      ShardClock clock) {}

  /**
   * What parts need of their actor.
   *
   * @param resume goes on with a client's commands
   * @param resumeAll goes on with the commands of all clients that had to wait
   * @param shard runs tasks on the shard's thread, each as a message of its own; any thread
   * @param timer the same after some time
   */
  public record Ports(
      ReplicationPort replication,
      PersistencePort disk,
      Consumer<Client> resume,
      Runnable resumeAll,
      Executor shard,
      BlockedServing.Timer timer) {}

  /** Builds the parts of a copy, given what they need of their actor. */
  @FunctionalInterface
  public interface Assembly {
    Parts assemble(Ports ports);
  }

  private static final Duration TICK_EVERY = Duration.ofMillis(100);
  private static final int TICKS_A_SECOND = 10;

  private final ShardCore core;
  private final Clients clients;
  private final Replication replication;
  private final Optional<CopyControl> control;
  private final ControlOutbox outbox;
  private final Persistence persistence;
  private final CopyShutdown shutdown;
  private final ShardClock clock;

  /** The newest topology that came while there was nothing to serve yet; null if none did. */
  private TopologyUpdate deferred;

  private boolean writesHeld;
  private int ticksToCheck = TICKS_A_SECOND;

  private ShardActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ScheduledExecutorService loop,
      Function<ActorRef<LinkEvent>, MasterLink.Environment> links,
      Assembly assembly) {
    super(context);
    ActorRef<LinkEvent> events = context.messageAdapter(LinkEvent.class, FromMaster::new);
    Parts parts =
        assembly.assemble(
            new Ports(
                new ReplicationPortLink<>(
                    context,
                    loop,
                    links.apply(events),
                    context.messageAdapter(BacklogEvent.class, FromBacklog::new),
                    ReplicationTick.INSTANCE,
                    this::synced,
                    this::resumeStalled),
                disk(context, loop),
                client -> context.getSelf().tell(new Input(client)),
                this::resumeStalled,
                task -> context.getSelf().tell(new Task(task)),
                timer(context, loop)));
    this.core = parts.core;
    this.clients = parts.clients;
    this.replication = parts.replication;
    this.control = parts.control;
    this.outbox = parts.outbox;
    this.persistence = parts.persistence;
    this.shutdown = parts.shutdown;
    this.clock = parts.clock;
    parts.startup.begin(parts.files);
    persistence.afterBatch();
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK_EVERY);
  }

  /**
   * The behavior of a copy; spawn it on the dispatcher of its port's event loop.
   *
   * @param loop that event loop
   * @param links what its links to masters need, given whom they tell
   */
  public static Behavior<Command> create(
      ScheduledExecutorService loop,
      Function<ActorRef<LinkEvent>, MasterLink.Environment> links,
      Assembly assembly) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new ShardActor(context, timers, loop, links, assembly)));
  }

  private static BlockedServing.Timer timer(
      ActorContext<Command> context, ScheduledExecutorService loop) {
    ActorRef<Command> self = context.getSelf();
    return (delayMs, task) -> {
      Future<?> due =
          loop.schedule(() -> self.tell(new Task(task)), delayMs, TimeUnit.MILLISECONDS);
      return () -> due.cancel(false);
    };
  }

  /**
   * A slice that is due goes through the loop's timers and not straight to the mailbox: they come
   * after a look at the sockets, which a mailbox that is never empty would put off.
   */
  private static PersistencePort disk(
      ActorContext<Command> context, ScheduledExecutorService loop) {
    ActorRef<Command> self = context.getSelf();
    return new PersistenceLink(
        context,
        context.messageAdapter(LoadEvent.class, FromLoader::new),
        context.messageAdapter(SnapshotFileEvent.class, FromSnapshotFile::new),
        () -> loop.schedule(() -> self.tell(SnapshotSlice.INSTANCE), 0, TimeUnit.NANOSECONDS),
        new AofLink(
            context,
            loop,
            context.messageAdapter(AofDone.class, FromAof::new),
            () -> self.tell(AofTime.INSTANCE)));
  }

  @Override
  public Behavior<Command> onMessage(Command message) {
    switch (message) {
      case Input input -> run(input.client());
      case Writable writable -> {
        run(writable.client());
        replication.writable(writable.client().session().id());
      }
      case FromBacklog news -> replication.replicas().onBacklog(news.event(), clock.monotonicMs());
      case FromMaster news -> replication.onLink(news.event(), clock.monotonicMs());
      case FromLoader news -> onLoader(news.event());
      case SnapshotSlice slice -> persistence.snapshots().slice();
      case FromSnapshotFile news -> persistence.snapshots().onEvent(news.event());
      case FromAof news -> persistence.aof().done(news.done());
      case Task task -> task.task().run();
      case AofTime _ -> persistence.aof().woken();
      case Connected connected -> clients.connected(connected.client());
      case Disconnected disconnected -> {
        clients.disconnected(disconnected.client());
        replication.disconnected(disconnected.client().session().id());
      }
      case Control control -> onControl(control.message());
      case PrepareToLeave leave -> shutdown.begin(leave.request(), leave.done());
      case Stay _ -> {
        shutdown.cancel();
        resumeStalled();
      }
      case Retire retire -> {
        control.ifPresent(CopyControl::retire);
        retire.then().run();
      }
      case Tick tick -> {
        core.tick();
        if (--ticksToCheck <= 0) {
          ticksToCheck = TICKS_A_SECOND;
          clients.closeIdleAndSlow(clock.wallMs());
        }
        replication.tick(clock.monotonicMs());
        persistence.tick();
        control.ifPresent(this::releaseWrites);
      }
      case ReplicationTick tick -> replication.tick(clock.monotonicMs());
    }
    core.serveWoken();
    replication.afterBatch();
    persistence.afterBatch();
    shutdown.proceed();
    return this;
  }

  private void run(Client client) {
    core.run(client);
    clients.closeIfTooSlow(client, clock.wallMs());
  }

  private void onLoader(LoadEvent event) {
    persistence.loading().on(event);
    if (deferred != null && !persistence.loading().isUnderWay()) {
      TopologyUpdate update = deferred;
      deferred = null;
      onControl(update);
    }
  }

  private void onControl(ToMember message) {
    CopyControl copy = control.orElseThrow();
    if (persistence.loading().isUnderWay() && !(message instanceof HealthCheck)) {
      // Sentinels repeat a seal, and what it would answer now is not what the copy holds.
      deferred = message instanceof TopologyUpdate update ? update : deferred;
      return;
    }
    switch (message) {
      case HealthCheck check -> {
        outbox.send(check.from(), copy.onHealthCheck(check, clock.monotonicMs()));
        releaseWrites(copy);
      }
      case Seal seal -> outbox.send(seal.from(), copy.onSeal(seal));
      case TopologyUpdate update -> {
        if (copy.onTopology(update.topology(), clock.monotonicMs())) {
          clients.closeAll();
        }
        writesHeld = copy.awaitsFirstLease(clock);
      }
    }
  }

  /** Goes on with the writes that came before a new master's first lease. */
  private void releaseWrites(CopyControl copy) {
    if (writesHeld && !copy.awaitsFirstLease(clock)) {
      writesHeld = false;
      resumeStalled();
    }
  }

  private void synced() {
    control.ifPresent(CopyControl::onSynced);
  }

  private void resumeStalled() {
    for (Client client : clients.stalled()) {
      getContext().getSelf().tell(new Input(client));
    }
  }
}

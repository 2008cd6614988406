package io.vedette.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.vedette.node.shard.ShardActor;
import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.ToMember;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.message.WireMessage;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The node at the control plane's well-known address: announces itself, hosts the copies that the
 * topology gives it, and hands every copy the messages that concern it.
 */
final class NodeActor extends AbstractOnMessageBehavior<WireMessage> {
  private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

  /** Until a topology is known, somebody may be waiting for this node to place the shards. */
  private static final Duration ANNOUNCE_EVERY_AT_START = Duration.ofMillis(200);

  private enum Tick implements WireMessage {
    ANNOUNCE
  }

  /** Starts the copy of a shard on this node. */
  @FunctionalInterface
  interface CopyStarter {
    /**
     * @param index which shard of the topology it is, from 0
     * @throws Exception if its port cannot be bound
     */
    ActorRef<ShardActor.Command> start(ActorContext<WireMessage> context, Shard shard, int index)
        throws Exception;
  }

  /**
   * Who this process is.
   *
   * @param control its control address
   * @param host under which clients reach its copies
   * @param portBase the copy of the k-th shard listens on portBase + k
   */
  record Identity(
      Endpoint control,
      String database,
      String name,
      long incarnation,
      String host,
      int portBase) {}

  private final Identity identity;
  private final List<Endpoint> sentinels;
  private final SentinelLink outbox;
  private final CopyStarter starter;
  private final TimerScheduler<WireMessage> timers;
  private final Map<String, ActorRef<ShardActor.Command>> copies = new HashMap<>();
  private Topology topology = Topology.none();

  private NodeActor(
      ActorContext<WireMessage> context,
      TimerScheduler<WireMessage> timers,
      Identity identity,
      List<Endpoint> sentinels,
      CopyStarter starter) {
    super(context);
    this.timers = timers;
    this.identity = identity;
    this.sentinels = List.copyOf(sentinels);
    this.outbox = new SentinelLink(context.getSystem());
    this.starter = starter;
    timers.startTimerWithFixedDelay(Tick.ANNOUNCE, Duration.ZERO, ANNOUNCE_EVERY_AT_START);
  }

  static Behavior<WireMessage> create(
      Identity identity, List<Endpoint> sentinels, CopyStarter starter) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new NodeActor(context, timers, identity, sentinels, starter)));
  }

  @Override
  public Behavior<WireMessage> onMessage(WireMessage message) throws Exception {
    switch (message) {
      case HealthCheck check -> tell(check.shard(), check);
      case Seal seal -> tell(seal.shard(), seal);
      case TopologyUpdate update -> onTopology(update);
      case Tick tick -> announce();
      default -> {
        return Behaviors.unhandled();
      }
    }
    return this;
  }

  private void tell(String shard, ToMember message) {
    ActorRef<ShardActor.Command> copy = copies.get(shard);
    if (copy != null) {
      copy.tell(new ShardActor.Control(message));
    }
  }

  private void onTopology(TopologyUpdate update) throws Exception {
    if (!update.topology().version().isNewerThan(topology.version())) {
      return;
    }
    if (topology.isNone()) {
      timers.startTimerWithFixedDelay(Tick.ANNOUNCE, ANNOUNCE_EVERY);
    }
    topology = update.topology();
    for (int i = 0; i < topology.shards().size(); i++) {
      Shard shard = topology.shards().get(i);
      if (shard.copy(identity.name()).isPresent()) {
        ActorRef<ShardActor.Command> copy = copies.get(shard.name());
        if (copy == null) {
          copy = start(shard, i);
          copies.put(shard.name(), copy);
        }
        copy.tell(new ShardActor.Control(update));
      }
    }
    announce();
  }

  private ActorRef<ShardActor.Command> start(Shard shard, int index) throws IOException {
    try {
      return starter.start(getContext(), shard, index);
    } catch (Exception e) {
      throw new IOException(
          "cannot start the copy of "
              + shard.name()
              + " on "
              + shard.copy(identity.name()).orElseThrow().endpoint()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private void announce() {
    Announce announce =
        new Announce(
            identity.control(),
            identity.database(),
            Role.NODE,
            identity.name(),
            identity.incarnation(),
            identity.host(),
            identity.portBase(),
            ProcessHandle.current().pid(),
            topology.version());
    sentinels.forEach(sentinel -> outbox.send(sentinel, announce));
  }
}

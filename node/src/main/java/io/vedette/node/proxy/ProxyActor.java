package io.vedette.node.proxy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.message.WireMessage;
import io.vedette.protocol.topology.Topology;
import java.time.Duration;
import java.util.List;

/**
 * The proxy at the control plane's well-known address: announces itself to the sentinels, and hands
 * the topologies that they publish to its {@link ProxyPort}.
 */
public final class ProxyActor extends AbstractOnMessageBehavior<WireMessage> {
  private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

  /** Until a topology is known, clients are waiting. */
  private static final Duration ANNOUNCE_EVERY_AT_START = Duration.ofMillis(200);

  private enum Tick implements WireMessage {
    ANNOUNCE
  }

  private final ProxyConfig config;
  private final ProxyPort port;
  private final long incarnation;
  private final List<ActorRef<ToSentinel>> sentinels;
  private final TimerScheduler<WireMessage> timers;
  private Topology topology = Topology.none();

  private ProxyActor(
      ActorContext<WireMessage> context,
      TimerScheduler<WireMessage> timers,
      ProxyConfig config,
      ProxyPort port,
      long incarnation) {
    super(context);
    this.timers = timers;
    this.config = config;
    this.port = port;
    this.incarnation = incarnation;
    ActorRefResolver resolver = ActorRefResolver.get(context.getSystem());
    this.sentinels =
        config.sentinels().stream()
            .map(
                sentinel ->
                    resolver.<ToSentinel>resolveActorRef(
                        ControlPlane.actorPath(sentinel.toString(), ControlPlane.SENTINEL_ACTOR)))
            .toList();
    timers.startTimerWithFixedDelay(Tick.ANNOUNCE, Duration.ZERO, ANNOUNCE_EVERY_AT_START);
  }

  /**
   * To be spawned as {@link ControlPlane#PROXY_ACTOR}.
   *
   * @param port the open port
   * @param incarnation random, of this process
   */
  public static Behavior<WireMessage> create(ProxyConfig config, ProxyPort port, long incarnation) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ProxyActor(context, timers, config, port, incarnation)));
  }

  @Override
  public Behavior<WireMessage> onMessage(WireMessage message) {
    switch (message) {
      case TopologyUpdate update -> onTopology(update.topology());
      case Tick tick -> announce();
      default -> {
        return Behaviors.unhandled();
      }
    }
    return this;
  }

  private void onTopology(Topology published) {
    if (!published.version().isNewerThan(topology.version())) {
      return;
    }
    if (topology.isNone()) {
      timers.startTimerWithFixedDelay(Tick.ANNOUNCE, ANNOUNCE_EVERY);
    }
    topology = published;
    port.onTopology(published);
    getContext()
        .getLog()
        .info("topology {} of {} shards", published.version(), published.shards().size());
    announce();
  }

  private void announce() {
    Announce announce =
        new Announce(
            config.control(),
            config.database(),
            Role.PROXY,
            config.name(),
            incarnation,
            config.host(),
            port.port(),
            ProcessHandle.current().pid(),
            topology.version());
    sentinels.forEach(sentinel -> sentinel.tell(announce));
  }
}

package io.vedette.sentinel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import io.netty.channel.EventLoop;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.message.ControlMessage;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.resp.CommandText;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.transport.Transport;
import io.vedette.sentinel.api.SentinelPort;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.effect.SentinelEvent;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a sentinel's effects: messages, connections, events. Used by the actor's thread. */
final class SentinelWorldLink implements SentinelActor.World {
  private static final Logger LOG = LoggerFactory.getLogger("Sentinel");

  /** A process whose actor is addressed. */
  private record Recipient(Role role, Endpoint control) {}

  private final ActorRefResolver resolver;
  private final MembershipLink membership;
  private final EventLoop loop;
  private final Transport transport;
  private final byte[] greeting;
  private final Tripwire.Listener listener;
  private final SentinelPort port;
  private final CompletableFuture<LedgerState> recovery;
  private final Map<Recipient, ActorRef<ControlMessage>> recipients = new HashMap<>();
  private final Map<Endpoint, Tripwire> tripwires = new HashMap<>();

  /**
   * @param greeting commands that tripwires send when they connect
   * @param recovery completed when the actor is ready, or is known never to be
   */
  SentinelWorldLink(
      ActorSystem<?> system,
      EventLoop loop,
      Transport transport,
      byte[] greeting,
      Tripwire.Listener listener,
      SentinelPort port,
      CompletableFuture<LedgerState> recovery) {
    this.resolver = ActorRefResolver.get(system);
    this.membership = new MembershipLink(system);
    this.loop = loop;
    this.transport = transport;
    this.greeting = greeting;
    this.listener = listener;
    this.port = port;
    this.recovery = recovery;
  }

  /** AUTH where a password is given, and a name by which operators know the connection. */
  static byte[] greeting(String password, String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!password.isEmpty()) {
      out.writeBytes(CommandText.of("AUTH", password));
    }
    String name = "sentinel-" + id.substring(0, 8) + "-tripwire";
    out.writeBytes(CommandText.of("CLIENT", "SETNAME", name));
    return out.toByteArray();
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Send(Role role, Endpoint to, ControlMessage message) ->
          recipients.computeIfAbsent(new Recipient(role, to), this::resolve).tell(message);
      case Effect.OpenTripwire(Endpoint copy) ->
          tripwires.computeIfAbsent(copy, this::stretchTripwire);
      case Effect.CloseTripwire(Endpoint copy) -> cutTripwire(copy);
      case Effect.Publish(Topology topology) -> logTopology(topology);
      case Effect.Emit(SentinelEvent event) -> {
        LOG.info("{}", event);
        port.publish(event.name(), event.payload());
      }
      case Effect.DownMember(Endpoint control) -> membership.down(control);
      case Effect.Persist persist ->
          throw new IllegalArgumentException("not for the world: " + persist);
    }
  }

  private ActorRef<ControlMessage> resolve(Recipient recipient) {
    return resolver.resolveActorRef(
        ControlPlane.actorPath(recipient.control().toString(), recipient.role().actorName()));
  }

  private Tripwire stretchTripwire(Endpoint copy) {
    Tripwire tripwire = new Tripwire(loop, transport, copy, greeting, listener);
    tripwire.stretch();
    return tripwire;
  }

  private void cutTripwire(Endpoint copy) {
    Tripwire tripwire = tripwires.remove(copy);
    if (tripwire != null) {
      tripwire.cut();
    }
  }

  @Override
  public void reconnect(Endpoint copy) {
    if (tripwires.containsKey(copy)) {
      cutTripwire(copy);
      tripwires.put(copy, stretchTripwire(copy));
    }
  }

  private static void logTopology(Topology topology) {
    StringBuilder masters = new StringBuilder();
    topology
        .shards()
        .forEach(
            shard ->
                masters.append(
                    " %s %s@%d"
                        .formatted(shard.name(), shard.masterCopy().endpoint(), shard.epoch())));
    LOG.info("topology {}:{}", topology.version(), masters);
  }

  @Override
  public void recovered(LedgerState state) {
    recovery.complete(state);
  }

  @Override
  public void unrecoverable(Throwable cause) {
    recovery.completeExceptionally(cause);
  }
}

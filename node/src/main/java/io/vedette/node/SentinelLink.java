package io.vedette.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import io.vedette.node.shard.ControlOutbox;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.topology.Endpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to the sentinels: by control address, whether they are members of the cluster already or
 * not. Safe for any thread.
 */
final class SentinelLink implements ControlOutbox {
  private final ActorRefResolver resolver;
  private final Map<Endpoint, ActorRef<ToSentinel>> refs = new ConcurrentHashMap<>();

  SentinelLink(ActorSystem<?> system) {
    resolver = ActorRefResolver.get(system);
  }

  @Override
  public void send(Endpoint sentinel, ToSentinel message) {
    refs.computeIfAbsent(sentinel, this::resolve).tell(message);
  }

  private ActorRef<ToSentinel> resolve(Endpoint sentinel) {
    return resolver.resolveActorRef(
        ControlPlane.actorPath(sentinel.toString(), ControlPlane.SENTINEL_ACTOR));
  }
}

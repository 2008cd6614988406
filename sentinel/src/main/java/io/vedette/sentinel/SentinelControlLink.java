package io.vedette.sentinel;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.api.SentinelControl;
import io.vedette.sentinel.view.SentinelViews;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes what the API and the tripwires have to say to the sentinel's actor. Safe for any thread.
 */
final class SentinelControlLink implements SentinelControl, Tripwire.Listener {
  private final ActorRef<SentinelActor.Command> sentinel;
  private final ActorSystem<?> system;

  SentinelControlLink(ActorRef<SentinelActor.Command> sentinel, ActorSystem<?> system) {
    this.sentinel = sentinel;
    this.system = system;
  }

  @Override
  public <T> void query(Function<SentinelViews, T> look, Consumer<T> answer) {
    sentinel.tell(new SentinelActor.Look<>(look, answer));
  }

  @Override
  public void failover(String shard, Consumer<FailoverAnswer> answer) {
    sentinel.tell(new SentinelActor.RequestFailover(shard, answer));
  }

  @Override
  public void reconnect(List<String> shards) {
    sentinel.tell(new SentinelActor.Reconnect(shards));
  }

  @Override
  public void shutdown() {
    CoordinatedShutdown.get(system).run(CoordinatedShutdown.jvmExitReason());
  }

  @Override
  public void onOpened(Endpoint endpoint) {
    sentinel.tell(new SentinelActor.TripwireOpened(endpoint));
  }

  @Override
  public void onClosed(Endpoint endpoint) {
    sentinel.tell(new SentinelActor.TripwireClosed(endpoint));
  }

  @Override
  public void onRefused(Endpoint endpoint) {
    sentinel.tell(new SentinelActor.TripwireRefused(endpoint));
  }
}

package io.vedette.sentinel.failover;

import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.monitor.Members.Member;
import io.vedette.sentinel.monitor.Monitor;
import io.vedette.sentinel.monitor.Names;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Tells the world of a committed topology. */
public final class Publication {
  private final SentinelConfig config;
  private final Monitor monitor;

  public Publication(SentinelConfig config, Monitor monitor) {
    this.config = config;
    this.monitor = monitor;
  }

  /** By the leader: to all copies' nodes first, then to proxies and the other sentinels. */
  public void sendToAll(Topology topology, long nowMs, Outbox out) {
    TopologyUpdate update = new TopologyUpdate(config.control(), topology);
    Set<Endpoint> nodes = new LinkedHashSet<>();
    topology.shards().forEach(s -> nodes.add(s.masterCopy().control()));
    topology.shards().forEach(s -> s.copies().forEach(copy -> nodes.add(copy.control())));
    for (Member node : monitor.members().nodes()) {
      if (node.isFresh(nowMs)) {
        nodes.add(node.announce().from());
      }
    }
    nodes.forEach(node -> out.toNode(node, update));
    for (Member proxy : monitor.members().proxies()) {
      if (proxy.isFresh(nowMs)) {
        out.toProxy(proxy.announce().from(), update);
      }
    }
    config.peers().forEach(peer -> out.toSentinel(peer, update));
  }

  /** By everybody: the events that clients follow. */
  public void emit(Topology before, Topology after, Optional<Endpoint> leader, Outbox out) {
    out.add(new Effect.Publish(after));
    for (Shard shard : after.shards()) {
      Optional<Shard> former = before.shard(shard.name());
      if (former.isEmpty()) {
        out.emit("+monitor", Names.master(shard) + " quorum " + config.quorum());
        emitReplicas(shard, out);
        emitSentinels(shard, out);
      } else if (!former.get().masterCopy().equals(shard.masterCopy())) {
        emitSwitch(former.get(), shard, leader, out);
      }
    }
  }

  private void emitSwitch(Shard former, Shard shard, Optional<Endpoint> leader, Outbox out) {
    monitor.peers().stream()
        .filter(peer -> leader.equals(Optional.of(peer.control())))
        .flatMap(peer -> peer.last().stream())
        .forEach(peer -> out.emit("+config-update-from", Names.sentinel(former, peer)));
    Endpoint old = former.masterCopy().endpoint();
    Endpoint now = shard.masterCopy().endpoint();
    out.emit(
        "+switch-master",
        String.join(
            " ",
            shard.name(),
            old.host(),
            Integer.toString(old.port()),
            now.host(),
            Integer.toString(now.port())));
    emitReplicas(shard, out);
  }

  private void emitReplicas(Shard shard, Outbox out) {
    for (Copy replica : shard.replicas()) {
      out.emit("+slave", Names.replica(shard, replica));
    }
  }

  private void emitSentinels(Shard shard, Outbox out) {
    monitor.peers().stream()
        .flatMap(peer -> peer.last().stream())
        .forEach(peer -> out.emit("+sentinel", Names.sentinel(shard, peer)));
  }
}

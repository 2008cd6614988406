package io.vedette.sentinel.sim;

import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.ToMember;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model node: announces itself, obeys topologies, forgets in a crash what it had not synced to a
 * disk.
 */
final class SimNode extends Process {
  static final String HOST = "node";

  final Cluster cluster;
  final String name;
  final int portBase;
  final Map<String, SimCopy> copies = new LinkedHashMap<>();
  final Map<String, SimCopy.Files> disk = new HashMap<>();
  Topology known = Topology.none();
  long incarnation;

  /** Connections that copies of this node have made so far. */
  long links;

  SimNode(Cluster cluster, String name, Endpoint control, int portBase) {
    super(cluster.world, control, 1 + (cluster.world.random.nextDouble() - 0.5) * 0.04);
    this.cluster = cluster;
    this.name = name;
    this.portBase = portBase;
  }

  @Override
  void onStart() {
    incarnation = world.random.nextLong();
    known = Topology.none();
    copies.clear();
    every(1_000, this::announce);
    every(SimCopy.PULL_MS, () -> copies.values().forEach(SimCopy::pull));
    if (cluster.hasDisks) {
      every(1 + world.random.nextInt(50), () -> copies.values().forEach(SimCopy::sync));
    }
    announce();
  }

  @Override
  void onCrash() {
    copies.clear();
    known = Topology.none();
    cluster.sentinels.values().forEach(sentinel -> sentinel.onNodeCrash(this));
  }

  private void announce() {
    for (Endpoint sentinel : cluster.sentinels.keySet()) {
      toSentinel(
          sentinel,
          new Announce(
              control,
              Cluster.DATABASE,
              Role.NODE,
              name,
              incarnation,
              HOST,
              portBase,
              1,
              known.version()));
    }
  }

  void toSentinel(Endpoint to, ToSentinel message) {
    SimSentinel sentinel = cluster.sentinels.get(to);
    world.send(control, to, () -> sentinel.receive(message));
  }

  void receive(ToMember message) {
    world.note(message);
    switch (message) {
      case TopologyUpdate(var _, Topology topology) -> obey(topology);
      case HealthCheck check -> {
        SimCopy copy = copies.get(check.shard());
        if (copy != null) {
          copy.onCheck(check);
        }
      }
      case Seal seal -> {
        SimCopy copy = copies.get(seal.shard());
        if (copy != null) {
          copy.onSeal(seal);
        }
      }
    }
  }

  private SimCopy copyOf(String shard) {
    return new SimCopy(this, shard, disk.getOrDefault(shard, SimCopy.Files.NONE));
  }

  private void obey(Topology topology) {
    if (!topology.version().isNewerThan(known.version())) {
      return;
    }
    known = topology;
    for (Shard shard : topology.shardsOn(name)) {
      copies.computeIfAbsent(shard.name(), this::copyOf).obey(shard);
    }
    announce();
  }
}

package io.vedette.sentinel.sim;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Strikes a cluster with random faults of the chosen kinds. Unless double faults are wanted, a node
 * crashes only while every copy lives and holds every acknowledged write, so that none may ever be
 * lost.
 */
final class Chaos {
  enum Fault {
    CRASH_NODE,
    CRASH_ANY_NODE,
    CRASH_ALL_NODES,
    CRASH_SENTINEL,
    RESTART,
    PAUSE_NODE,
    PAUSE_SENTINEL,
    RESUME,
    ISOLATE,
    CUT_ONE_WAY,
    HEAL_NETWORK,
    LOSSY_NETWORK,
    HANDOVER,
    /** Messages take as long as candidacies, so that several sentinels stand in one epoch. */
    SLOW_NETWORK,
    /** All sentinels are asked for handovers at the same instant: none gives way to another. */
    RIVAL_HANDOVERS,
    /** A sentinel restarts in milliseconds, with nothing but what is on its disk. */
    BLINK_SENTINEL,
    /** See {@link StaleTail}. */
    STALE_TAIL
  }

  private final Cluster cluster;
  private final List<Fault> faults;

  Chaos(Cluster cluster, List<Fault> faults) {
    this.cluster = cluster;
    this.faults = faults;
  }

  /** A few seconds of faults, some of them close together. */
  void strike(int count) {
    World world = cluster.world;
    for (int i = 0; i < count; i++) {
      Fault fault = faults.get(world.random.nextInt(faults.size()));
      world.note(fault);
      strike(fault);
      world.runFor(world.random.nextInt(3) == 0 ? world.random.nextInt(20) : 1_000);
    }
  }

  private void strike(Fault fault) {
    World world = cluster.world;
    switch (fault) {
      case CRASH_NODE -> {
        if (isEverythingEverywhere()) {
          any(cluster.nodes.values()).crash();
        }
      }
      case CRASH_ANY_NODE -> {
        SimNode node = any(cluster.nodes.values());
        if (node.isUp()) {
          node.crash();
        }
      }
      case CRASH_ALL_NODES ->
          cluster.nodes.values().stream().filter(Process::isUp).forEach(Process::crash);
      case CRASH_SENTINEL -> {
        SimSentinel sentinel = any(cluster.sentinels.values());
        if (sentinel.isUp()) {
          sentinel.crash();
        }
      }
      case RESTART ->
          world.processes.values().stream().filter(p -> !p.isUp()).forEach(Process::start);
      case PAUSE_NODE -> pause(any(cluster.nodes.values()));
      case PAUSE_SENTINEL -> pause(any(cluster.sentinels.values()));
      case RESUME ->
          world.processes.values().stream().filter(Process::isPaused).forEach(Process::resume);
      case ISOLATE -> world.isolate(any(world.processes.keySet()));
      case CUT_ONE_WAY -> {
        Endpoint from = any(world.processes.keySet());
        Endpoint to = any(world.processes.keySet());
        world.cut(from, to);
      }
      case HEAL_NETWORK -> world.healNetwork();
      case LOSSY_NETWORK -> {
        world.loss = world.random.nextDouble() * 0.3;
        world.duplication = 0.1;
        world.jitterMs = 1 + world.random.nextInt(100);
      }
      case HANDOVER -> handOver(any(cluster.sentinels.values()));
      case SLOW_NETWORK -> world.jitterMs = 100 + world.random.nextInt(200);
      case RIVAL_HANDOVERS -> cluster.sentinels.values().forEach(this::handOver);
      case BLINK_SENTINEL -> {
        SimSentinel sentinel = any(cluster.sentinels.values());
        if (sentinel.isUp()) {
          sentinel.crash();
          world.after(world.random.nextInt(20), sentinel::startIfDown);
        }
      }
      case STALE_TAIL -> {
        if (isEverythingEverywhere()) {
          new StaleTail(cluster, any(cluster.topology().shards())).strike();
        }
      }
    }
  }

  private void handOver(SimSentinel sentinel) {
    if (sentinel.isUp() && !sentinel.isPaused()) {
      String shard = "shard-" + cluster.world.random.nextInt(cluster.shards);
      sentinel.core.requestFailover(shard, sentinel.clockMs());
    }
  }

  private static void pause(Process process) {
    if (process.isUp() && !process.isPaused()) {
      process.pause();
    }
  }

  private <T> T any(Collection<T> all) {
    return new ArrayList<>(all).get(cluster.world.random.nextInt(all.size()));
  }

  private boolean isEverythingEverywhere() {
    for (Shard shard : cluster.topology().shards()) {
      Set<Long> acknowledged = cluster.invariants.acknowledged(shard.name());
      for (SimNode node : cluster.nodes.values()) {
        if (shard.copy(node.name).isEmpty()) {
          continue;
        }
        SimCopy copy = node.copies.get(shard.name());
        if (!node.isUp()
            || copy == null
            || !copy.intact
            || copy.dataEpoch() != shard.epoch()
            || !copy.log.containsAll(acknowledged)) {
          return false;
        }
      }
    }
    return !cluster.topology().isNone();
  }
}

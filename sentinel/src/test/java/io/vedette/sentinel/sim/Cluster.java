package io.vedette.sentinel.sim;

import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A whole simulated database with clients that write to whoever takes writes. */
final class Cluster {
  static final String DATABASE = "sim";
  static final int DOWN_AFTER_MS = 1_000;
  private static final int WRITE_MS = 20;

  final World world;
  final Map<Endpoint, SimSentinel> sentinels = new LinkedHashMap<>();
  final Map<Endpoint, SimNode> nodes = new LinkedHashMap<>();
  final Invariants invariants;
  final int quorum;
  final int shards;

  /** Whether nodes have disks: then acknowledged means synced by a majority. */
  final boolean hasDisks;

  private long number;

  Cluster(long seed, int sentinelCount, int nodeCount, int shards, int replicas) {
    this(seed, sentinelCount, nodeCount, shards, replicas, false);
  }

  Cluster(long seed, int sentinelCount, int nodeCount, int shards, int replicas, boolean hasDisks) {
    this.hasDisks = hasDisks;
    this.world = new World(seed);
    this.shards = shards;
    this.quorum = sentinelCount / 2 + 1;
    this.invariants = new Invariants(this);
    List<Endpoint> controls =
        IntStream.rangeClosed(1, sentinelCount).mapToObj(i -> new Endpoint("s", i)).toList();
    for (int i = 0; i < sentinelCount; i++) {
      SentinelConfig config =
          new SentinelConfig(
              "sentinel-" + (i + 1),
              DATABASE,
              String.format("%040d", i + 1),
              i,
              i,
              controls.get(i),
              new Endpoint("s", 26_379 + i),
              controls,
              quorum,
              nodeCount,
              shards,
              replicas,
              DOWN_AFTER_MS,
              5_000);
      sentinels.put(controls.get(i), new SimSentinel(this, config));
    }
    for (int i = 1; i <= nodeCount; i++) {
      Endpoint control = new Endpoint(SimNode.HOST, 50_000 + i);
      nodes.put(control, new SimNode(this, "node-" + i, control, 10_000 + 100 * i));
    }
    world.afterEach.add(invariants::check);
    world.every(WRITE_MS, this::writeEverywhere);
  }

  SimNode nodeOf(Endpoint resp) {
    int index = (resp.port() - 10_000) / 100;
    return nodes.get(new Endpoint(SimNode.HOST, 50_000 + index));
  }

  SimNode node(String name) {
    return nodes.values().stream().filter(n -> n.name.equals(name)).findFirst().orElseThrow();
  }

  /** An unfair client: it writes to every copy that takes itself for the master. */
  private void writeEverywhere() {
    for (SimNode node : nodes.values()) {
      if (node.isUp() && !node.isPaused()) {
        List.copyOf(node.copies.values()).forEach(copy -> copy.write(++number));
      }
    }
  }

  void startAll() {
    sentinels.values().forEach(Process::start);
    nodes.values().forEach(Process::start);
  }

  /** Ends every fault. */
  void heal() {
    world.healNetwork();
    for (Process process : world.processes.values()) {
      if (!process.isUp()) {
        process.start();
      } else if (process.isPaused()) {
        process.resume();
      }
    }
  }

  /** The newest topology that any sentinel, up or not, knows to be committed. */
  Topology topology() {
    return sentinels.values().stream()
        .map(sentinel -> sentinel.durable().committed())
        .max((a, b) -> a.version().compareTo(b.version()))
        .orElseThrow();
  }

  SimNode masterNode(String shard) {
    return node(topology().shard(shard).orElseThrow().master());
  }

  /** All sentinels and nodes agree on masters that take writes, and every replica follows. */
  boolean isHealthy() {
    Topology topology = topology();
    if (topology.isNone()) {
      return false;
    }
    for (SimSentinel sentinel : sentinels.values()) {
      if (!sentinel.isUp() || !sentinel.core.ledger().committed().equals(topology)) {
        return false;
      }
    }
    for (Shard shard : topology.shards()) {
      for (SimNode node : nodes.values()) {
        if (shard.copy(node.name).isPresent() && !isHealthy(shard, node)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("at " + world.nowMs() + " ms: ");
    for (SimSentinel sentinel : sentinels.values()) {
      text.append("\n  ").append(sentinel.control).append(sentinel.isUp() ? " " : " (down) ");
      text.append(sentinel.durable());
      int from = Math.max(0, sentinel.events.size() - 12);
      sentinel.events.subList(from, sentinel.events.size()).forEach(e -> text.append("\n    " + e));
    }
    for (SimNode node : nodes.values()) {
      text.append("\n  ").append(node.name).append(node.isUp() ? " " : " (down) ");
      text.append(node.incarnation).append(" knows ").append(node.known.version());
      node.copies.values().forEach(copy -> text.append("\n    ").append(copy));
    }
    return text.toString();
  }

  private static boolean isHealthy(Shard shard, SimNode node) {
    SimCopy copy = node.copies.get(shard.name());
    if (copy == null || !copy.intact || copy.dataEpoch() != shard.epoch()) {
      return false;
    }
    return node.name.equals(shard.master())
        ? copy.mayWrite()
        : copy.role == CopyRole.REPLICA && copy.promised == shard.epoch();
  }

  /** Runs until healthy; returns how long that took, or -1 after the limit. */
  long awaitHealthy(long limitMs) {
    long start = world.nowMs();
    while (world.nowMs() - start < limitMs) {
      if (isHealthy()) {
        return world.nowMs() - start;
      }
      world.runFor(1);
    }
    return -1;
  }
}

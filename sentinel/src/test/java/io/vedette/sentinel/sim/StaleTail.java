package io.vedette.sentinel.sim;

import io.vedette.protocol.topology.Shard;
import java.util.Random;

/**
 * A master goes on writing what reaches no replica, is replaced, and comes back with its long tail
 * of worthless writes just as its successor dies: the other replica has fewer, but those count.
 */
final class StaleTail {
  private static final int REPLACED_MS = 4_000;

  private final Cluster cluster;
  private final World world;
  private final Shard shard;
  private final SimNode old;

  /** Of this shard, all of whose copies must be up and in sync. */
  StaleTail(Cluster cluster, Shard shard) {
    this.cluster = cluster;
    this.world = cluster.world;
    this.shard = shard;
    this.old = cluster.node(shard.master());
  }

  void strike() {
    Random random = world.random;
    cutFromOtherNodes();
    world.runFor(500 + random.nextInt(1_500));
    world.isolate(old.control);
    if (!awaitSuccessor()) {
      return;
    }
    world.runFor(100 + random.nextInt(300));
    world.healNetwork();
    cutFromOtherNodes();
    world.runFor(20 + random.nextInt(200));
    cluster.masterNode(shard.name()).crash();
    world.runFor(1_500);
    world.healNetwork();
  }

  private void cutFromOtherNodes() {
    for (SimNode node : cluster.nodes.values()) {
      if (node != old) {
        world.cut(old.control, node.control);
        world.cut(node.control, old.control);
      }
    }
  }

  private boolean awaitSuccessor() {
    long start = world.nowMs();
    while (cluster.masterNode(shard.name()) == old) {
      if (world.nowMs() - start > REPLACED_MS) {
        return false;
      }
      world.runFor(1);
    }
    return true;
  }
}

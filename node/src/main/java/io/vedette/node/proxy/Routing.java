package io.vedette.node.proxy;

import io.vedette.protocol.slot.Slots;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;

/** Which shard a key belongs to, as an index into the topology's shards. Immutable. */
final class Routing {
  /** Answer for keys of several shards. */
  static final int CROSS = -1;

  private final Topology topology;
  private final short[] shardOfSlot;

  Routing(Topology topology) {
    this.topology = topology;
    this.shardOfSlot = new short[Slots.COUNT];
    for (int i = 0; i < topology.shards().size(); i++) {
      Shard shard = topology.shards().get(i);
      for (int slot = shard.slots().first(); slot <= shard.slots().last(); slot++) {
        shardOfSlot[slot] = (short) i;
      }
    }
  }

  Topology topology() {
    return topology;
  }

  /** Number of shards; 0 before the first topology. */
  int shards() {
    return topology.shards().size();
  }

  int shardOf(byte[] bytes, int offset, int length) {
    return shardOfSlot[Slots.slotOf(bytes, offset, length)];
  }
}

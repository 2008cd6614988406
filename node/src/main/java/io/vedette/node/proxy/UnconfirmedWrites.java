package io.vedette.node.proxy;

import java.util.Arrays;

/** Which shards one client wrote to, and which of these writes no WAIT has confirmed. */
final class UnconfirmedWrites {
  private static final long NEVER_WROTE = -1;
  private static final long CONFIRMED = 0;

  /** By shard: generation of the oldest write that is not confirmed, or one of the constants. */
  private long[] oldest = {};

  private long count;

  /** A write is on its way to the shard. */
  void add(ShardState shard) {
    count++;
    int index = shard.index();
    if (oldest.length <= index) {
      int old = oldest.length;
      oldest = Arrays.copyOf(oldest, index + 1);
      Arrays.fill(oldest, old, index + 1, NEVER_WROTE);
    }
    if (oldest[index] == NEVER_WROTE) {
      oldest[index] = CONFIRMED;
    }
  }

  /** A write leaves on a connection to the shard. */
  void sent(ShardState shard) {
    if (oldest[shard.index()] == CONFIRMED) {
      oldest[shard.index()] = shard.generation;
    }
  }

  /** Number of writes so far. */
  long count() {
    return count;
  }

  /** Whether anything was written to the shard that no WAIT has confirmed. */
  boolean hasUnconfirmed(ShardState shard) {
    return shard.index() < oldest.length && oldest[shard.index()] > CONFIRMED;
  }

  /** Whether such a write went over a connection that is lost. */
  boolean hasLost(ShardState shard) {
    return hasUnconfirmed(shard) && oldest[shard.index()] != shard.generation;
  }

  /** Whether anything was ever written to the shard. */
  boolean wroteTo(ShardState shard) {
    return shard.index() < oldest.length && oldest[shard.index()] != NEVER_WROTE;
  }

  void confirmed(ShardState shard) {
    if (hasUnconfirmed(shard)) {
      oldest[shard.index()] = CONFIRMED;
    }
  }
}

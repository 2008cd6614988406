package io.vedette.node.type.hyperloglog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where an element belongs: MurmurHash2 in its 64 bit variant with Redis's seed. */
final class ElementHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0xc6a4a7935bd1e995L;
  private static final int SHIFT = 47;
  private static final long SEED = 0xadc83b19L;

  private ElementHash() {}

  static long of(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length * MULTIPLIER;
    int at = offset;
    int end = offset + (length & ~7);
    for (; at < end; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at) * MULTIPLIER;
      word = (word ^ word >>> SHIFT) * MULTIPLIER;
      hash = (hash ^ word) * MULTIPLIER;
    }
    if ((length & 7) != 0) {
      for (int i = (length & 7) - 1; i >= 0; i--) {
        hash ^= (bytes[at + i] & 0xffL) << 8 * i;
      }
      hash *= MULTIPLIER;
    }
    hash = (hash ^ hash >>> SHIFT) * MULTIPLIER;
    return hash ^ hash >>> SHIFT;
  }

  /** The register that an element with this hash belongs to. */
  static int register(long hash) {
    return (int) hash & HyperLogLog.REGISTERS - 1;
  }

  /** What that register must at least be: one more than the zeros before the hash's next one. */
  static int value(long hash) {
    long rest = hash >>> HyperLogLog.REGISTER_INDEX_BITS | 1L << HyperLogLog.MAX_ZEROS;
    return Long.numberOfTrailingZeros(rest) + 1;
  }
}

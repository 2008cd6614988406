package io.vedette.node.store;

/**
 * Seeded 64-bit hash of a key, of the wyhash family: two 64-bit words are folded with one 128-bit
 * multiplication.
 *
 * <p>The seed is drawn once a process and never shown, so that a client cannot choose keys that
 * collide.
 */
public final class KeyHash {
  private static final long P0 = 0xa0761d6478bd642fL;
  private static final long P1 = 0xe7037ed1a0b428dbL;

  private KeyHash() {}

  /** The hash of a range of bytes. */
  public static long hash(long seed, byte[] key, int offset, int length) {
    long state = seed ^ P0;
    long a;
    long b;
    if (length <= 16) {
      if (length >= 4) {
        int middle = (length >>> 3) << 2;
        int last = offset + length - 4;
        a = word(key, offset, offset + middle);
        b = word(key, last, last - middle);
      } else if (length > 0) {
        a =
            (key[offset] & 0xffL) << 16
                | (key[offset + (length >>> 1)] & 0xffL) << 8
                | (key[offset + length - 1] & 0xffL);
        b = 0;
      } else {
        a = 0;
        b = 0;
      }
    } else {
      int at = offset;
      int left = length;
      while (left > 16) {
        state = fold(Bytes.getLong(key, at) ^ P1, Bytes.getLong(key, at + 8) ^ state);
        at += 16;
        left -= 16;
      }
      a = Bytes.getLong(key, at + left - 16);
      b = Bytes.getLong(key, at + left - 8);
    }
    a ^= P1;
    b ^= state;
    return fold(a * b ^ P0 ^ length, Math.unsignedMultiplyHigh(a, b) ^ P1);
  }

  private static long word(byte[] key, int high, int low) {
    return (long) Bytes.getInt(key, high) << 32 | (Bytes.getInt(key, low) & 0xffffffffL);
  }

  private static long fold(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}

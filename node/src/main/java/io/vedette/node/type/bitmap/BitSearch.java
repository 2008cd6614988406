package io.vedette.node.type.bitmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts and finds bits, eight bytes at a time. Bit 0 is the highest of the first byte. */
final class BitSearch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private BitSearch() {}

  /** Number of ones in a range of bits that lies within the array. */
  static long count(byte[] bytes, int offset, BitRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    int first = offset + (int) (range.first() >> 3);
    int last = offset + (int) (range.last() >> 3);
    long ones = countBytes(bytes, first, last + 1);
    ones -= Integer.bitCount(bytes[first] & beforeMask(range.first()));
    return ones - Integer.bitCount(bytes[last] & afterMask(range.last()));
  }

  private static long countBytes(byte[] bytes, int from, int until) {
    long ones = 0;
    int at = from;
    for (; at + 32 <= until; at += 32) {
      ones +=
          Long.bitCount((long) LONG.get(bytes, at))
              + Long.bitCount((long) LONG.get(bytes, at + 8))
              + Long.bitCount((long) LONG.get(bytes, at + 16))
              + Long.bitCount((long) LONG.get(bytes, at + 24));
    }
    for (; at < until; at++) {
      ones += Integer.bitCount(bytes[at] & 0xff);
    }
    return ones;
  }

  /** Index of the first bit of that value in a range that lies within the array; -1 if none. */
  static long find(boolean one, byte[] bytes, int offset, BitRange range) {
    if (range.isEmpty()) {
      return -1;
    }
    int first = (int) (range.first() >> 3);
    int last = (int) (range.last() >> 3);
    int flip = one ? 0 : 0xff;
    int head = (bytes[offset + first] ^ flip) & 0xff & ~beforeMask(range.first());
    int at = first;
    if (head == 0 && first < last) {
      at = skip(bytes, offset, first + 1, last, one ? 0 : -1);
      head = (bytes[offset + at] ^ flip) & 0xff;
    }
    if (head == 0) {
      return -1;
    }
    long found = ((long) at << 3) + Integer.numberOfLeadingZeros(head) - 24;
    return found <= range.last() ? found : -1;
  }

  /** The first byte from a place on that is not the given one, at most the last. */
  private static int skip(byte[] bytes, int offset, int from, int last, long word) {
    int at = from;
    while (at + Long.BYTES <= last && (long) LONG.get(bytes, offset + at) == word) {
      at += Long.BYTES;
    }
    while (at < last && bytes[offset + at] == (byte) word) {
      at++;
    }
    return at;
  }

  /** The bits of a byte that lie before the one with this index. */
  private static int beforeMask(long bit) {
    return 0xff & ~(0xff >> (bit & 7));
  }

  /** The bits of a byte that lie behind the one with this index. */
  private static int afterMask(long bit) {
    return 0x7f >> (bit & 7);
  }
}

package io.vedette.node.type.bitmap;

/**
 * An integer of 1 to 64 bits at any place of a bitmap, highest bit first.
 *
 * @param signed whether in two's complement
 * @param bits 1 to 64; at most 63 if unsigned
 */
record BitField(boolean signed, int bits) {

  /** What becomes of a result that has no room. */
  enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  /** Reads a field; what lies behind the end of the bitmap is zero. */
  long read(byte[] bytes, int offset, int length, long bit) {
    int at = (int) (bit >> 3);
    int skipped = (int) (bit & 7);
    long value = at(bytes, offset, length, at) & 0xff >> skipped;
    int have = 8 - skipped;
    while (have + 8 <= bits) {
      value = value << 8 | at(bytes, offset, length, ++at);
      have += 8;
    }
    int missing = bits - have;
    if (missing > 0) {
      value = value << missing | at(bytes, offset, length, ++at) >> 8 - missing;
    } else {
      value >>>= -missing;
    }
    return signed ? value << 64 - bits >> 64 - bits : value;
  }

  private static int at(byte[] bytes, int offset, int length, int at) {
    return at < length ? bytes[offset + at] & 0xff : 0;
  }

  /** Writes the low bits of a value into a field that lies within the array. */
  void write(byte[] bytes, int offset, long bit, long value) {
    int last = offset + (int) (bit + bits - 1 >> 3);
    long rest = value;
    int left = bits;
    int shift = 7 - (int) (bit + bits - 1 & 7);
    for (int at = last; left > 0; at--) {
      int count = Math.min(8 - shift, left);
      int mask = (1 << count) - 1 << shift;
      bytes[at] = (byte) (bytes[at] & ~mask | (int) rest << shift & mask);
      rest >>>= count;
      left -= count;
      shift = 0;
    }
  }

  /** Whether a sum needs more bits than there are. Differences wrap at 64 bits, as in Redis. */
  boolean overflows(long value, long increment) {
    return isAbove(value, increment) || isBelow(value, increment);
  }

  private boolean isAbove(long value, long increment) {
    long room = max() - value;
    if (signed) {
      return value > max()
          || bits != 64 && increment > room
          || value >= 0 && increment > 0 && increment > room;
    }
    return Long.compareUnsigned(value, max()) > 0 || increment > 0 && increment > room;
  }

  private boolean isBelow(long value, long increment) {
    if (!signed) {
      return increment < 0 && increment < -value;
    }
    long min = -max() - 1;
    long room = min - value;
    return value < min
        || bits != 64 && increment < room
        || value < 0 && increment < 0 && increment < room;
  }

  /** The sum of two numbers that has room, by the rule if it had none. */
  long sum(long value, long increment, Overflow rule) {
    if (rule == Overflow.SAT) {
      if (isAbove(value, increment)) {
        return max();
      }
      if (isBelow(value, increment)) {
        return signed ? -max() - 1 : 0;
      }
    }
    long sum = value + increment;
    int unused = 64 - bits;
    return signed ? sum << unused >> unused : sum << unused >>> unused;
  }

  private long max() {
    return (1L << (signed ? bits - 1 : bits)) - 1;
  }
}

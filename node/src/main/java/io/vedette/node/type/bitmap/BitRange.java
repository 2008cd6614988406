package io.vedette.node.type.bitmap;

/**
 * A range of bits in some bytes, both ends included; the last may lie before the first.
 *
 * @param first index of the first bit, from 0
 * @param last index of the last bit
 */
record BitRange(long first, long last) {

  /**
   * What a start and an end mean that may be counted from the end of a string.
   *
   * @param bytes length of the string
   * @param inBits whether start and end count bits rather than bytes
   */
  static BitRange of(long start, long end, long bytes, boolean inBits) {
    long total = inBits ? bytes << 3 : bytes;
    long from = Math.max(0, start < 0 ? total + start : start);
    long to = Math.min(total - 1, Math.max(0, end < 0 ? total + end : end));
    if (from > to) {
      return new BitRange(0, -1);
    }
    return inBits ? new BitRange(from, to) : new BitRange(from << 3, (to << 3) + 7);
  }

  /** All bits of a string. */
  static BitRange all(long bytes) {
    return new BitRange(0, (bytes << 3) - 1);
  }

  boolean isEmpty() {
    return first > last;
  }
}

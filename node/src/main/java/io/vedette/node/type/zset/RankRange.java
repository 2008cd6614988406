package io.vedette.node.type.zset;

/**
 * Elements of consecutive ranks.
 *
 * @param from the rank of the first
 * @param until the rank after the last; not less than {@code from}
 */
record RankRange(int from, int until) {
  static final RankRange NOTHING = new RankRange(0, 0);

  /** From a rank to another, both included; negative ones count from the end, -1 the last. */
  static RankRange ofRanks(long start, long end, int size) {
    long first = Math.max(0, start < 0 ? size + start : start);
    long last = Math.min(size - 1, end < 0 ? size + end : end);
    return first > last ? NOTHING : new RankRange((int) first, (int) last + 1);
  }

  /** The same elements of a set of so many, counted from its other end. */
  RankRange mirrored(int size) {
    return new RankRange(size - until, size - from);
  }

  int size() {
    return until - from;
  }

  /**
   * What LIMIT leaves: so many after an offset, counted from the end where that comes first. A
   * negative offset leaves nothing, a negative count everything.
   */
  RankRange limited(long offset, long count, boolean fromEnd) {
    if (offset < 0 || offset >= size()) {
      return NOTHING;
    }
    int left = size() - (int) offset;
    int taken = count < 0 ? left : (int) Math.min(count, left);
    return fromEnd
        ? new RankRange(until - (int) offset - taken, until - (int) offset)
        : new RankRange(from + (int) offset, from + (int) offset + taken);
  }
}

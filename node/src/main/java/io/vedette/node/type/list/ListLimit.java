package io.vedette.node.type.list;

import io.vedette.node.store.PackedLimits;

/**
 * What {@code list-max-listpack-size} says: of a positive number, so many elements in one listpack;
 * of a negative one, so many bytes: -1 to -5 stand for 4, 8, 16, 32 and 64 KiB.
 *
 * @param bytes of a whole listpack at most
 * @param elements in a listpack at most
 */
record ListLimit(long bytes, long elements) {
  /** A listpack of counted elements is no longer than this either. */
  private static final long COUNTED_BYTES = 8192;

  private static final int SMALLEST = 4096;
  private static final int LARGEST_STEP = 5;

  static ListLimit of(PackedLimits limits) {
    long size = limits.listMaxListpackSize;
    if (size >= 0) {
      return new ListLimit(COUNTED_BYTES, Math.max(1, size));
    }
    int step = (int) Math.min(LARGEST_STEP, -size);
    return new ListLimit((long) SMALLEST << step - 1, Long.MAX_VALUE);
  }

  boolean allows(long listpackBytes, long count) {
    return listpackBytes <= bytes && count <= elements;
  }

  /** Whether a list that shrank to this size becomes one listpack again: well below the limit. */
  boolean allowsAgain(long listpackBytes, long count) {
    return elements == Long.MAX_VALUE ? listpackBytes <= bytes / 2 : count <= elements / 2;
  }
}

package io.vedette.node.type.table;

import java.util.function.Consumer;

/**
 * The scan order of a table: by hash prefix, within a segment by home slot.
 *
 * <p>A cursor holds the prefix, the depth of the segment it was made in, how many slots that had,
 * and the next home slot. Homes come from hash bits that no split uses: when the segment has split
 * or grown since, everything not yet visited has a home at or behind that one; when it was merged
 * or has shrunk, the scan repeats it from its start. So nothing is left out.
 */
final class MemberScan {
  private static final int HOME_BITS = 9;
  private static final int CAPACITY_BITS = 4;
  private static final int DEPTH_BITS = 5;

  /** A directory is an array, so no segment is deeper. */
  private static final int PREFIX_BITS = 30;

  /** A call gives up after this many empty homes per requested entry; sparse tables need it. */
  private static final long MAX_HOMES_PER_ENTRY = 10;

  private static final int MIN_HOMES = MemberSegment.MAX_SLOTS;
  private static final int MAX_STRIDE = 64;

  private MemberScan() {}

  static long scan(MemberTable table, long cursor, long count, Consumer<byte[]> visitor) {
    int home = (int) cursor & (1 << HOME_BITS) - 1;
    int capacityBits = (int) (cursor >>> HOME_BITS) & (1 << CAPACITY_BITS) - 1;
    long rest = cursor >>> HOME_BITS + CAPACITY_BITS;
    int depth = (int) rest & (1 << DEPTH_BITS) - 1;
    MemberSegment segment = table.segmentOf(rest >>> DEPTH_BITS << 64 - PREFIX_BITS);
    if (segment.depth < depth || segment.capacity() < 1 << capacityBits) {
      home = 0;
    }
    int stride = Math.clamp(count, 1, MAX_STRIDE);
    long wanted = Math.max(1, count);
    long homesLeft =
        Math.max(MIN_HOMES, Math.min(wanted, Long.MAX_VALUE / 16) * MAX_HOMES_PER_ENTRY);
    while (wanted > 0 && homesLeft > 0) {
      int end = Math.min(segment.capacity(), home + stride);
      wanted -= visitHomes(segment, home, end, visitor);
      homesLeft -= end - home;
      home = end;
      if (home >= segment.capacity()) {
        segment = table.after(segment);
        home = 0;
        if (segment == null) {
          return 0;
        }
      }
    }
    return cursorAt(segment, home);
  }

  private static long cursorAt(MemberSegment segment, int home) {
    long prefix = segment.prefix >>> 64 - PREFIX_BITS;
    int capacityBits = Integer.numberOfTrailingZeros(segment.capacity());
    return ((prefix << DEPTH_BITS | segment.depth) << CAPACITY_BITS | capacityBits) << HOME_BITS
        | home;
  }

  /** Visits the entries whose home is in a range: they lie there and up to the cluster's end. */
  private static int visitHomes(
      MemberSegment segment, int from, int until, Consumer<byte[]> visitor) {
    int visited = 0;
    int width = until - from;
    int capacity = segment.capacity();
    for (int i = 0; i < capacity; i++) {
      int slot = from + i & capacity - 1;
      char tag = segment.tags[slot];
      if (tag != 0) {
        int home = segment.home(tag);
        if (home >= from && home < until) {
          visitor.accept(segment.slots[slot]);
          visited++;
        }
      } else if (i >= width) {
        break;
      }
    }
    return visited;
  }
}

package io.vedette.node.store;

import java.util.function.Consumer;

/**
 * The scan order of a table: by hash prefix, within a segment by home slot.
 *
 * <p>A cursor holds the prefix (up to 30 bits), the depth of the segment it was made in, and the
 * next home slot. The home comes from hash bits that no split uses: when the segment has split
 * since, its low half continues at the home and its high half repeats what came before it; when it
 * was merged with its buddy, the scan repeats the merged segment from its start. So nothing is left
 * out.
 */
final class TableScan {
  private static final int HOME_BITS = 9;
  private static final int DEPTH_BITS = 5;

  /** A directory is an array, so no segment is deeper. */
  private static final int PREFIX_BITS = 30;

  /** Cursors are shorter than this, so that a proxy can put a shard's index beside them. */
  static final int CURSOR_BITS = PREFIX_BITS + DEPTH_BITS + HOME_BITS;

  /** A call gives up after this many empty homes per requested entry; sparse tables need it. */
  private static final int MIN_HOMES = Segment.SLOTS;

  private static final long MAX_HOMES_PER_ENTRY = 10;
  private static final int MAX_STRIDE = 64;

  private TableScan() {}

  static long scan(EntryTable table, long cursor, long count, Consumer<Object> visitor) {
    long prefix = cursor >>> HOME_BITS + DEPTH_BITS << 64 - PREFIX_BITS;
    int depth = (int) (cursor >>> HOME_BITS) & (1 << DEPTH_BITS) - 1;
    int home = (int) cursor & Segment.MASK;
    Segment segment = table.segmentOf(prefix);
    if (segment.depth < depth) {
      home = 0;
    }
    int stride = Math.clamp(count, 1, MAX_STRIDE);
    long wanted = Math.max(1, count);
    long homesLeft =
        Math.max(MIN_HOMES, Math.min(wanted, Long.MAX_VALUE / 16) * MAX_HOMES_PER_ENTRY);
    while (wanted > 0 && homesLeft > 0) {
      int end = Math.min(Segment.SLOTS, home + stride);
      wanted -= visitHomes(segment, home, end, visitor);
      homesLeft -= end - home;
      home = end;
      if (home == Segment.SLOTS) {
        segment = table.after(segment);
        home = 0;
        if (segment == null) {
          return 0;
        }
      }
    }
    return cursorAt(segment, home);
  }

  private static long cursorAt(Segment segment, int home) {
    long prefix = segment.prefix >>> 64 - PREFIX_BITS;
    return (prefix << DEPTH_BITS | segment.depth) << HOME_BITS | home;
  }

  /** Visits the entries whose home is in a range: they lie there and up to the cluster's end. */
  private static int visitHomes(Segment segment, int from, int until, Consumer<Object> visitor) {
    int visited = 0;
    int width = until - from;
    for (int i = 0; i < Segment.SLOTS; i++) {
      int slot = from + i & Segment.MASK;
      char tag = segment.tags[slot];
      if (tag != 0) {
        int home = Segment.home(tag);
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

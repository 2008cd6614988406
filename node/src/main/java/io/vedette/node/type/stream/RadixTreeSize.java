package io.vedette.node.type.stream;

/**
 * How many nodes Redis's radix tree of the nodes' ids has, which XINFO shows: it tells nothing of
 * our memory, but programs compare it.
 *
 * <p>Each id of 16 bytes ends in a node of its own; each place where ids part is a node, and so is
 * each run of bytes between such places.
 */
final class RadixTreeSize {
  private static final int KEY_BYTES = 16;

  private RadixTreeSize() {}

  static long nodes(StreamNodes ids) {
    int keys = ids.size();
    if (keys == 0) {
      return 1;
    }
    // Depths of the places where ids part, on the way to the present one.
    int[] open = new int[KEY_BYTES + 1];
    int depth = 0;
    open[0] = -1;
    long nodes = 0;
    for (int i = 0; i < keys; i++) {
      // Where this id parts from the next one: places below it are complete.
      int shared = i + 1 < keys ? shared(ids.get(i), ids.get(i + 1)) : -1;
      int below = KEY_BYTES;
      while (open[depth] > shared) {
        nodes += 1 + run(open[depth], below);
        below = open[depth--];
      }
      if (open[depth] < shared) {
        nodes += 1 + run(shared, below);
        open[++depth] = shared;
      } else {
        nodes += 1 + run(shared, below);
      }
    }
    return nodes;
  }

  /** The node for the bytes between a place where ids part and what is below it, if any. */
  private static int run(int parting, int below) {
    return below - parting - 1 > 0 ? 1 : 0;
  }

  /** How many bytes two ids begin with in common. */
  private static int shared(StreamNode one, StreamNode other) {
    long difference = one.ms ^ other.ms;
    return difference != 0
        ? Long.numberOfLeadingZeros(difference) / Byte.SIZE
        : Long.BYTES + Long.numberOfLeadingZeros(one.seq ^ other.seq) / Byte.SIZE;
  }
}

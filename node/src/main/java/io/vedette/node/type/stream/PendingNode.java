package io.vedette.node.type.stream;

import io.vedette.node.store.PackedEntry;
import java.util.Arrays;

/**
 * A node of a {@link PendingTree}: slots in the order of their ids, each an id with its delivery in
 * a leaf, a child above.
 *
 * <p>The id of a child's slot is a lower bound: none in the child is less, and all in the child
 * before are less. That of the first slot means nothing.
 */
final class PendingNode {
  static final int MAX_SLOTS = 64;

  /** An id: milliseconds and sequence. */
  static final int ID_WORDS = 2;

  /** A node with fewer slots is merged with a neighbour where there is room. */
  private static final int MERGE_BELOW = MAX_SLOTS / 4;

  /** What nodes have in common after a merge, far from the size that splits again. */
  private static final int MERGED_SLOTS = MAX_SLOTS * 3 / 4;

  private static final int FIRST_SLOTS = 4;
  private static final int OBJECT_BYTES = 32;

  /** A tree may change it only as long as this is the tree's own. */
  final int epoch;

  /** Words of a slot, the id first. */
  final int stride;

  int slots;
  long[] words;

  /** Null in a leaf. */
  final PendingNode[] children;

  private PendingNode(int epoch, int stride, int slots, long[] words, PendingNode[] children) {
    this.epoch = epoch;
    this.stride = stride;
    this.slots = slots;
    this.words = words;
    this.children = children;
  }

  static PendingNode leaf(int epoch, int stride) {
    return new PendingNode(epoch, stride, 0, new long[FIRST_SLOTS * stride], null);
  }

  /** A node above two others. */
  static PendingNode above(int epoch, PendingNode left, PendingNode right) {
    PendingNode node =
        new PendingNode(
            epoch, ID_WORDS, 0, new long[MAX_SLOTS * ID_WORDS], new PendingNode[MAX_SLOTS]);
    node.insertChild(0, left);
    node.insertChild(1, right);
    return node;
  }

  /** The same slots, for a younger epoch to change. */
  PendingNode copy(int inEpoch) {
    return new PendingNode(
        inEpoch, stride, slots, words.clone(), isLeaf() ? null : children.clone());
  }

  boolean isLeaf() {
    return children == null;
  }

  boolean isFull() {
    return slots == MAX_SLOTS;
  }

  /** Whether it should be merged with a neighbour that has room. */
  boolean isSparse() {
    return slots < MERGE_BELOW;
  }

  boolean hasRoomFor(PendingNode other) {
    return slots + other.slots <= MERGED_SLOTS;
  }

  long heapBytes() {
    return OBJECT_BYTES
        + PackedEntry.arrayBytes(Long.BYTES * words.length)
        + (isLeaf() ? 0 : 16 + 8L * MAX_SLOTS);
  }

  // ---- search

  private boolean isBelow(int slot, long ms, long seq) {
    int order = Long.compareUnsigned(words[slot * stride], ms);
    return order < 0 || order == 0 && Long.compareUnsigned(words[slot * stride + 1], seq) < 0;
  }

  boolean isAt(int slot, long ms, long seq) {
    return slot < slots && words[slot * stride] == ms && words[slot * stride + 1] == seq;
  }

  /** Index of the first slot whose id is not less; the end if all are. */
  int firstNotBelow(long ms, long seq) {
    int low = isLeaf() ? 0 : 1;
    int high = slots;
    while (low < high) {
      int middle = low + high >>> 1;
      if (isBelow(middle, ms, seq)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The child in which an id is, or would be. */
  int childFor(long ms, long seq) {
    int slot = firstNotBelow(ms, seq);
    return isAt(slot, ms, seq) ? slot : slot - 1;
  }

  // ---- change

  /** Makes room for an id in a leaf that is not full; what belongs to the id is 0. */
  void insert(int at, long ms, long seq) {
    if ((slots + 1) * stride > words.length) {
      words = Arrays.copyOf(words, Math.min(2 * slots, MAX_SLOTS) * stride);
    }
    int place = at * stride;
    System.arraycopy(words, place, words, place + stride, (slots - at) * stride);
    Arrays.fill(words, place, place + stride, 0);
    words[place] = ms;
    words[place + 1] = seq;
    slots++;
  }

  /** Inserts a child into a node that is not full. */
  void insertChild(int at, PendingNode child) {
    System.arraycopy(children, at, children, at + 1, slots - at);
    children[at] = child;
    insert(at, child.words[0], child.words[1]);
  }

  void removeAt(int at) {
    slots--;
    System.arraycopy(words, (at + 1) * stride, words, at * stride, (slots - at) * stride);
    if (!isLeaf()) {
      System.arraycopy(children, at + 1, children, at, slots - at);
      children[slots] = null;
    }
  }

  /** Moves the slots from an index on to a new node: all, some or none. */
  PendingNode splitAt(int from) {
    PendingNode right =
        new PendingNode(
            epoch,
            stride,
            0,
            new long[MAX_SLOTS * stride],
            isLeaf() ? null : new PendingNode[MAX_SLOTS]);
    right.take(this, from);
    if (!isLeaf()) {
      Arrays.fill(children, from, slots, null);
    }
    slots = from;
    return right;
  }

  /** Adds the slots of the node behind this one; of its first child the bound is given. */
  void append(PendingNode next, long boundMs, long boundSeq) {
    int first = slots;
    if ((slots + next.slots) * stride > words.length) {
      words = Arrays.copyOf(words, MAX_SLOTS * stride);
    }
    take(next, 0);
    if (!isLeaf()) {
      words[first * stride] = boundMs;
      words[first * stride + 1] = boundSeq;
    }
  }

  private void take(PendingNode other, int from) {
    int more = other.slots - from;
    System.arraycopy(other.words, from * stride, words, slots * stride, more * stride);
    if (!isLeaf()) {
      System.arraycopy(other.children, from, children, slots, more);
    }
    slots += more;
  }
}

package io.vedette.node.type.zset;

import io.vedette.node.store.PackedEntry;
import java.util.Arrays;

/**
 * A node of a {@link ScoreTree}: slots in order, each an element in a leaf, a child above.
 *
 * <p>Of a child's slot, score and element are a lower bound: whatever is in the child is not less,
 * whatever is in the child before is less. That of the first slot means nothing. Scores lie beside
 * the elements so that a search does not have to visit these, which are all over the heap.
 */
final class ScoreNode {
  static final int MAX_SLOTS = 64;

  /** A node with fewer slots is merged with a neighbour where there is room. */
  private static final int MERGE_BELOW = MAX_SLOTS / 4;

  /** What nodes have in common after a merge, far from the size that splits again. */
  private static final int MERGED_SLOTS = MAX_SLOTS * 3 / 4;

  private static final int FIRST_SLOTS = 4;
  private static final int OBJECT_BYTES = 40;

  /** A tree may change it only as long as this is the tree's own. */
  final int epoch;

  int slots;
  double[] scores;
  byte[][] elements;

  /** Null in a leaf. */
  final ScoreNode[] children;

  /** How many elements each child holds; null in a leaf. */
  final int[] counts;

  private ScoreNode(
      int epoch,
      int slots,
      double[] scores,
      byte[][] elements,
      ScoreNode[] children,
      int[] counts) {
    this.epoch = epoch;
    this.slots = slots;
    this.scores = scores;
    this.elements = elements;
    this.children = children;
    this.counts = counts;
  }

  static ScoreNode leaf(int epoch) {
    return new ScoreNode(epoch, 0, new double[FIRST_SLOTS], new byte[FIRST_SLOTS][], null, null);
  }

  private static ScoreNode empty(int epoch, boolean leaf) {
    return new ScoreNode(
        epoch,
        0,
        new double[MAX_SLOTS],
        new byte[MAX_SLOTS][],
        leaf ? null : new ScoreNode[MAX_SLOTS],
        leaf ? null : new int[MAX_SLOTS]);
  }

  /** A node above two others. */
  static ScoreNode above(int epoch, ScoreNode left, ScoreNode right) {
    ScoreNode node = empty(epoch, false);
    node.insert(0, left.scores[0], left.elements[0], left, left.total());
    node.insert(1, right.scores[0], right.elements[0], right, right.total());
    return node;
  }

  /** The same slots, for a younger epoch to change. */
  ScoreNode copy(int inEpoch) {
    return new ScoreNode(
        inEpoch,
        slots,
        scores.clone(),
        elements.clone(),
        isLeaf() ? null : children.clone(),
        isLeaf() ? null : counts.clone());
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

  boolean hasRoomFor(ScoreNode other) {
    return slots + other.slots <= MERGED_SLOTS;
  }

  /** How many elements are in it or below. */
  int total() {
    if (isLeaf()) {
      return slots;
    }
    int total = 0;
    for (int i = 0; i < slots; i++) {
      total += counts[i];
    }
    return total;
  }

  long heapBytes() {
    long slotBytes = 2 * (8L * scores.length + 16);
    return OBJECT_BYTES
        + slotBytes
        + (isLeaf() ? 0 : 16 + 8L * MAX_SLOTS + PackedEntry.arrayBytes(4 * MAX_SLOTS));
  }

  // ---- search

  /** The first slot whose bound counts. */
  private int firstBound() {
    return isLeaf() ? 0 : 1;
  }

  /** Index of the first slot that is not less than this score and member; the end if all are. */
  int firstNotBelow(double score, byte[] member, int offset, int length) {
    int low = firstBound();
    int high = slots;
    while (low < high) {
      int middle = low + high >>> 1;
      double there = scores[middle];
      boolean below =
          there < score
              || there == score
                  && ScoredMember.compareMember(elements[middle], member, offset, length) < 0;
      if (below) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The child in which this score and member are, or would be. */
  int childFor(double score, byte[] member, int offset, int length) {
    int slot = firstNotBelow(score, member, offset, length);
    boolean isBound =
        slot < slots
            && scores[slot] == score
            && ScoredMember.compareMember(elements[slot], member, offset, length) == 0;
    return isBound ? slot : slot - 1;
  }

  /** Index of the first slot that is not below a bound. */
  int firstNotBelow(ScoreTree.Bound bound) {
    int low = firstBound();
    int high = slots;
    while (low < high) {
      int middle = low + high >>> 1;
      if (bound.isAbove(scores[middle], elements[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // ---- change

  /** Inserts an element into a leaf that is not full. */
  void insert(int at, double score, byte[] element) {
    if (slots == scores.length) {
      scores = Arrays.copyOf(scores, 2 * slots);
      elements = Arrays.copyOf(elements, 2 * slots);
    }
    System.arraycopy(scores, at, scores, at + 1, slots - at);
    System.arraycopy(elements, at, elements, at + 1, slots - at);
    scores[at] = score;
    elements[at] = element;
    slots++;
  }

  /** Inserts a child into a node that is not full. */
  void insert(int at, double score, byte[] element, ScoreNode child, int count) {
    System.arraycopy(children, at, children, at + 1, slots - at);
    System.arraycopy(counts, at, counts, at + 1, slots - at);
    children[at] = child;
    counts[at] = count;
    insert(at, score, element);
  }

  void removeAt(int at) {
    slots--;
    System.arraycopy(scores, at + 1, scores, at, slots - at);
    System.arraycopy(elements, at + 1, elements, at, slots - at);
    elements[slots] = null;
    if (!isLeaf()) {
      System.arraycopy(children, at + 1, children, at, slots - at);
      System.arraycopy(counts, at + 1, counts, at, slots - at);
      children[slots] = null;
    }
  }

  /** Moves the slots from an index on to a new node: all, some or none. */
  ScoreNode splitAt(int from) {
    ScoreNode right = empty(epoch, isLeaf());
    right.take(this, from);
    Arrays.fill(elements, from, slots, null);
    if (!isLeaf()) {
      Arrays.fill(children, from, slots, null);
    }
    slots = from;
    return right;
  }

  /** Adds the slots of the node behind this one; of its first child the bound is given. */
  void append(ScoreNode next, double boundScore, byte[] boundElement) {
    int first = slots;
    reserve(slots + next.slots);
    take(next, 0);
    if (!isLeaf()) {
      scores[first] = boundScore;
      elements[first] = boundElement;
    }
  }

  private void reserve(int needed) {
    if (needed > scores.length) {
      scores = Arrays.copyOf(scores, MAX_SLOTS);
      elements = Arrays.copyOf(elements, MAX_SLOTS);
    }
  }

  private void take(ScoreNode other, int from) {
    int more = other.slots - from;
    System.arraycopy(other.scores, from, scores, slots, more);
    System.arraycopy(other.elements, from, elements, slots, more);
    if (!isLeaf()) {
      System.arraycopy(other.children, from, children, slots, more);
      System.arraycopy(other.counts, from, counts, slots, more);
    }
    slots += more;
  }
}

package io.vedette.node.type.zset;

/**
 * Elements in the order of score and member, with their ranks: a B+ tree whose inner nodes count
 * what is below each child. Insertion, removal, rank and access by rank take logarithmic time.
 *
 * <p>Elements are kept and not copied. {@link #freeze} and {@link #copy} share all nodes; one of an
 * older epoch than the tree's is cloned before it changes. Confined to one thread.
 */
final class ScoreTree {
  private static final int OBJECT_BYTES = 40;

  /** A place in the order, such that elements on either side of it can be told apart. */
  @FunctionalInterface
  interface Bound {
    /** Whether an element comes before the place; of two elements the less comes before it too. */
    boolean isAbove(double score, byte[] element);
  }

  private ScoreNode root;
  private int epoch;
  private int size;
  private long nodeBytes;

  ScoreTree() {
    root = ScoreNode.leaf(0);
    nodeBytes = root.heapBytes();
  }

  private ScoreTree(ScoreTree shared) {
    root = shared.root;
    epoch = shared.epoch;
    size = shared.size;
    nodeBytes = shared.nodeBytes;
  }

  int size() {
    return size;
  }

  /** Estimate of the heap that the nodes occupy; the elements are the table's. */
  long memoryBytes() {
    return OBJECT_BYTES + nodeBytes;
  }

  // ---- change

  /** Adds an element, which must not be there. */
  void add(byte[] element) {
    root = own(root);
    ScoreNode right = add(root, ScoredMember.score(element), element);
    if (right != null) {
      root = ScoreNode.above(epoch, root, right);
      nodeBytes += root.heapBytes();
    }
    size++;
  }

  /** Adds below a node that may be changed; returns the node to stand behind it, or null. */
  private ScoreNode add(ScoreNode node, double score, byte[] element) {
    int at = ScoredMember.MEMBER_AT;
    int length = element.length - at;
    if (node.isLeaf()) {
      int slot = node.firstNotBelow(score, element, at, length);
      if (!node.isFull()) {
        long before = node.heapBytes();
        node.insert(slot, score, element);
        nodeBytes += node.heapBytes() - before;
        return null;
      }
      ScoreNode right = split(node, slot);
      if (slot == 0 || right.slots > 0 && slot <= node.slots) {
        node.insert(slot, score, element);
      } else {
        right.insert(slot - node.slots, score, element);
      }
      return right;
    }
    int slot = node.childFor(score, element, at, length);
    ScoreNode child = ownChild(node, slot);
    ScoreNode behind = add(child, score, element);
    node.counts[slot]++;
    return behind == null ? null : insertChild(node, slot, behind);
  }

  private ScoreNode insertChild(ScoreNode node, int slot, ScoreNode behind) {
    int moved = behind.total();
    node.counts[slot] -= moved;
    double score = behind.scores[0];
    byte[] element = behind.elements[0];
    int place = slot + 1;
    if (!node.isFull()) {
      node.insert(place, score, element, behind, moved);
      return null;
    }
    ScoreNode right = split(node, place);
    if (right.slots > 0 && place <= node.slots) {
      node.insert(place, score, element, behind, moved);
    } else {
      right.insert(place - node.slots, score, element, behind, moved);
    }
    return right;
  }

  /** Splits a full node in halves; at an end when growing there, which leaves full nodes. */
  private ScoreNode split(ScoreNode node, int growingAt) {
    boolean atEnd = growingAt == 0 || growingAt == node.slots;
    ScoreNode right = node.splitAt(atEnd ? growingAt : node.slots / 2);
    nodeBytes += right.heapBytes();
    return right;
  }

  /** Takes away an element, which must be there. */
  void remove(byte[] element) {
    root = own(root);
    remove(root, ScoredMember.score(element), element);
    size--;
    while (!root.isLeaf() && root.slots == 1) {
      nodeBytes -= root.heapBytes();
      root = root.children[0];
    }
  }

  private void remove(ScoreNode node, double score, byte[] element) {
    int at = ScoredMember.MEMBER_AT;
    int length = element.length - at;
    if (node.isLeaf()) {
      int slot = node.firstNotBelow(score, element, at, length);
      if (slot == node.slots || node.elements[slot] != element) {
        throw new IllegalStateException("the element is not in the tree");
      }
      node.removeAt(slot);
      return;
    }
    int slot = node.childFor(score, element, at, length);
    ScoreNode child = ownChild(node, slot);
    remove(child, score, element);
    node.counts[slot]--;
    if (child.slots == 0) {
      drop(node, slot);
    } else if (child.isSparse()) {
      mergeWithNeighbour(node, slot);
    }
  }

  private void drop(ScoreNode node, int slot) {
    nodeBytes -= node.children[slot].heapBytes();
    node.removeAt(slot);
  }

  private void mergeWithNeighbour(ScoreNode node, int slot) {
    ScoreNode child = node.children[slot];
    if (slot > 0 && node.children[slot - 1].hasRoomFor(child)) {
      merge(node, slot - 1);
    } else if (slot + 1 < node.slots && child.hasRoomFor(node.children[slot + 1])) {
      merge(node, slot);
    }
  }

  /** Moves the slots of the child behind a child to this one. */
  private void merge(ScoreNode node, int slot) {
    ScoreNode left = ownChild(node, slot);
    ScoreNode right = node.children[slot + 1];
    long before = left.heapBytes();
    left.append(right, node.scores[slot + 1], node.elements[slot + 1]);
    nodeBytes += left.heapBytes() - before;
    node.counts[slot] += node.counts[slot + 1];
    drop(node, slot + 1);
  }

  private ScoreNode own(ScoreNode node) {
    return node.epoch == epoch ? node : node.copy(epoch);
  }

  private ScoreNode ownChild(ScoreNode node, int slot) {
    ScoreNode mine = own(node.children[slot]);
    node.children[slot] = mine;
    return mine;
  }

  // ---- ranks

  /** How many elements come before one of this score and member, be that there or not. */
  int rank(double score, byte[] member, int offset, int length) {
    int rank = 0;
    ScoreNode node = root;
    while (!node.isLeaf()) {
      int slot = node.childFor(score, member, offset, length);
      for (int i = 0; i < slot; i++) {
        rank += node.counts[i];
      }
      node = node.children[slot];
    }
    return rank + node.firstNotBelow(score, member, offset, length);
  }

  /** How many elements come before a bound. */
  int countBelow(Bound bound) {
    int count = 0;
    ScoreNode node = root;
    while (!node.isLeaf()) {
      int slot = node.firstNotBelow(bound) - 1;
      for (int i = 0; i < slot; i++) {
        count += node.counts[i];
      }
      node = node.children[slot];
    }
    return count + node.firstNotBelow(bound);
  }

  /** Goes up from the element of a rank; void once the tree changes. */
  ScoreCursor ascending(int rank) {
    return new ScoreCursor(root, size, rank, false);
  }

  /** Goes down from the element of a rank; void once the tree changes. */
  ScoreCursor descending(int rank) {
    return new ScoreCursor(root, size, rank, true);
  }

  // ---- sharing

  /** Goes down from the last element over all that are there now, whatever becomes of the tree. */
  ScoreCursor freeze() {
    epoch++;
    return descending(size - 1);
  }

  /** A tree of the same elements; takes no longer if there are many. */
  ScoreTree copy() {
    epoch++;
    return new ScoreTree(this);
  }
}

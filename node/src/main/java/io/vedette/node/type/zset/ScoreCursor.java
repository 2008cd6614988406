package io.vedette.node.type.zset;

/** Goes over the elements of a {@link ScoreTree} in one direction. */
final class ScoreCursor {
  /** More levels than the tree of any array's length can have. */
  private static final int MAX_LEVELS = 24;

  private final boolean down;
  private final ScoreNode[] path = new ScoreNode[MAX_LEVELS];
  private final int[] slots = new int[MAX_LEVELS];
  private int level;
  private ScoreNode leaf;
  private int slot;

  /**
   * Stands before an element.
   *
   * @param rank of the element; at the end at once if there is none of this rank
   * @param down whether to go from higher to lower ranks
   */
  ScoreCursor(ScoreNode root, int size, int rank, boolean down) {
    this.down = down;
    if (rank < 0 || rank >= size) {
      return;
    }
    ScoreNode node = root;
    int left = rank;
    while (!node.isLeaf()) {
      int child = 0;
      while (left >= node.counts[child]) {
        left -= node.counts[child++];
      }
      path[level] = node;
      slots[level++] = child;
      node = node.children[child];
    }
    leaf = node;
    slot = left;
  }

  /** The next element, to be read only; null at the end. */
  byte[] next() {
    if (leaf == null) {
      return null;
    }
    byte[] element = leaf.elements[slot];
    slot += down ? -1 : 1;
    if (slot < 0 || slot == leaf.slots) {
      nextLeaf();
    }
    return element;
  }

  private void nextLeaf() {
    leaf = null;
    int at = level - 1;
    while (at >= 0 && slots[at] == (down ? 0 : path[at].slots - 1)) {
      at--;
    }
    if (at < 0) {
      return;
    }
    slots[at] += down ? -1 : 1;
    ScoreNode node = path[at].children[slots[at]];
    while (!node.isLeaf()) {
      path[++at] = node;
      slots[at] = down ? node.slots - 1 : 0;
      node = node.children[slots[at]];
    }
    leaf = node;
    slot = down ? leaf.slots - 1 : 0;
  }
}

package io.vedette.node.type.zset;

/** Goes over the elements of a {@link ScoreTree} in one direction. */
final class ScoreCursor {
  private final boolean down;
  private final ScoreNode[] path;
  private final int[] slots;
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
    boolean exists = rank >= 0 && rank < size;
    int levels = exists ? levels(root) : 0;
    this.path = new ScoreNode[levels];
    this.slots = new int[levels];
    if (!exists) {
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

  /** Above the leaves; few, and the same everywhere in the tree. */
  private static int levels(ScoreNode root) {
    int levels = 0;
    for (ScoreNode node = root; !node.isLeaf(); node = node.children[0]) {
      levels++;
    }
    return levels;
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

package io.vedette.node.type.zset;

/**
 * Goes over the elements of a {@link ScoreTree} in one direction. It looks for each leaf by rank
 * instead of keeping the path to it, so that a short range makes little garbage.
 */
final class ScoreCursor {
  private final ScoreNode root;
  private final int size;
  private final int step;
  private int rank;
  private ScoreNode leaf;
  private int slot;

  /**
   * Stands before an element.
   *
   * @param rank of the element; at the end at once if there is none of this rank
   * @param down whether to go from higher to lower ranks
   */
  ScoreCursor(ScoreNode root, int size, int rank, boolean down) {
    this.root = root;
    this.size = size;
    this.step = down ? -1 : 1;
    this.rank = rank;
    seek();
  }

  /** The next element, to be read only; null at the end. */
  byte[] next() {
    if (leaf == null) {
      return null;
    }
    byte[] element = leaf.elements[slot];
    rank += step;
    slot += step;
    if (slot < 0 || slot == leaf.slots) {
      seek();
    }
    return element;
  }

  /** Goes to the leaf and slot of the rank. */
  private void seek() {
    leaf = null;
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
      node = node.children[child];
    }
    leaf = node;
    slot = left;
  }
}

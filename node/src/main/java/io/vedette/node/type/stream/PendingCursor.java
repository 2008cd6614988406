package io.vedette.node.type.stream;

/**
 * A place in a {@link PendingTree}: at an id, from which it goes to the next higher ones, or behind
 * the last.
 */
final class PendingCursor {
  private final PendingNode root;
  private PendingNode leaf;
  private int slot;

  /** Stands at the first id that is not less than this one. */
  PendingCursor(PendingNode root, StreamId from) {
    this.root = root;
    seek(from.ms(), from.seq());
  }

  private void seek(long ms, long seq) {
    PendingNode node = root;
    PendingNode right = null;
    while (!node.isLeaf()) {
      int child = node.childFor(ms, seq);
      if (child + 1 < node.slots) {
        right = node.children[child + 1];
      }
      node = node.children[child];
    }
    slot = node.firstNotBelow(ms, seq);
    if (slot == node.slots && right != null) {
      node = right;
      while (!node.isLeaf()) {
        node = node.children[0];
      }
      slot = 0;
    }
    leaf = slot < node.slots ? node : null;
  }

  /** Whether it stands behind the last id. */
  boolean isAtEnd() {
    return leaf == null;
  }

  /** Goes to the next id. */
  void next() {
    slot++;
    if (slot == leaf.slots) {
      long ms = word(slot - 1, 0);
      long seq = word(slot - 1, 1);
      if (seq != -1) {
        seek(ms, seq + 1);
      } else if (ms != -1) {
        seek(ms + 1, 0);
      } else {
        leaf = null;
      }
    }
  }

  private long word(int ofSlot, int word) {
    return leaf.words[ofSlot * leaf.stride + word];
  }

  StreamId id() {
    return new StreamId(word(slot, 0), word(slot, 1));
  }

  /** When the entry was delivered last, in Unix milliseconds; in the tree of a group only. */
  long timeMs() {
    return word(slot, PendingTree.TIME);
  }

  /** How often the entry was delivered; in the tree of a group only. */
  long deliveries() {
    return word(slot, PendingTree.DELIVERIES);
  }

  /** The number of the consumer that has the entry; in the tree of a group only. */
  int consumer() {
    return (int) word(slot, PendingTree.CONSUMER);
  }
}

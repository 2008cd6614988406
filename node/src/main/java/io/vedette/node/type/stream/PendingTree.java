package io.vedette.node.type.stream;

/**
 * The ids of entries that were delivered and not acknowledged yet, in their order: a B+ tree. That
 * of a group holds with each id when it was delivered last, how often, and to which consumer; that
 * of a consumer the ids alone. Adding, finding and removing take logarithmic time.
 *
 * <p>{@link #freeze} and {@link #copy} share all nodes; one of an older epoch than the tree's is
 * cloned before it changes. Confined to one thread.
 */
final class PendingTree {
  /** As a consumer's number: there is no such id. */
  static final int ABSENT = -2;

  /** As a consumer's number: the id is nobody's yet. */
  static final int NOBODY = -1;

  static final int TIME = PendingNode.ID_WORDS;
  static final int DELIVERIES = TIME + 1;
  static final int CONSUMER = DELIVERIES + 1;
  private static final int GROUP_WORDS = CONSUMER + 1;
  private static final int OBJECT_BYTES = 40;

  private final HeapUse heap;
  private PendingNode root;
  private int epoch;
  private int size;
  private long nodeBytes;

  /** Where {@link #place} found or put the id. */
  private PendingNode placeLeaf;

  private int placeWord;

  private PendingTree(int stride, HeapUse heap) {
    this.heap = heap;
    root = PendingNode.leaf(0, stride);
    grew(root.heapBytes());
    heap.add(OBJECT_BYTES);
  }

  private PendingTree(PendingTree shared, HeapUse heap) {
    this.heap = heap;
    root = shared.root;
    epoch = shared.epoch;
    size = shared.size;
    nodeBytes = shared.nodeBytes;
  }

  /** What is pending in a group, with deliveries; {@code heap} is told what it occupies. */
  static PendingTree ofGroup(HeapUse heap) {
    return new PendingTree(GROUP_WORDS, heap);
  }

  /** What is pending for a consumer, the ids alone; {@code heap} is told what it occupies. */
  static PendingTree ofConsumer(HeapUse heap) {
    return new PendingTree(PendingNode.ID_WORDS, heap);
  }

  private void grew(long bytes) {
    nodeBytes += bytes;
    heap.add(bytes);
  }

  int size() {
    return size;
  }

  /** Estimate of the heap that it occupies, which is within the sum that it reports to. */
  long memoryBytes() {
    return OBJECT_BYTES + nodeBytes;
  }

  // ---- change

  /** Adds an id to those of a consumer; says whether it is new. */
  boolean add(StreamId id) {
    int before = size;
    place(id);
    return size > before;
  }

  /**
   * Sets the delivery of an id, which need not be there.
   *
   * @return the number of the consumer that had it, or {@link #ABSENT}
   */
  int put(StreamId id, long timeMs, long deliveries, int consumer) {
    int before = size;
    place(id);
    long[] words = placeLeaf.words;
    int had = size > before ? ABSENT : (int) words[placeWord + CONSUMER];
    words[placeWord + TIME] = timeMs;
    words[placeWord + DELIVERIES] = deliveries;
    words[placeWord + CONSUMER] = consumer;
    return had;
  }

  /** Counts one more delivery of an id, which must be there, to the consumer that has it. */
  void deliveredAgain(StreamId id, long timeMs) {
    place(id);
    placeLeaf.words[placeWord + TIME] = timeMs;
    placeLeaf.words[placeWord + DELIVERIES]++;
  }

  /** Finds the id in a leaf that may be changed, or adds it there. */
  private void place(StreamId id) {
    root = own(root);
    PendingNode right = add(root, id.ms(), id.seq());
    if (right != null) {
      root = PendingNode.above(epoch, root, right);
      grew(root.heapBytes());
    }
  }

  private void placedAt(PendingNode leaf, int slot) {
    placeLeaf = leaf;
    placeWord = slot * leaf.stride;
  }

  /** Adds below a node that may be changed; returns the node to stand behind it, or null. */
  private PendingNode add(PendingNode node, long ms, long seq) {
    if (!node.isLeaf()) {
      int slot = node.childFor(ms, seq);
      PendingNode behind = add(ownChild(node, slot), ms, seq);
      return behind == null ? null : insertChild(node, slot + 1, behind);
    }
    int slot = node.firstNotBelow(ms, seq);
    if (node.isAt(slot, ms, seq)) {
      placedAt(node, slot);
      return null;
    }
    size++;
    if (!node.isFull()) {
      long before = node.heapBytes();
      node.insert(slot, ms, seq);
      grew(node.heapBytes() - before);
      placedAt(node, slot);
      return null;
    }
    PendingNode right = split(node, slot);
    if (slot == 0 || right.slots > 0 && slot <= node.slots) {
      node.insert(slot, ms, seq);
      placedAt(node, slot);
    } else {
      int inRight = slot - node.slots;
      right.insert(inRight, ms, seq);
      placedAt(right, inRight);
    }
    return right;
  }

  private PendingNode insertChild(PendingNode node, int place, PendingNode child) {
    if (!node.isFull()) {
      node.insertChild(place, child);
      return null;
    }
    PendingNode right = split(node, place);
    if (right.slots > 0 && place <= node.slots) {
      node.insertChild(place, child);
    } else {
      right.insertChild(place - node.slots, child);
    }
    return right;
  }

  /** Splits a full node in halves; at an end when growing there, which leaves full nodes. */
  private PendingNode split(PendingNode node, int growingAt) {
    boolean atEnd = growingAt == 0 || growingAt == node.slots;
    PendingNode right = node.splitAt(atEnd ? growingAt : node.slots / 2);
    grew(right.heapBytes());
    return right;
  }

  /**
   * Takes an id away.
   *
   * @return the number of the consumer that had it, 0 in the tree of a consumer, or {@link #ABSENT}
   */
  int remove(StreamId id) {
    int had = consumer(id);
    if (had != ABSENT) {
      root = own(root);
      remove(root, id.ms(), id.seq());
      size--;
      while (!root.isLeaf() && root.slots == 1) {
        grew(-root.heapBytes());
        root = root.children[0];
      }
    }
    return had;
  }

  private void remove(PendingNode node, long ms, long seq) {
    if (node.isLeaf()) {
      node.removeAt(node.firstNotBelow(ms, seq));
      return;
    }
    int slot = node.childFor(ms, seq);
    PendingNode child = ownChild(node, slot);
    remove(child, ms, seq);
    if (child.slots == 0) {
      drop(node, slot);
    } else if (child.isSparse()) {
      mergeWithNeighbour(node, slot);
    }
  }

  private void drop(PendingNode node, int slot) {
    grew(-node.children[slot].heapBytes());
    node.removeAt(slot);
  }

  private void mergeWithNeighbour(PendingNode node, int slot) {
    PendingNode child = node.children[slot];
    if (slot > 0 && node.children[slot - 1].hasRoomFor(child)) {
      merge(node, slot - 1);
    } else if (slot + 1 < node.slots && child.hasRoomFor(node.children[slot + 1])) {
      merge(node, slot);
    }
  }

  /** Moves the slots of the child behind a child to this one. */
  private void merge(PendingNode node, int slot) {
    PendingNode left = ownChild(node, slot);
    PendingNode right = node.children[slot + 1];
    int bound = (slot + 1) * node.stride;
    long before = left.heapBytes();
    left.append(right, node.words[bound], node.words[bound + 1]);
    grew(left.heapBytes() - before);
    drop(node, slot + 1);
  }

  private PendingNode own(PendingNode node) {
    return node.epoch == epoch ? node : node.copy(epoch);
  }

  private PendingNode ownChild(PendingNode node, int slot) {
    PendingNode mine = own(node.children[slot]);
    node.children[slot] = mine;
    return mine;
  }

  // ---- search

  /** The number of the consumer that has an id, 0 in the tree of a consumer; or {@link #ABSENT}. */
  int consumer(StreamId id) {
    PendingNode node = root;
    while (!node.isLeaf()) {
      node = node.children[node.childFor(id.ms(), id.seq())];
    }
    int slot = node.firstNotBelow(id.ms(), id.seq());
    if (!node.isAt(slot, id.ms(), id.seq())) {
      return ABSENT;
    }
    return node.stride == GROUP_WORDS ? (int) node.words[slot * node.stride + CONSUMER] : 0;
  }

  /** Stands at the first id; void once the tree changes. */
  PendingCursor first() {
    return from(StreamId.MIN);
  }

  /** Stands at the first id that is not less than this one; void once the tree changes. */
  PendingCursor from(StreamId id) {
    return new PendingCursor(root, id);
  }

  /** The greatest id; null if there is none. */
  StreamId last() {
    if (size == 0) {
      return null;
    }
    PendingNode node = root;
    while (!node.isLeaf()) {
      node = node.children[node.slots - 1];
    }
    int place = (node.slots - 1) * node.stride;
    return new StreamId(node.words[place], node.words[place + 1]);
  }

  // ---- sharing

  /** Stands at the first of all ids that are there now, whatever becomes of the tree. */
  PendingCursor freeze() {
    epoch++;
    return first();
  }

  /** A tree of the same content; takes no longer if there is much. {@code sum} includes it. */
  PendingTree copy(HeapUse sum) {
    epoch++;
    return new PendingTree(this, sum);
  }
}

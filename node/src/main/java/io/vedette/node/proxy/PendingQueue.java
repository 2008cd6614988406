package io.vedette.node.proxy;

/** A growing ring of entries in the order of their commands. */
final class PendingQueue {
  private static final int INITIAL_CAPACITY = 64;

  private Pending[] ring = new Pending[INITIAL_CAPACITY];
  private int head;
  private int size;

  int size() {
    return size;
  }

  /** The entry at {@code index}, 0 being the oldest. */
  Pending get(int index) {
    return ring[(head + index) & (ring.length - 1)];
  }

  void addLast(Pending pending) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size++) & (ring.length - 1)] = pending;
  }

  Pending removeFirst() {
    Pending first = ring[head];
    ring[head] = null;
    head = (head + 1) & (ring.length - 1);
    size--;
    return first;
  }

  /** Removes the entry at {@code index} by moving the older ones. */
  Pending remove(int index) {
    Pending removed = get(index);
    for (int i = index; i > 0; i--) {
      ring[(head + i) & (ring.length - 1)] = get(i - 1);
    }
    removeFirst();
    return removed;
  }

  private void grow() {
    Pending[] bigger = new Pending[ring.length * 2];
    for (int i = 0; i < size; i++) {
      bigger[i] = get(i);
    }
    ring = bigger;
    head = 0;
  }
}

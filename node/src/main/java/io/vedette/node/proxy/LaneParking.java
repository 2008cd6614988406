package io.vedette.node.proxy;

/** One lane's share of the bytes that wait for masters, see {@link Parking}. */
final class LaneParking {
  private final Parking parking;
  private long bytes;

  LaneParking(Parking parking) {
    this.parking = parking;
  }

  /** Takes room for a new command; false if there is not enough. */
  boolean tryEnter(int length) {
    if (!parking.tryPark(length)) {
      return false;
    }
    bytes += length;
    return true;
  }

  /** One command waits no more. */
  void leave(int length) {
    bytes -= length;
    parking.leave(length);
  }

  /** Nothing waits any more. */
  void clear() {
    if (bytes > 0) {
      parking.leave(bytes);
      bytes = 0;
    }
  }

  /** Everything in the queue from that index on waits now, and nothing else. */
  void recount(PendingQueue queue, int firstUnsent) {
    clear();
    for (int i = firstUnsent; i < queue.size(); i++) {
      bytes += queue.get(i).length;
    }
    parking.park(bytes);
  }
}

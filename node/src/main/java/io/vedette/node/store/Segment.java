package io.vedette.node.store;

/**
 * Some hundred slots with linear probing: the entries whose hashes start with one prefix.
 *
 * <p>An entry's home slot is the low bits of its hash. The tag of a slot repeats the home and some
 * more bits of the hash: so probing touches an entry only when it is very likely the right one, and
 * removal (by moving later entries of the cluster back) and scans touch none at all.
 */
final class Segment {
  static final int SLOTS = 512;
  static final int MASK = SLOTS - 1;

  /** Beyond this fill a segment splits; at 86 % a miss probes about 26 tags of two bytes. */
  static final int MAX_ENTRIES = 440;

  /** Heap of an empty segment: this object, tags and slots. */
  static final long BYTES = 64 + (12 + 2L * SLOTS + 4) + (16 + 8L * SLOTS);

  private static final int USED = 0x8000;

  final char[] tags = new char[SLOTS];
  final Object[] slots = new Object[SLOTS];

  /** Number of leading hash bits that all entries here share. */
  final int depth;

  /** Those bits, left aligned. */
  final long prefix;

  int count;

  /** Entries with an expiry. */
  int expiring;

  /** No entry here expires before this; not exact after removals until the next expiry visit. */
  long earliestExpiryMs = Long.MAX_VALUE;

  /** Number of the last snapshot that needs nothing more from here. */
  long snapshotSeen;

  /**
   * While a snapshot needs something from here: the slots whose entries it has already, or that are
   * younger than it; one bit each.
   */
  private long[] taken;

  /** Number of the snapshot that {@link #taken} is about. */
  private long takenBy;

  Segment(int depth, long prefix, long snapshotSeen) {
    this.depth = depth;
    this.prefix = prefix;
    this.snapshotSeen = snapshotSeen;
  }

  private static char tag(long hash) {
    return (char) (hash & 0x7fff | USED);
  }

  static int home(char tag) {
    return tag & MASK;
  }

  /** Slot of a key, or -1. */
  int find(long hash, byte[] key, int offset, int length) {
    char tag = tag(hash);
    int slot = (int) hash & MASK;
    for (char found = tags[slot]; found != 0; found = tags[slot]) {
      if (found == tag && Entry.hasKey(slots[slot], key, offset, length)) {
        return slot;
      }
      slot = slot + 1 & MASK;
    }
    return -1;
  }

  /** Slot of this very entry, or -1. */
  int indexOf(long hash, Object entry) {
    int slot = (int) hash & MASK;
    while (tags[slot] != 0) {
      if (slots[slot] == entry) {
        return slot;
      }
      slot = slot + 1 & MASK;
    }
    return -1;
  }

  boolean isFull() {
    return count >= MAX_ENTRIES;
  }

  /** Whether a snapshot that is not done here needs nothing more of a slot. */
  boolean isTaken(int slot, long snapshot) {
    return takenBy == snapshot && taken != null && (taken[slot >> 6] & 1L << slot) != 0;
  }

  /** Says that. */
  void taken(int slot, long snapshot) {
    if (taken == null || takenBy != snapshot) {
      taken = new long[SLOTS / Long.SIZE];
      takenBy = snapshot;
    }
    taken[slot >> 6] |= 1L << slot;
  }

  /** Says that of every entry before a slot. */
  void takenBefore(int end, long snapshot) {
    for (int slot = 0; slot < end; slot++) {
      if (slots[slot] != null) {
        taken(slot, snapshot);
      }
    }
  }

  /** A snapshot is done here. */
  void allTaken(long snapshot) {
    snapshotSeen = snapshot;
    taken = null;
  }

  private void moveTaken(int from, int to) {
    boolean was = (taken[from >> 6] & 1L << from) != 0;
    taken[to >> 6] = taken[to >> 6] & ~(1L << to) | (was ? 1L << to : 0);
  }

  /** Adds an entry whose key is not here; there must be room. Returns its slot. */
  int add(long hash, Object entry) {
    int slot = (int) hash & MASK;
    while (tags[slot] != 0) {
      slot = slot + 1 & MASK;
    }
    tags[slot] = tag(hash);
    slots[slot] = entry;
    count++;
    long expiresAtMs = Entry.expiresAtMs(entry);
    if (expiresAtMs >= 0) {
      expiryAdded(expiresAtMs);
    }
    return slot;
  }

  void expiryAdded(long expiresAtMs) {
    expiring++;
    earliestExpiryMs = Math.min(earliestExpiryMs, expiresAtMs);
  }

  /** Empties a slot and closes the gap in its cluster; later slots change their entries. */
  void removeAt(int slot) {
    count--;
    int hole = slot;
    int next = slot + 1 & MASK;
    for (char tag = tags[next]; tag != 0; tag = tags[next]) {
      boolean homeIsAtOrBeforeHole = (next - home(tag) & MASK) >= (next - hole & MASK);
      if (homeIsAtOrBeforeHole) {
        tags[hole] = tag;
        slots[hole] = slots[next];
        if (taken != null) {
          moveTaken(next, hole);
        }
        hole = next;
      }
      next = next + 1 & MASK;
    }
    tags[hole] = 0;
    slots[hole] = null;
    if (taken != null) {
      taken[hole >> 6] &= ~(1L << hole);
    }
  }

  /**
   * This segment's entries as two segments, by their next hash bit.
   *
   * @param snapshot the number of the latest snapshot, of which the halves know the same
   */
  Segment[] split(long seed, long snapshot) {
    long next = Long.MIN_VALUE >>> depth;
    Segment low = new Segment(depth + 1, prefix, snapshotSeen);
    Segment high = new Segment(depth + 1, prefix | next, snapshotSeen);
    // All hashes first: entries lie all over the heap, and so the waits for them overlap.
    long[] hashes = new long[SLOTS];
    for (int i = 0; i < SLOTS; i++) {
      if (slots[i] != null) {
        hashes[i] = Entry.hash(seed, slots[i]);
      }
    }
    for (int i = 0; i < SLOTS; i++) {
      if (slots[i] != null) {
        Segment half = (hashes[i] & next) == 0 ? low : high;
        int slot = half.add(hashes[i], slots[i]);
        if (isTaken(i, snapshot)) {
          half.taken(slot, snapshot);
        }
      }
    }
    return new Segment[] {low, high};
  }

  /**
   * One segment in place of two halves, which together must fit.
   *
   * @param snapshot the number of the latest snapshot, of which the whole knows what they knew
   */
  static Segment merge(Segment low, Segment high, long seed, long snapshot) {
    long seen = Math.min(low.snapshotSeen, high.snapshotSeen);
    Segment merged = new Segment(low.depth - 1, low.prefix, seen);
    merged.addAll(low, seed, snapshot);
    merged.addAll(high, seed, snapshot);
    return merged;
  }

  private void addAll(Segment half, long seed, long snapshot) {
    boolean done = half.snapshotSeen == snapshot && snapshotSeen != snapshot;
    for (int i = 0; i < SLOTS; i++) {
      Object entry = half.slots[i];
      if (entry != null) {
        int slot = add(Entry.hash(seed, entry), entry);
        if (done || half.isTaken(i, snapshot)) {
          taken(slot, snapshot);
        }
      }
    }
  }
}

package io.vedette.node.store;

import java.util.function.Consumer;

/**
 * The entries of one database: extendible hashing on the leading bits of a seeded 64-bit hash.
 *
 * <p>A directory of 2^n references leads from the first n bits of a hash to its {@link Segment}. A
 * full segment splits in two, which moves at most {@link Segment#MAX_ENTRIES} entries; only the
 * directory's references ever double. There is no moment at which the whole table is rehashed. Two
 * buddies that have become nearly empty are merged again.
 */
final class EntryTable {
  /** Buddies are merged when together they hold no more; far below the size that splits again. */
  static final int MERGE_BELOW = Segment.MAX_ENTRIES / 4;

  /** Up to this mean fill hardly any segment is so far above the mean that it splits. */
  private static final long USUAL_ENTRIES = 380;

  private static final int MAX_INITIAL_DEPTH = 24;

  /** Expiries are summed up relative to this (2023-11) and clamped, so that the sum stays exact. */
  private static final long EXPIRY_BASE_MS = 1_700_000_000_000L;

  private static final long EXPIRY_CLAMP_MS = 1L << 40;

  final long seed;

  /** Length 2^({@code 64 - shift}), at least 2. */
  private Segment[] directory;

  private int shift;
  private int segments;
  private long size;
  private long expiring;
  private long expirySum;
  private long entryBytes;

  /** The snapshot that still reads this table; null if none. */
  private SnapshotCursor snapshot;

  private int snapshotDatabase;

  /** Segments made now, or seen by this snapshot, have this number. */
  private long snapshotNumber;

  EntryTable(long seed) {
    this(0, seed);
  }

  /** A table of 2^{@code depth} segments. */
  private EntryTable(int depth, long seed) {
    this.seed = seed;
    shift = 64 - Math.max(1, depth);
    segments = 1 << depth;
    directory = new Segment[1 << 64 - shift];
    for (int i = 0; i < segments; i++) {
      link(new Segment(depth, depth == 0 ? 0 : (long) i << 64 - depth, 0));
    }
  }

  /** An empty table that so many entries fill without a split, or with few. */
  static EntryTable withRoomFor(long entries, long seed) {
    int depth = 0;
    while (depth < MAX_INITIAL_DEPTH && (USUAL_ENTRIES << depth) < entries) {
      depth++;
    }
    return new EntryTable(depth, seed);
  }

  long hash(byte[] key, int offset, int length) {
    return KeyHash.hash(seed, key, offset, length);
  }

  /** Touches the place of a key of this hash; returns nothing of use. */
  int lookAhead(long hash) {
    Segment segment = segmentOf(hash);
    int home = (int) hash & Segment.MASK;
    return segment.tags[home] + (segment.slots[home] == null ? 0 : 1);
  }

  /** The entry of a key, whatever its expiry, or null. */
  Object get(byte[] key, int offset, int length) {
    long hash = hash(key, offset, length);
    Segment segment = segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    return slot < 0 ? null : segment.slots[slot];
  }

  Segment segmentOf(long hash) {
    return directory[(int) (hash >>> shift)];
  }

  long size() {
    return size;
  }

  long expiring() {
    return expiring;
  }

  int segmentCount() {
    return segments;
  }

  /** Mean time to live of the entries that have an expiry; 0 if there are none. */
  long averageTtlMs(long nowMs) {
    return expiring == 0 ? 0 : Math.max(0, expirySum / expiring + EXPIRY_BASE_MS - nowMs);
  }

  /** Estimate of the heap that table and entries occupy. */
  long memoryBytes() {
    return entryBytes + ownBytes();
  }

  /** The same without the entries. */
  long ownBytes() {
    return segments * Segment.BYTES + 8L * directory.length;
  }

  /** Must come before any change to the entry of a slot. */
  void beforeChange(Segment segment, int slot) {
    if (segment.snapshotSeen != snapshotNumber) {
      preserve(segment, slot);
    }
  }

  private void preserve(Segment segment, int slot) {
    if (snapshot == null) {
      segment.allTaken(snapshotNumber);
    } else if (!segment.isTaken(slot, snapshotNumber)) {
      snapshot.take(snapshotDatabase, segment.slots[slot]);
      segment.taken(slot, snapshotNumber);
    }
  }

  /**
   * Gives the snapshot what it still needs of a segment, whose turn has come.
   *
   * @return whether it needs nothing more of it; it may have stopped before
   */
  boolean handOver(Segment segment) {
    if (segment.snapshotSeen != snapshotNumber) {
      if (snapshot != null && !snapshot.take(snapshotDatabase, segment, snapshotNumber)) {
        return false;
      }
      segment.allTaken(snapshotNumber);
    }
    return true;
  }

  /** Adds an entry whose key is not in the table. */
  void add(long hash, Object entry) {
    Segment segment = segmentOf(hash);
    while (segment.isFull()) {
      split(segment);
      segment = segmentOf(hash);
    }
    int slot = segment.add(hash, entry);
    if (snapshot != null && segment.snapshotSeen != snapshotNumber) {
      segment.taken(slot, snapshotNumber);
    }
    size++;
    account(entry);
    accountExpiry(Entry.expiresAtMs(entry), 1);
  }

  /** Puts another entry of the same key into a slot. */
  void replace(Segment segment, int slot, Object entry) {
    beforeChange(segment, slot);
    Object old = segment.slots[slot];
    expiryChanges(segment, Entry.expiresAtMs(old), Entry.expiresAtMs(entry));
    discount(old);
    account(entry);
    segment.slots[slot] = entry;
  }

  /** Says that an entry of the segment gets another expiry. */
  void expiryChanges(Segment segment, long fromMs, long toMs) {
    if (fromMs == toMs) {
      return;
    }
    if (fromMs >= 0) {
      segment.expiring--;
      accountExpiry(fromMs, -1);
    }
    if (toMs >= 0) {
      segment.expiryAdded(toMs);
      accountExpiry(toMs, 1);
    }
  }

  void remove(Segment segment, int slot) {
    beforeChange(segment, slot);
    Object entry = segment.slots[slot];
    expiryChanges(segment, Entry.expiresAtMs(entry), Database.NO_EXPIRY);
    discount(entry);
    segment.removeAt(slot);
    size--;
    mergeIfSparse(segment);
  }

  private void account(Object entry) {
    long bytes = Entry.memoryBytes(entry);
    if (entry instanceof ObjectEntry object) {
      object.accountedBytes = bytes;
    }
    entryBytes += bytes;
  }

  private void discount(Object entry) {
    entryBytes -= accountedBytes(entry);
  }

  /** Memory of an entry of a table as it was last accounted, without a look at the value. */
  static long accountedBytes(Object entry) {
    return entry instanceof ObjectEntry object ? object.accountedBytes : Entry.memoryBytes(entry);
  }

  /** Accounts the memory of a value that was changed in place. */
  void reaccount(ObjectEntry entry) {
    discount(entry);
    account(entry);
  }

  private void accountExpiry(long expiresAtMs, int sign) {
    if (expiresAtMs >= 0) {
      expiring += sign;
      expirySum += sign * Math.min(expiresAtMs - EXPIRY_BASE_MS, EXPIRY_CLAMP_MS);
    }
  }

  private void split(Segment segment) {
    if (segment.depth == 64 - shift) {
      doubleDirectory();
    }
    Segment[] halves = segment.split(seed, snapshotNumber);
    link(halves[0]);
    link(halves[1]);
    segments++;
  }

  private void mergeIfSparse(Segment segment) {
    if (segment.depth == 0 || segment.count > MERGE_BELOW) {
      return;
    }
    long buddyBit = Long.MIN_VALUE >>> segment.depth - 1;
    Segment buddy = segmentOf(segment.prefix ^ buddyBit);
    if (buddy.depth != segment.depth || buddy.count + segment.count > MERGE_BELOW) {
      return;
    }
    boolean isLow = (segment.prefix & buddyBit) == 0;
    Segment low = isLow ? segment : buddy;
    Segment high = isLow ? buddy : segment;
    link(Segment.merge(low, high, seed, snapshotNumber));
    segments--;
  }

  private void doubleDirectory() {
    Segment[] doubled = new Segment[Math.multiplyExact(directory.length, 2)];
    for (int i = 0; i < directory.length; i++) {
      doubled[2 * i] = directory[i];
      doubled[2 * i + 1] = directory[i];
    }
    directory = doubled;
    shift--;
  }

  private void link(Segment segment) {
    int from = (int) (segment.prefix >>> shift);
    int until = from + span(segment);
    for (int i = from; i < until; i++) {
      directory[i] = segment;
    }
  }

  private int span(Segment segment) {
    return 1 << 64 - shift - segment.depth;
  }

  /** The segment after this one in the order of prefixes; null after the last. */
  Segment after(Segment segment) {
    int next = (int) (segment.prefix >>> shift) + span(segment);
    return next < directory.length ? directory[next] : null;
  }

  Segment first() {
    return directory[0];
  }

  /** Visits every entry in the order of prefixes; the visitor must not change the table. */
  void forEach(Consumer<Object> visitor) {
    for (Segment segment = first(); segment != null; segment = after(segment)) {
      for (Object entry : segment.slots) {
        if (entry != null) {
          visitor.accept(entry);
        }
      }
    }
  }

  /** How much more often a random prefix meets this segment than the smallest possible one. */
  int weightBits(Segment segment) {
    return 64 - shift - segment.depth;
  }

  /** Begins a snapshot of the table as it is now, which is that of a database. */
  void freeze(SnapshotCursor cursor, int database, long number) {
    snapshot = cursor;
    snapshotDatabase = database;
    snapshotNumber = number;
  }

  /** Ends the snapshot: writes hand nothing over any more. */
  void thaw() {
    snapshot = null;
  }
}

package io.vedette.node.type.table;

import io.vedette.node.store.KeyHash;
import io.vedette.node.store.PackedEntry;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A large collection's entries, found by their members: extendible hashing, as in the key space. A
 * full segment splits in two; never is the whole table rehashed.
 *
 * <p>An entry is one array of bytes, kept and not copied, and never changed once it is in a table:
 * another array is put in its place. {@link #freeze} and {@link #copy} therefore share everything;
 * a segment, or the directory, of an older epoch than the table's is cloned before it changes.
 *
 * <p>Confined to one thread; a frozen view may be read on the same thread at any later time.
 */
public final class MemberTable {
  /** Buddies are merged when together they hold no more; far below the size that splits again. */
  private static final int MERGE_BELOW = MemberSegment.MAX_SLOTS / 4;

  /** Up to this mean fill hardly any segment is so far above the mean that it splits. */
  private static final long USUAL_ENTRIES = 380;

  private static final int MAX_INITIAL_DEPTH = 20;
  private static final int OBJECT_BYTES = 96;

  /** Random slots tried before the first entry is taken: only a nearly empty table needs it. */
  private static final int RANDOM_TRIES = 4096;

  /** Drawn once a process and never shown, so that nobody can choose members that collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private final MemberLayout layout;

  /** Length 2^({@code 64 - shift}), at least 2. */
  private MemberSegment[] directory;

  private int shift;
  private int epoch;
  private int directoryEpoch;
  private int size;
  private int segments;
  private long entryBytes;
  private long segmentBytes;

  /** What {@link #locate} found, for {@link #putLocated} and {@link #removeLocated}. */
  private long locatedHash;

  private MemberSegment locatedSegment;
  private int locatedSlot;

  /** An empty table. */
  public MemberTable(MemberLayout layout) {
    this(layout, 0);
  }

  /**
   * An empty table.
   *
   * @param expected how many entries it will have: room is made at once, which spares moving them
   */
  public MemberTable(MemberLayout layout, long expected) {
    this.layout = layout;
    int depth = 0;
    while (depth < MAX_INITIAL_DEPTH && (USUAL_ENTRIES << depth) < expected) {
      depth++;
    }
    int capacity = MemberSegment.MIN_SLOTS;
    while (capacity < MemberSegment.MAX_SLOTS && capacity - capacity / 8 <= expected) {
      capacity *= 2;
    }
    shift = 64 - Math.max(1, depth);
    directory = new MemberSegment[1 << 64 - shift];
    for (int i = 0; i < 1 << depth; i++) {
      adopt(new MemberSegment(depth, depth == 0 ? 0 : (long) i << 64 - depth, epoch, capacity));
    }
  }

  private MemberTable(MemberTable shared) {
    layout = shared.layout;
    directory = shared.directory;
    shift = shared.shift;
    epoch = shared.epoch;
    directoryEpoch = shared.directoryEpoch;
    size = shared.size;
    segments = shared.segments;
    entryBytes = shared.entryBytes;
    segmentBytes = shared.segmentBytes;
  }

  public MemberLayout layout() {
    return layout;
  }

  public int size() {
    return size;
  }

  /** Estimate of the heap that table and entries occupy. */
  public long memoryBytes() {
    return OBJECT_BYTES + entryBytes + segmentBytes + 8L * directory.length;
  }

  static long hash(MemberLayout layout, byte[] entry) {
    return KeyHash.hash(SEED, entry, layout.memberOffset(entry), layout.memberLength(entry));
  }

  // ---- access

  /** The entry of a member, or null; to be read only. */
  public byte[] get(byte[] member, int offset, int length) {
    long hash = KeyHash.hash(SEED, member, offset, length);
    MemberSegment segment = segmentOf(hash);
    int slot = segment.find(hash, layout, member, offset, length);
    return slot < 0 ? null : segment.slots[slot];
  }

  /**
   * As {@link #get}; then {@link #putLocated} or {@link #removeLocated} may follow at once, which
   * spares looking the member up again.
   */
  public byte[] locate(byte[] member, int offset, int length) {
    locatedHash = KeyHash.hash(SEED, member, offset, length);
    locatedSegment = segmentOf(locatedHash);
    locatedSlot = locatedSegment.find(locatedHash, layout, member, offset, length);
    return locatedSlot < 0 ? null : locatedSegment.slots[locatedSlot];
  }

  /** Puts an entry of the member that was {@linkplain #locate located} last. */
  public void putLocated(byte[] entry) {
    MemberSegment segment = own(locatedSegment);
    locatedSegment = null;
    entryBytes += PackedEntry.arrayBytes(entry.length);
    if (locatedSlot >= 0) {
      entryBytes -= PackedEntry.arrayBytes(segment.slots[locatedSlot].length);
      segment.slots[locatedSlot] = entry;
      return;
    }
    while (segment.isFull()) {
      if (segment.capacity() < MemberSegment.MAX_SLOTS) {
        resize(segment, 2 * segment.capacity());
      } else {
        split(segment);
        segment = segmentOf(locatedHash);
      }
    }
    segment.add(locatedHash, entry);
    size++;
  }

  /** Takes away the entry of the member that was {@linkplain #locate located}, and found, last. */
  public void removeLocated() {
    MemberSegment segment = own(locatedSegment);
    locatedSegment = null;
    entryBytes -= PackedEntry.arrayBytes(segment.slots[locatedSlot].length);
    segment.removeAt(locatedSlot);
    size--;
    if (segment.depth > 0) {
      mergeIfSparse(segment);
    } else if (segment.count <= segment.capacity() / 8
        && segment.capacity() > MemberSegment.MIN_SLOTS) {
      resize(segment, segment.capacity() / 2);
    }
  }

  /** Puts an entry in place of that of the same member, which is returned, or null. */
  public byte[] put(byte[] entry) {
    byte[] old = locate(entry, layout.memberOffset(entry), layout.memberLength(entry));
    putLocated(entry);
    return old;
  }

  /** Takes away the entry of a member; returns it, or null. */
  public byte[] remove(byte[] member, int offset, int length) {
    byte[] old = locate(member, offset, length);
    if (old != null) {
      removeLocated();
    }
    return old;
  }

  /** An entry, each equally likely; the table must not be empty. */
  public byte[] random(RandomGenerator random) {
    for (int i = 0; i < RANDOM_TRIES; i++) {
      MemberSegment segment = segmentOf(random.nextLong());
      // A segment that covers more of the hash space is met more often, in proportion.
      int weightBits = 64 - shift - segment.depth;
      if (weightBits > 0 && random.nextLong() >>> 1 >>> 63 - weightBits != 0) {
        continue;
      }
      byte[] entry = segment.slots[random.nextInt(segment.capacity())];
      if (entry != null) {
        return entry;
      }
    }
    return walk().next();
  }

  /**
   * Visits some entries after the cursor; guarantees as Redis's SCAN: whatever is in the table from
   * the start to the end of a full scan is visited at least once.
   *
   * @param cursor 0 to begin, else what the last call returned
   * @param count about how many entries to visit
   * @param visitor must not change the table
   * @return the next cursor, 0 at the end; never negative
   */
  public long scan(long cursor, long count, Consumer<byte[]> visitor) {
    return MemberScan.scan(this, cursor, count, visitor);
  }

  /** Visits every entry; the visitor must not change the table. */
  public void forEach(Consumer<byte[]> visitor) {
    MemberWalk walk = walk();
    for (byte[] entry = walk.next(); entry != null; entry = walk.next()) {
      visitor.accept(entry);
    }
  }

  /** A walk over all entries; void once the table changes. */
  public MemberWalk walk() {
    return new MemberWalk(directory, shift);
  }

  /** A walk over all entries as they are now, whatever becomes of the table. */
  public MemberWalk freeze() {
    epoch++;
    return walk();
  }

  /** A table of the same entries; takes no longer if there are many. */
  public MemberTable copy() {
    epoch++;
    return new MemberTable(this);
  }

  // ---- structure

  MemberSegment segmentOf(long hash) {
    return directory[(int) (hash >>> shift)];
  }

  /** The segment after this one in the order of prefixes; null after the last. */
  MemberSegment after(MemberSegment segment) {
    int next = (int) (segment.prefix >>> shift) + span(segment, shift);
    return next < directory.length ? directory[next] : null;
  }

  static int span(MemberSegment segment, int shift) {
    return 1 << 64 - shift - segment.depth;
  }

  /** The segment itself, or its clone where a frozen view or a copy shares it. */
  private MemberSegment own(MemberSegment segment) {
    if (segment.epoch == epoch) {
      return segment;
    }
    MemberSegment mine = segment.copy(epoch);
    link(mine);
    return mine;
  }

  private void link(MemberSegment segment) {
    if (directoryEpoch != epoch) {
      directory = directory.clone();
      directoryEpoch = epoch;
    }
    int from = (int) (segment.prefix >>> shift);
    int until = from + span(segment, shift);
    for (int i = from; i < until; i++) {
      directory[i] = segment;
    }
  }

  private void adopt(MemberSegment segment) {
    link(segment);
    segments++;
    segmentBytes += MemberSegment.heapBytes(segment.capacity());
  }

  private void drop(MemberSegment segment) {
    segments--;
    segmentBytes -= MemberSegment.heapBytes(segment.capacity());
  }

  private void resize(MemberSegment segment, int capacity) {
    segmentBytes += MemberSegment.heapBytes(capacity) - MemberSegment.heapBytes(segment.capacity());
    segment.resize(capacity);
  }

  private void split(MemberSegment segment) {
    if (segment.depth == 64 - shift) {
      doubleDirectory();
    }
    int depth = segment.depth + 1;
    long highPrefix = segment.prefix | Long.MIN_VALUE >>> segment.depth;
    int slots = MemberSegment.MAX_SLOTS;
    MemberSegment low = new MemberSegment(depth, segment.prefix, epoch, slots);
    MemberSegment high = new MemberSegment(depth, highPrefix, epoch, slots);
    segment.splitInto(low, high, layout);
    drop(segment);
    adopt(low);
    adopt(high);
  }

  private void mergeIfSparse(MemberSegment segment) {
    if (segment.count > MERGE_BELOW) {
      return;
    }
    long buddyBit = Long.MIN_VALUE >>> segment.depth - 1;
    MemberSegment buddy = segmentOf(segment.prefix ^ buddyBit);
    if (buddy.depth != segment.depth || buddy.count + segment.count > MERGE_BELOW) {
      return;
    }
    long prefix = segment.prefix & ~buddyBit;
    MemberSegment merged =
        new MemberSegment(segment.depth - 1, prefix, epoch, MemberSegment.MAX_SLOTS);
    merged.addAll(segment);
    merged.addAll(buddy);
    drop(segment);
    drop(buddy);
    adopt(merged);
  }

  private void doubleDirectory() {
    MemberSegment[] doubled = new MemberSegment[Math.multiplyExact(directory.length, 2)];
    for (int i = 0; i < directory.length; i++) {
      doubled[2 * i] = directory[i];
      doubled[2 * i + 1] = directory[i];
    }
    directory = doubled;
    directoryEpoch = epoch;
    shift--;
  }

  int segmentCount() {
    return segments;
  }
}

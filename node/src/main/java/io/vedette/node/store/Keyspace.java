package io.vedette.node.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * All data of one shard copy: the numbered databases, the time they live by, and what becomes of
 * keys whose time has come.
 */
public final class Keyspace {
  static final int ACCESS_CLOCK_MASK = 0xffffff;

  private final Database[] databases;
  private final RandomGenerator random;
  private final long hashSeed;
  private final KeyspaceStats stats = new KeyspaceStats();
  private final PackedLimits limits = new PackedLimits();
  private ExpiryListener expiryListener;
  private KeyListener keyListener;
  private ExpiryPolicy expiryPolicy = ExpiryPolicy.DELETE;
  private long nowMs;
  private int accessClock;
  private boolean notesAccess = true;
  private BooleanSupplier hidesExpired = () -> false;
  private SnapshotCursor snapshot;
  private long lastSnapshotNumber;

  /**
   * @param databases how many there are, at least 1
   * @param random source of the hash seed and of random keys
   * @param expiryListener hears of keys deleted under {@link ExpiryPolicy#DELETE}
   */
  public Keyspace(int databases, RandomGenerator random, ExpiryListener expiryListener) {
    if (databases < 1) {
      throw new IllegalArgumentException("at least one database, not " + databases);
    }
    this.databases = new Database[databases];
    this.random = random;
    this.hashSeed = random.nextLong();
    this.expiryListener = expiryListener;
  }

  /** How many databases there are; their numbers are 0 to one less. */
  public int databases() {
    return databases.length;
  }

  /** The database of this number; the same object for as long as the key space lives. */
  public Database database(int index) {
    Database database = databases[index];
    if (database == null) {
      database = new Database(this, index, newTable());
      databases[index] = database;
    }
    return database;
  }

  /** The database of this number, or null if nobody has used it yet. */
  Database existing(int index) {
    return databases[index];
  }

  /** The databases that have keys, in order of their numbers. */
  public List<Database> nonEmpty() {
    List<Database> found = new ArrayList<>();
    for (Database database : databases) {
      if (database != null && database.size() > 0) {
        found.add(database);
      }
    }
    return found;
  }

  EntryTable newTable() {
    return new EntryTable(hashSeed);
  }

  EntryTable newTable(long expectedEntries) {
    return EntryTable.withRoomFor(expectedEntries, hashSeed);
  }

  /** Sets the time by which keys expire: Unix milliseconds; constant during one command. */
  public void advanceTo(long nowMs) {
    this.nowMs = nowMs;
    this.accessClock = (int) (nowMs / 1000) & ACCESS_CLOCK_MASK;
  }

  public long nowMs() {
    return nowMs;
  }

  /** Says whether lookups count as uses of their keys, which is so unless said otherwise. */
  public void notesAccess(boolean now) {
    notesAccess = now;
  }

  void noteAccess(Object entry) {
    if (notesAccess) {
      Entry.setAccessClock(entry, accessClock);
    }
  }

  int accessClock() {
    return accessClock;
  }

  /** Source of every random choice. */
  public RandomGenerator random() {
    return random;
  }

  /** Up to where collections stay packed. */
  public PackedLimits limits() {
    return limits;
  }

  public KeyspaceStats stats() {
    return stats;
  }

  /** What becomes of keys whose time has come at this moment. */
  public ExpiryPolicy expiryPolicy() {
    boolean hides = expiryPolicy == ExpiryPolicy.DELETE && hidesExpired.getAsBoolean();
    return hides ? ExpiryPolicy.HIDE : expiryPolicy;
  }

  /** Whether keys are gone when their time has come. */
  boolean expires() {
    return expiryPolicy != ExpiryPolicy.KEEP;
  }

  /** Asked when the policy would delete keys: whether they are only to be hidden at this moment. */
  public void hidesExpired(BooleanSupplier now) {
    hidesExpired = now;
  }

  public void expiryPolicy(ExpiryPolicy policy) {
    expiryPolicy = policy;
  }

  public void expiryListener(ExpiryListener listener) {
    expiryListener = listener;
  }

  /** Has a listener hear of new and of missed keys; null: nobody, which costs nothing. */
  public void keyListener(KeyListener listener) {
    keyListener = listener;
  }

  void created(int database, Object entry) {
    if (keyListener != null) {
      byte[] bytes = Entry.keyBytes(entry);
      keyListener.onNew(database, bytes, Entry.keyOffset(entry), Entry.keyLength(entry));
    }
  }

  void missed(int database, byte[] key, int offset, int length) {
    stats.misses++;
    if (keyListener != null) {
      keyListener.onMiss(database, key, offset, length);
    }
  }

  void expired(int database, byte[] key) {
    stats.expiredKeys++;
    expiryListener.onExpired(database, key);
  }

  /** Number of keys in all databases. */
  public long size() {
    long size = 0;
    for (Database database : databases) {
      size += database == null ? 0 : database.size();
    }
    return size;
  }

  /** The part of a database's memory that finds its entries. */
  public long tableBytes(int index) {
    Database database = databases[index];
    return database == null ? 0 : database.table().ownBytes();
  }

  /** Estimate of the heap that all data occupies. */
  public long memoryBytes() {
    long bytes = 0;
    for (Database database : databases) {
      bytes += database == null ? 0 : database.memoryBytes();
    }
    return bytes;
  }

  /** Exchanges the contents of two databases. */
  public void swap(int first, int second) {
    if (first != second) {
      database(first).swapWith(database(second));
    }
  }

  /** Removes all keys of all databases; the work does not depend on their number. */
  public void clear() {
    for (Database database : databases) {
      if (database != null && database.size() > 0) {
        database.clear();
      }
    }
  }

  /**
   * Replaces all data by those of another key space, which is of no use afterwards. Watchers of any
   * key that existed before or exists now are touched.
   */
  public void adopt(Keyspace other) {
    for (int i = 0; i < databases.length; i++) {
      Database theirs = i < other.databases.length ? other.databases[i] : null;
      if (theirs != null && theirs.size() > 0) {
        database(i).swapWith(theirs);
      } else if (databases[i] != null && databases[i].size() > 0) {
        databases[i].clear();
      }
    }
  }

  /**
   * Begins a snapshot of all databases as they are now.
   *
   * @return empty if another snapshot is still open: it must end or be closed first
   */
  public Optional<SnapshotCursor> beginSnapshot(SnapshotConsumer consumer) {
    if (snapshot != null) {
      return Optional.empty();
    }
    snapshot = new SnapshotCursor(this, nonEmpty(), ++lastSnapshotNumber, consumer);
    return Optional.of(snapshot);
  }

  /** Whether a snapshot is open. */
  public boolean hasSnapshot() {
    return snapshot != null;
  }

  void snapshotClosed(SnapshotCursor closed) {
    if (snapshot == closed) {
      snapshot = null;
    }
  }

  /** 20 bytes that equal data yields in any order of insertion: Redis's DEBUG DIGEST. */
  public byte[] digest(ValueViews views) {
    return KeyspaceDigest.of(this, views);
  }
}

package io.vedette.node.store;

import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One numbered database: keys to strings and other values, with expiry.
 *
 * <p>A key is passed as a range of the caller's array and copied only when it is kept. Every write
 * touches the key's watchers. Entries that are returned may be read until the next call; an entry
 * from {@link #findForWrite} may also be changed in place, followed by {@link #changed}.
 */
public final class Database {
  /** Expiry of an entry that has none. */
  public static final long NO_EXPIRY = -1;

  /** As an argument: the expiry that the key already has. */
  public static final long KEEP_EXPIRY = -2;

  private final Keyspace keyspace;
  private final int index;
  private final WatchedKeys watched = new WatchedKeys(this);
  private EntryTable table;

  Database(Keyspace keyspace, int index, EntryTable table) {
    this.keyspace = keyspace;
    this.index = index;
    this.table = table;
  }

  public int index() {
    return index;
  }

  /** Number of keys, those included whose time has come but that nobody has met since. */
  public long size() {
    return table.size();
  }

  /** Makes room for so many keys, if there are none yet: saves moving them as the table grows. */
  public void expect(long keys) {
    if (table.size() == 0) {
      table = keyspace.newTable(keys);
    }
  }

  /** Number of keys that have an expiry. */
  public long expiring() {
    return table.expiring();
  }

  /** Mean time to live in milliseconds of the keys that have an expiry; 0 if there are none. */
  public long averageTtlMs() {
    return table.averageTtlMs(keyspace.nowMs());
  }

  /** Estimate of the heap in use. */
  public long memoryBytes() {
    return table.memoryBytes();
  }

  /**
   * Touches the place of a key. Where many keys follow each other, the waits for memory of these
   * calls overlap, and the commands that then use the keys find them in the processor's cache. What
   * it returns is of no use, but keeps the reads from being optimized away.
   */
  public int lookAhead(byte[] key, int offset, int length) {
    return table.lookAhead(table.hash(key, offset, length));
  }

  /** The entry of a living key for a read command (counted, access noted), or null. */
  public Object find(byte[] key, int offset, int length) {
    Object entry = findUntouched(key, offset, length);
    if (entry != null) {
      keyspace.noteAccess(entry);
    }
    return entry;
  }

  /** As {@link #find}, but the access is not noted: for commands that ask about the key itself. */
  public Object findUntouched(byte[] key, int offset, int length) {
    Object entry = peek(key, offset, length);
    if (entry == null) {
      keyspace.missed(index, key, offset, length);
    } else {
      keyspace.stats().hits++;
    }
    return entry;
  }

  /** The entry of a living key or null; leaves no trace but the deletion of an expired key. */
  public Object peek(byte[] key, int offset, int length) {
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    return slot < 0 || isGone(segment, slot) ? null : segment.slots[slot];
  }

  /** The entry of a living key, to be changed in place and then {@link #changed}; or null. */
  public Object findForWrite(byte[] key, int offset, int length) {
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    if (slot < 0 || isGone(segment, slot)) {
      return null;
    }
    Object entry = segment.slots[slot];
    table.beforeChange(segment, slot);
    keyspace.noteAccess(entry);
    return entry;
  }

  /** Must follow every change of an entry in place. */
  public void changed(Object entry) {
    if (entry instanceof ObjectEntry object) {
      table.reaccount(object);
    }
    if (!watched.isEmpty()) {
      int offset = Entry.keyOffset(entry);
      watched.touch(Entry.keyBytes(entry), offset, Entry.keyLength(entry), false);
    }
  }

  private boolean isGone(Segment segment, int slot) {
    if (segment.expiring == 0 || !isExpired(segment.slots[slot])) {
      return false;
    }
    if (keyspace.expiryPolicy() == ExpiryPolicy.DELETE) {
      expire(segment, slot);
    }
    return true;
  }

  /** Removes an entry whose time has come and reports it. */
  void expire(Segment segment, int slot) {
    byte[] key = Entry.copyKey(segment.slots[slot]);
    table.remove(segment, slot);
    touch(key, 0, key.length, true);
    keyspace.expired(index, key);
  }

  /**
   * Sets a string. Text that is an integer in canonical form is kept as a number.
   *
   * @param expiresAtMs Unix milliseconds, {@link #NO_EXPIRY} or {@link #KEEP_EXPIRY}
   */
  public void putString(
      byte[] key, int offset, int length, byte[] value, int at, int bytes, long expiresAtMs) {
    if (bytes > PackedEntry.MAX_VALUE_BYTES) {
      byte[] copy = Arrays.copyOfRange(value, at, at + bytes);
      putValue(key, offset, length, new StringValue(copy, bytes), expiresAtMs);
      return;
    }
    if (Decimal.isLong(value, at, bytes)) {
      putInteger(key, offset, length, Decimal.parse(value, at, bytes), expiresAtMs);
      return;
    }
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    if (slot < 0) {
      long expiry = absolute(expiresAtMs, null);
      put(hash, segment, slot, PackedEntry.ofBytes(key, offset, length, value, at, bytes, expiry));
    } else {
      Object old = segment.slots[slot];
      long expiry = absolute(expiresAtMs, old);
      long oldExpiry = Entry.expiresAtMs(old);
      table.beforeChange(segment, slot);
      if (old instanceof byte[] packed
          && PackedEntry.overwriteBytes(packed, value, at, bytes, expiry)) {
        overwritten(segment, packed, oldExpiry, expiry);
      } else {
        byte[] entry = PackedEntry.ofBytes(key, offset, length, value, at, bytes, expiry);
        put(hash, segment, slot, entry);
      }
    }
    touch(key, offset, length, false);
  }

  /** Sets a string to the decimal form of a number; expiry as for {@link #putString}. */
  public void putInteger(byte[] key, int offset, int length, long value, long expiresAtMs) {
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    if (slot < 0) {
      long expiry = absolute(expiresAtMs, null);
      put(hash, segment, slot, PackedEntry.ofInteger(key, offset, length, value, expiry));
    } else {
      Object old = segment.slots[slot];
      long expiry = absolute(expiresAtMs, old);
      long oldExpiry = Entry.expiresAtMs(old);
      table.beforeChange(segment, slot);
      if (old instanceof byte[] packed && PackedEntry.overwriteInteger(packed, value, expiry)) {
        overwritten(segment, packed, oldExpiry, expiry);
      } else {
        put(hash, segment, slot, PackedEntry.ofInteger(key, offset, length, value, expiry));
      }
    }
    touch(key, offset, length, false);
  }

  /** Sets a key to a value of its own object; expiry as for {@link #putString}. */
  public void putValue(byte[] key, int offset, int length, Value value, long expiresAtMs) {
    putUntold(key, offset, length, value, expiresAtMs);
    touch(key, offset, length, false);
  }

  /** The same, but watchers are not told, for content that stays. Returns the entry. */
  public Object putUntold(byte[] key, int offset, int length, Value value, long expiresAtMs) {
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    long expiry = absolute(expiresAtMs, slot < 0 ? null : segment.slots[slot]);
    Object entry = Entry.of(key, offset, length, value, expiry);
    put(hash, segment, slot, entry);
    return entry;
  }

  /**
   * Puts a value back that was found by {@link #findForWrite}, or is new, after it was changed. The
   * key's expiry stays.
   */
  public void putBack(byte[] key, int offset, int length, Value value) {
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    Object old = slot < 0 ? null : segment.slots[slot];
    if (value instanceof PackableValue packable && packable.isPacked() && packable.from() > 0) {
      byte[] entry = packable.bytes();
      PackedEntry.setForm(entry, packable.form());
      if (entry != old) {
        put(hash, segment, slot, entry);
      }
      touch(key, offset, length, false);
    } else if (old instanceof ObjectEntry object && object.value() == value) {
      changed(object);
    } else {
      putValue(key, offset, length, value, KEEP_EXPIRY);
    }
  }

  /** As {@link #putBack} for one that is not packed; of which nobody who watches or waits hears. */
  public void putBackUnnoticed(byte[] key, int offset, int length) {
    table.reaccount((ObjectEntry) table.get(key, offset, length));
  }

  /** Sets a key to a copy of what another entry holds. */
  public void putCopyOf(Object source, byte[] key, int offset, int length, long expiresAtMs) {
    if (source instanceof ObjectEntry entry) {
      putValue(key, offset, length, entry.value().copy(), expiresAtMs);
    } else {
      putMoved(source, key, offset, length, expiresAtMs);
    }
  }

  /** Sets a key to what a removed entry held, its value itself and no copy. */
  public void putMoved(Object removed, byte[] key, int offset, int length, long expiresAtMs) {
    if (removed instanceof ObjectEntry entry) {
      putValue(key, offset, length, entry.value(), expiresAtMs);
      return;
    }
    byte[] entry = PackedEntry.withKey((byte[]) removed, key, offset, length, expiresAtMs);
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    put(hash, segment, segment.find(hash, key, offset, length), entry);
    touch(key, offset, length, false);
  }

  private void put(long hash, Segment segment, int slot, Object entry) {
    Entry.setAccessClock(entry, keyspace.accessClock());
    if (slot < 0) {
      table.add(hash, entry);
      keyspace.created(index, entry);
    } else {
      table.replace(segment, slot, entry);
    }
  }

  private void overwritten(Segment segment, byte[] entry, long oldExpiry, long newExpiry) {
    PackedEntry.setAccessClock(entry, keyspace.accessClock());
    table.expiryChanges(segment, oldExpiry, newExpiry);
  }

  private long absolute(long expiresAtMs, Object old) {
    if (expiresAtMs != KEEP_EXPIRY) {
      return expiresAtMs;
    }
    return old == null || isExpired(old) ? NO_EXPIRY : Entry.expiresAtMs(old);
  }

  /** Removes a living key; says whether there was one. */
  public boolean delete(byte[] key, int offset, int length) {
    return remove(key, offset, length) != null;
  }

  /** Removes a living key and returns its entry, which is now the caller's; null if none. */
  public Object remove(byte[] key, int offset, int length) {
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    int slot = segment.find(hash, key, offset, length);
    if (slot < 0 || isGone(segment, slot)) {
      return null;
    }
    Object entry = segment.slots[slot];
    table.remove(segment, slot);
    touch(key, offset, length, true);
    return entry;
  }

  /** Sets or, with {@link #NO_EXPIRY}, removes the expiry of a living key; whether there is one. */
  public boolean setExpiry(byte[] key, int offset, int length, long expiresAtMs) {
    Object entry = findForWrite(key, offset, length);
    if (entry == null) {
      return false;
    }
    long hash = table.hash(key, offset, length);
    Segment segment = table.segmentOf(hash);
    long oldExpiry = Entry.expiresAtMs(entry);
    if (Entry.overwriteExpiry(entry, expiresAtMs)) {
      table.expiryChanges(segment, oldExpiry, expiresAtMs);
    } else {
      byte[] moved = PackedEntry.withExpiry((byte[]) entry, expiresAtMs);
      put(hash, segment, segment.indexOf(hash, entry), moved);
    }
    touch(key, offset, length, false);
    return true;
  }

  /** Seconds since the last access, from a clock of 24 bits: exact for half a year. */
  public long idleSeconds(Object entry) {
    return keyspace.accessClock() - Entry.accessClock(entry) & Keyspace.ACCESS_CLOCK_MASK;
  }

  /** A random living key's entry, each about equally likely; null if there is none. */
  public Object randomEntry() {
    return RandomEntry.pick(this, keyspace);
  }

  /**
   * Visits some entries after the cursor; guarantees as Redis's SCAN: whatever is in the database
   * from the start to the end of a full scan is visited at least once.
   *
   * @param cursor 0 to begin, else what the last call returned
   * @param count about how many entries to visit
   * @param visitor gets entries, expired ones included; must not change the database
   * @return the next cursor, 0 at the end; never negative and of at most 44 bits
   */
  public long scan(long cursor, long count, Consumer<Object> visitor) {
    return TableScan.scan(table, cursor, count, visitor);
  }

  /** Visits every entry, expired ones included; the visitor must not change the database. */
  public void forEach(Consumer<Object> visitor) {
    table.forEach(visitor);
  }

  /** Whether the entry's time has come and the policy of the moment hides it. */
  public boolean isExpired(Object entry) {
    long expiresAtMs = Entry.expiresAtMs(entry);
    return expiresAtMs >= 0 && expiresAtMs <= keyspace.nowMs() && keyspace.expires();
  }

  /** Removes all keys by dropping the table at once. */
  public void clear() {
    watched.touchAllIn(table);
    table = keyspace.newTable();
  }

  /** Exchanges the contents of two databases. */
  void swapWith(Database other) {
    EntryTable mine = table;
    table = other.table;
    other.table = mine;
    watched.touchAllIn(table);
    watched.touchAllIn(mine);
    other.watched.touchAllIn(table);
    other.watched.touchAllIn(mine);
  }

  private void touch(byte[] key, int offset, int length, boolean deleted) {
    if (!watched.isEmpty()) {
      watched.touch(key, offset, length, deleted);
    }
  }

  /** Who is told of changes to keys of this database. */
  public WatchedKeys watchedKeys() {
    return watched;
  }

  EntryTable table() {
    return table;
  }
}

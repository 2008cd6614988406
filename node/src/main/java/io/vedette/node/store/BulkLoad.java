package io.vedette.node.store;

import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;

/**
 * Puts many small entries into a database that nobody watches yet. A table of millions of entries
 * is larger than any cache, so that each insertion alone would wait for memory several times; here
 * the places of a whole batch are touched first, and their waits overlap.
 *
 * <p>What was put is in the database after {@link #flush}.
 */
public final class BulkLoad {
  private static final int BATCH = 128;

  private final Keyspace keyspace;
  private final Database database;
  private final long[] hashes = new long[BATCH];
  private final byte[][] entries = new byte[BATCH][];
  private final Segment[] segments = new Segment[BATCH];
  private int count;

  /** Keeps the reads of the look-ahead from being optimized away. */
  private int touched;

  /** Loads into one database of a key space. */
  public BulkLoad(Keyspace keyspace, int database) {
    this.keyspace = keyspace;
    this.database = keyspace.database(database);
  }

  /** As {@link Database#putString}, with an expiry of its own or none. */
  public void putString(
      byte[] key, int offset, int length, byte[] value, int at, int bytes, long expiresAtMs) {
    if (bytes > PackedEntry.MAX_VALUE_BYTES) {
      flush();
      database.putString(key, offset, length, value, at, bytes, expiresAtMs);
      return;
    }
    byte[] entry =
        Decimal.isLong(value, at, bytes)
            ? PackedEntry.ofInteger(
                key, offset, length, Decimal.parse(value, at, bytes), expiresAtMs)
            : PackedEntry.ofBytes(key, offset, length, value, at, bytes, expiresAtMs);
    put(database.table().hash(key, offset, length), entry);
  }

  /** Puts a collection that is packed, with an expiry of its own or none. */
  public void putPacked(byte[] key, int offset, int length, PackableValue value, long expiresAtMs) {
    byte[] bytes = value.bytes();
    int from = value.from();
    put(
        database.table().hash(key, offset, length),
        PackedEntry.ofForm(value.form(), key, offset, length, bytes, from, expiresAtMs));
  }

  private void put(long hash, byte[] entry) {
    hashes[count] = hash;
    entries[count] = entry;
    if (++count == BATCH) {
      flush();
    }
  }

  /** Puts what has gathered into the database. */
  public void flush() {
    EntryTable table = database.table();
    lookAhead(table);
    int clock = keyspace.accessClock();
    for (int i = 0; i < count; i++) {
      byte[] entry = entries[i];
      PackedEntry.setAccessClock(entry, clock);
      // Not the segment of the look-ahead: an entry before this one may have split it.
      Segment segment = table.segmentOf(hashes[i]);
      int slot =
          segment.find(
              hashes[i], entry, PackedEntry.keyOffset(entry), PackedEntry.keyLength(entry));
      if (slot < 0) {
        table.add(hashes[i], entry);
      } else {
        table.replace(segment, slot, entry);
      }
    }
    Arrays.fill(entries, 0, count, null);
    count = 0;
  }

  private void lookAhead(EntryTable table) {
    for (int i = 0; i < count; i++) {
      segments[i] = table.segmentOf(hashes[i]);
    }
    int sum = 0;
    for (int i = 0; i < count; i++) {
      Segment segment = segments[i];
      int home = (int) hashes[i] & Segment.MASK;
      sum += segment.tags[home] + segment.count;
      sum += segment.slots[home] == null ? 0 : 1;
    }
    touched += sum;
    Arrays.fill(segments, 0, count, null);
  }
}

package io.vedette.node.persistence;

import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.node.store.Frozen;
import io.vedette.node.store.FrozenBytes;
import io.vedette.node.store.Keyspace;
import io.vedette.node.store.ObjectEntry;
import io.vedette.node.store.PackedEntry;
import io.vedette.node.store.SnapshotConsumer;
import io.vedette.node.store.StringValue;
import io.vedette.node.store.Value;
import io.vedette.node.type.Types;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * Writes a snapshot's entries as RDB. One whose value is large is frozen when it is handed over,
 * and written in parts later; what is handed over between two parts waits, since entries must not
 * interleave. Small values may change in place, so those that wait are copies.
 */
final class SnapshotEntries implements SnapshotConsumer {
  /** Values of up to this are written whole when they are handed over, and strings always. */
  static final int MAX_WHOLE_BYTES = 64 * 1024;

  /**
   * When more bytes of small entries wait, the value that they wait for is written to its end: so
   * memory stays bounded even where nobody takes the snapshot for a long time.
   */
  static final long MAX_WAITING_BYTES = 64L << 20;

  /** A part of a large value. */
  private static final int PART_BYTES = 64 * 1024;

  private record Waiting(int database, byte[] key, long expiresAtMs, Frozen value, long bytes) {}

  private final Keyspace keyspace;
  private final RdbWriter out;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;

  /** What is written in parts; null between two entries. */
  private Frozen current;

  private int database = -1;

  SnapshotEntries(Keyspace keyspace, RdbWriter out) {
    this.keyspace = keyspace;
    this.out = out;
  }

  @Override
  public void entry(int inDatabase, Object entry) {
    if (isLarge(entry)) {
      Frozen value = ((ObjectEntry) entry).value().freeze();
      waiting.add(waiting(inDatabase, entry, value, 0));
      return;
    }
    if (current == null) {
      write(inDatabase, entry);
      return;
    }
    long bytes = Entry.memoryBytes(entry);
    waitingBytes += bytes;
    waiting.addFirst(waiting(inDatabase, entry, preserved(entry), bytes));
    if (waitingBytes > MAX_WAITING_BYTES) {
      while (waitingBytes > 0) {
        writeWaiting(Integer.MAX_VALUE);
      }
    }
  }

  private static boolean isLarge(Object entry) {
    return entry instanceof ObjectEntry object
        && !(object.value() instanceof StringValue)
        && object.value().memoryBytes() > MAX_WHOLE_BYTES;
  }

  private static Waiting waiting(int database, Object entry, Frozen value, long bytes) {
    byte[] key = Entry.copyKey(entry);
    return new Waiting(database, key, Entry.expiresAtMs(entry), value, bytes);
  }

  /** What a small entry holds, where it cannot change before it is written. */
  private static Frozen preserved(Object entry) {
    if (entry instanceof byte[] packed) {
      if (!PackedEntry.isString(packed)) {
        return Types.value(packed.clone()).freeze();
      }
      return PackedEntry.isInteger(packed)
          ? new FrozenBytes(RdbFormat.TYPE_STRING, decimal(PackedEntry.integer(packed)), 0)
          : new FrozenBytes(RdbFormat.TYPE_STRING, packed.clone(), PackedEntry.valueOffset(packed));
    }
    Value value = ((ObjectEntry) entry).value();
    return (value instanceof StringValue ? value.copy() : value).freeze();
  }

  private static byte[] decimal(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether large values, or entries behind them, are still to be written. */
  boolean hasWaiting() {
    return current != null || !waiting.isEmpty();
  }

  /** Memory of the copies that wait. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** Writes about so many bytes of what waits. */
  void writeWaiting(long maxBytes) {
    int budget = Math.clamp(maxBytes, 1, PART_BYTES);
    if (current == null) {
      Waiting next = waiting.poll();
      waitingBytes -= next.bytes();
      current = next.value();
      select(next.database());
      out.beginEntry(current.rdbType(), next.key(), 0, next.key().length, rdb(next.expiresAtMs()));
    }
    if (!current.writeSome(out, budget)) {
      current = null;
    }
  }

  private void select(int wanted) {
    if (wanted != database) {
      database = wanted;
      Database sizes = keyspace.database(wanted);
      out.selectDatabase(wanted, sizes.size(), sizes.expiring());
    }
  }

  private static long rdb(long expiresAtMs) {
    return expiresAtMs == Database.NO_EXPIRY ? RdbFormat.NO_EXPIRY : expiresAtMs;
  }

  private void write(int inDatabase, Object entry) {
    select(inDatabase);
    byte[] key = Entry.keyBytes(entry);
    int keyOffset = Entry.keyOffset(entry);
    int keyLength = Entry.keyLength(entry);
    long expiresAtMs = rdb(Entry.expiresAtMs(entry));
    if (entry instanceof byte[] packed && PackedEntry.isString(packed)) {
      if (PackedEntry.isInteger(packed)) {
        out.integer(key, keyOffset, keyLength, PackedEntry.integer(packed), expiresAtMs);
      } else {
        int offset = PackedEntry.valueOffset(packed);
        int length = packed.length - offset;
        out.string(key, keyOffset, keyLength, packed, offset, length, expiresAtMs);
      }
      return;
    }
    Frozen value = Types.value(entry).freeze();
    out.beginEntry(value.rdbType(), key, keyOffset, keyLength, expiresAtMs);
    boolean more = true;
    while (more) {
      more = value.writeSome(out, Integer.MAX_VALUE);
    }
  }
}

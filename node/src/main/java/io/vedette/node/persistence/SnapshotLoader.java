package io.vedette.node.persistence;

import io.vedette.node.store.BulkLoad;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.node.store.PackableValue;
import io.vedette.node.store.Value;
import io.vedette.node.type.Types;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbVisitor;
import io.vedette.protocol.rdb.Slice;

/**
 * Puts what an RDB holds into a key space. Keys whose time has passed are loaded as well: whether
 * they are gone is for the copy's role to say.
 */
public final class SnapshotLoader implements RdbVisitor {
  /** Type, lengths, and a few bytes of key and value. */
  private static final int SHORTEST_USUAL_ENTRY_BYTES = 8;

  private final Keyspace keyspace;
  private Database database;
  private BulkLoad entries;
  private int streamDatabase;

  /** Entries that the source can hold at all; 0 where its size is not known. */
  private long plausibleEntries;

  /** Loads into this key space, whose limits say which values are packed. */
  public SnapshotLoader(Keyspace keyspace) {
    this.keyspace = keyspace;
    this.database = keyspace.database(0);
    this.entries = new BulkLoad(keyspace, 0);
  }

  /**
   * Says how long the RDB is. Its announced sizes are then believed as far as they can be true, and
   * room is made at once, which spares moving entries as the tables grow.
   */
  public void plausibleBytes(long rdbBytes) {
    plausibleEntries = rdbBytes / SHORTEST_USUAL_ENTRY_BYTES;
  }

  @Override
  public void aux(String name, String value) {
    if (name.equals("repl-stream-db") && value.matches("\\d{1,9}")) {
      streamDatabase = Integer.parseInt(value);
    }
  }

  @Override
  public void selectDatabase(int index) throws RdbException {
    if (index >= keyspace.databases()) {
      throw new RdbException(
          "The RDB holds database " + index + ", but there are only " + keyspace.databases());
    }
    entries.flush();
    entries = new BulkLoad(keyspace, index);
    database = keyspace.database(index);
  }

  @Override
  public void sizes(long entries, long expiringEntries) {
    database.expect(Math.min(entries, plausibleEntries));
  }

  @Override
  public void string(Slice key, Slice value, long expireAtMs) {
    entries.putString(
        key.bytes(),
        key.offset(),
        key.length(),
        value.bytes(),
        value.offset(),
        value.length(),
        expiry(expireAtMs));
  }

  @Override
  public void end() {
    entries.flush();
  }

  @Override
  public RdbDecoder decoder(int type) {
    return Types.decoder(type, keyspace.limits());
  }

  @Override
  public void value(Slice key, Object value, long expireAtMs) {
    if (((Value) value).isVoid()) {
      // As Redis: an empty collection has no key.
      return;
    }
    if (value instanceof PackableValue packable && packable.isPacked()) {
      entries.putPacked(key.bytes(), key.offset(), key.length(), packable, expiry(expireAtMs));
      return;
    }
    entries.flush();
    database.putValue(key.bytes(), key.offset(), key.length(), (Value) value, expiry(expireAtMs));
  }

  private static long expiry(long expireAtMs) {
    return expireAtMs == RdbFormat.NO_EXPIRY ? Database.NO_EXPIRY : expireAtMs;
  }

  /** The database that the stream after this snapshot has selected. */
  public int streamDatabase() {
    return streamDatabase;
  }
}

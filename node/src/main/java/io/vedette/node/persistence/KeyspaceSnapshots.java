package io.vedette.node.persistence;

import io.vedette.node.store.Keyspace;
import io.vedette.node.store.SnapshotCursor;
import io.vedette.protocol.rdb.RdbDraftSink;
import io.vedette.protocol.rdb.RdbSink;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Takes snapshots of a key space as RDB. Confined to the shard's thread. */
public final class KeyspaceSnapshots implements SnapshotSource {
  /** The Redis version whose behaviour we report, and whose RDB we write. */
  private static final String REDIS_VERSION = "7.2.0";

  private final Keyspace keyspace;
  private final BooleanSupplier compress;
  private final LongSupplier wallMs;

  /**
   * @param compress whether long strings are compressed, {@code rdbcompression}
   * @param wallMs Unix time in milliseconds
   */
  public KeyspaceSnapshots(Keyspace keyspace, BooleanSupplier compress, LongSupplier wallMs) {
    this.keyspace = keyspace;
    this.compress = compress;
    this.wallMs = wallMs;
  }

  @Override
  public Optional<Walk> begin(SnapshotIdentity identity, RdbSink sink) {
    return begin(identity, new RdbWriter(sink, compress.getAsBoolean()), Use.RESYNC).map(w -> w);
  }

  /**
   * Begins a snapshot whose drafts another thread completes.
   *
   * @param aofBase whether it is to be the base of an append-only file
   * @return empty while another snapshot is being taken
   */
  public Optional<FileWalk> beginDrafts(
      SnapshotIdentity identity, RdbDraftSink drafts, boolean aofBase) {
    RdbWriter out = new RdbWriter(drafts, compress.getAsBoolean());
    return begin(identity, out, aofBase ? Use.AOF_BASE : Use.FILE).map(w -> w);
  }

  /** Whether a snapshot is being taken, so that none can begin. */
  public boolean isTaken() {
    return keyspace.hasSnapshot();
  }

  private Optional<RdbWalk> begin(SnapshotIdentity identity, RdbWriter out, Use use) {
    RdbWalk walk = new RdbWalk(out, use);
    Optional<SnapshotCursor> cursor = keyspace.beginSnapshot(walk.entries);
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    walk.begin(cursor.get(), identity);
    return Optional.of(walk);
  }

  private enum Use {
    RESYNC,
    FILE,
    AOF_BASE
  }

  /** A snapshot on its way to a file. */
  public interface FileWalk extends SnapshotSource.Walk {
    /** Entries of the snapshot that have been written. */
    long entriesDone();

    /** Entries that the snapshot will have at its end. */
    long entriesTotal();

    /** Memory of what was preserved but must wait, since a large value is being written. */
    long waitingBytes();
  }

  private final class RdbWalk implements FileWalk {
    private final RdbWriter out;
    private final Use use;
    private final SnapshotEntries entries;
    private SnapshotCursor cursor;

    RdbWalk(RdbWriter out, Use use) {
      this.out = out;
      this.use = use;
      this.entries = new SnapshotEntries(keyspace, out);
    }

    void begin(SnapshotCursor of, SnapshotIdentity identity) {
      cursor = of;
      out.header();
      out.aux("redis-ver", REDIS_VERSION);
      out.aux("redis-bits", "64");
      out.aux("ctime", Long.toString(wallMs.getAsLong() / 1000));
      out.aux("used-mem", Long.toString(keyspace.memoryBytes()));
      out.aux("repl-stream-db", Integer.toString(identity.database()));
      out.aux("repl-id", identity.replicationId());
      out.aux("repl-offset", Long.toString(identity.offsetBytes()));
      out.aux("aof-base", use == Use.AOF_BASE ? "1" : "0");
      if (use != Use.RESYNC) {
        out.aux("vedette-epoch", Long.toString(identity.epoch()));
      }
    }

    @Override
    public boolean walk(int maxEntries, long maxBytes) {
      if (entries.hasWaiting()) {
        entries.writeWaiting(maxBytes);
      } else {
        cursor.walk(maxEntries, maxBytes);
      }
      boolean more = !cursor.isClosed() || entries.hasWaiting();
      if (!more) {
        out.end();
      } else if (use == Use.RESYNC) {
        out.flush();
      }
      return more;
    }

    @Override
    public long entriesDone() {
      return cursor.entriesDone();
    }

    @Override
    public long entriesTotal() {
      return cursor.entriesTotal();
    }

    @Override
    public long waitingBytes() {
      return entries.waitingBytes();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}

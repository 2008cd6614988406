package io.vedette.node.persistence.snapshot;

import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.protocol.rdb.RdbDraft;
import io.vedette.protocol.rdb.RdbDraftSink;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Snapshots of a key space to files, for saving and for the base of an append-only file: no fork,
 * no copy of the data, nothing that waits for the disk.
 *
 * <p>The walk goes on in {@linkplain #slice slices} between the clients' batches. Its entries fill
 * drafts, which another thread compresses, sums up and writes. When the disk does not keep up, the
 * walk pauses; since writes preserve what they are about to change, they are {@linkplain
 * #holdsWrites held} when even that has filled {@link #MAX_UNWRITTEN_SNAPSHOT_BYTES}. Confined to
 * the shard's thread.
 */
public final class FileSnapshots {
  /** Most bytes of a snapshot in memory before writes are held. */
  public static final long MAX_UNWRITTEN_SNAPSHOT_BYTES = 32L << 20;

  /** The walk pauses at this many, so that the rest is left to writes. */
  static final long MAX_WALKED_BYTES = 8L << 20;

  static final int DRAFT_BYTES = 256 * 1024;

  /** Drafts kept for use again: what is usually on its way. */
  private static final int MAX_FREE_DRAFTS = 16;

  private static final long SLICE_NS = 100_000;

  /** A slice while no client is served: long enough to be fast, short enough for sentinels. */
  private static final long URGENT_SLICE_NS = 2_000_000;

  /** Hears of the end of a snapshot, on the shard's thread; it may begin the next one. */
  public interface Listener {
    /** The file is durable and in its place. */
    void completed(long bytes, long entries);

    /** There is no file, or still the one of before. */
    void failed(String reason);
  }

  private final KeyspaceSnapshots keyspace;
  private final SnapshotFiles files;
  private final Supplier<SnapshotSettings> settings;
  private final LongSupplier nanoTime;
  private final ArrayDeque<RdbDraft> free = new ArrayDeque<>();
  private Running running;
  private long lastNumber;
  private boolean urgent;
  private long peakUnwrittenBytes;

  /**
   * @param nanoTime a monotonic clock
   */
  public FileSnapshots(
      KeyspaceSnapshots keyspace,
      SnapshotFiles files,
      Supplier<SnapshotSettings> settings,
      LongSupplier nanoTime) {
    this.keyspace = keyspace;
    this.files = files;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins a snapshot of the data as they are now.
   *
   * @param identity what it stands for in the replication stream
   * @return false while another snapshot is being taken, be it for a file or for a replica: to be
   *     tried again later
   */
  public boolean begin(SnapshotTarget target, SnapshotIdentity identity, Listener listener) {
    if (running != null) {
      return false;
    }
    Running next = new Running(++lastNumber, listener);
    Optional<KeyspaceSnapshots.FileWalk> walk =
        keyspace.beginDrafts(identity, next, target.aofBase());
    if (walk.isEmpty()) {
      return false;
    }
    next.walk = walk.get();
    next.file = files.open(target, next.number, settings.get());
    running = next;
    requestSlice();
    return true;
  }

  private void requestSlice() {
    if (!running.sliceRequested) {
      running.sliceRequested = true;
      files.requestSlice();
    }
  }

  /** Goes on with the walk for a moment; to be called as requested of the port. */
  public void slice() {
    Running now = running;
    if (now == null || now.walked) {
      return;
    }
    now.sliceRequested = false;
    long untilNs = nanoTime.getAsLong() + (urgent ? URGENT_SLICE_NS : SLICE_NS);
    do {
      if (now.unwrittenBytes >= MAX_WALKED_BYTES) {
        // Goes on when the disk has taken some.
        return;
      }
      // One segment, or less if its entries are large.
      if (!now.walk.walk(1, DRAFT_BYTES)) {
        return;
      }
    } while (nanoTime.getAsLong() - untilNs < 0);
    requestSlice();
  }

  /** News of the file. */
  public void onEvent(SnapshotFileEvent event) {
    Running now = running;
    if (now == null || event.number() != now.number) {
      return;
    }
    switch (event) {
      case SnapshotFileEvent.Written written -> {
        now.unwrittenBytes -= written.draft().length();
        keep(written.draft());
        if (!now.walked && now.unwrittenBytes < MAX_WALKED_BYTES) {
          requestSlice();
        }
      }
      case SnapshotFileEvent.Completed completed -> {
        ended();
        now.listener.completed(completed.bytes(), now.walk.entriesTotal());
      }
      case SnapshotFileEvent.Failed failed -> {
        now.file.abort();
        ended();
        now.listener.failed(failed.reason());
      }
    }
  }

  private void keep(RdbDraft draft) {
    if (draft.capacity() == DRAFT_BYTES && free.size() < MAX_FREE_DRAFTS) {
      draft.clear();
      free.push(draft);
    }
  }

  private void ended() {
    running.walk.close();
    running = null;
    free.clear();
  }

  /** Gives up the snapshot that is being taken, if any; its listener hears the reason. */
  public void abort(String reason) {
    Running now = running;
    if (now != null) {
      now.file.abort();
      ended();
      now.listener.failed(reason);
    }
  }

  /** Whether a snapshot is on its way to a file. */
  public boolean isOpen() {
    return running != null;
  }

  /** Whether a snapshot is on its way to a replica, so that none can begin. */
  public boolean isTakenElsewhere() {
    return running == null && keyspace.isTaken();
  }

  /** Says whether nothing else is being done meanwhile, so that slices may be longer. */
  public void urgent(boolean now) {
    urgent = now;
  }

  /** Whether writes must wait, since the disk does not take what they preserve. */
  public boolean holdsWrites() {
    return running != null && !running.walked && unwrittenBytes() >= MAX_UNWRITTEN_SNAPSHOT_BYTES;
  }

  /** Entries of the snapshot that have been walked; 0 if there is none. */
  public long entriesDone() {
    return running == null ? 0 : running.walk.entriesDone();
  }

  /** Entries that the snapshot holds; 0 if there is none. */
  public long entriesTotal() {
    return running == null ? 0 : running.walk.entriesTotal();
  }

  /** Bytes of the snapshot in memory: what it costs. */
  public long unwrittenBytes() {
    return running == null ? 0 : running.unwrittenBytes + running.walk.waitingBytes();
  }

  /** The most bytes that the latest snapshot has had in memory. */
  public long peakUnwrittenBytes() {
    return peakUnwrittenBytes;
  }

  private final class Running implements RdbDraftSink {
    final long number;
    final Listener listener;
    KeyspaceSnapshots.FileWalk walk;
    SnapshotFile file;
    long unwrittenBytes;
    boolean walked;
    boolean sliceRequested;

    Running(long number, Listener listener) {
      this.number = number;
      this.listener = listener;
      peakUnwrittenBytes = 0;
    }

    @Override
    public RdbDraft take() {
      RdbDraft draft = free.poll();
      return draft == null ? new RdbDraft(DRAFT_BYTES) : draft;
    }

    @Override
    public void filled(RdbDraft draft) {
      unwrittenBytes += draft.length();
      peakUnwrittenBytes = Math.max(peakUnwrittenBytes, unwrittenBytes);
      file.write(draft);
    }

    @Override
    public void end() {
      walked = true;
      file.end();
    }
  }
}

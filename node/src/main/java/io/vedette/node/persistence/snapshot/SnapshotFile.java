package io.vedette.node.persistence.snapshot;

import io.vedette.protocol.rdb.RdbDraft;

/**
 * A snapshot's file as its maker sees it: never blocks, what happened comes as a {@link
 * SnapshotFileEvent}.
 */
public interface SnapshotFile {
  /** The next piece; it comes back in {@link SnapshotFileEvent.Written}. */
  void write(RdbDraft draft);

  /** That was all: makes the file durable and puts it in its place. */
  void end();

  /**
   * Gives up and removes what was written; no event follows. The last call, also after a failure.
   */
  void abort();
}

package io.vedette.node.persistence.snapshot;

import io.vedette.protocol.rdb.RdbDraft;

/** What became of what was asked of a {@link SnapshotFile}. */
public sealed interface SnapshotFileEvent {
  /** Which snapshot of {@link FileSnapshots} it concerns. */
  long number();

  /** A piece is handed to the operating system; its draft is free again. */
  record Written(long number, RdbDraft draft) implements SnapshotFileEvent {}

  /** The file is durable and in its place. */
  record Completed(long number, long bytes) implements SnapshotFileEvent {}

  /** The file was given up and removed; whatever stood in its place before is untouched. */
  record Failed(long number, String reason) implements SnapshotFileEvent {}
}

package io.vedette.node.persistence.snapshot;

/**
 * How snapshots are written; the values at the beginning of one hold for all of it.
 *
 * @param checksum {@code rdbchecksum}: whether files end with their checksum
 * @param incrementalSync {@code rdb-save-incremental-fsync}: whether the disk gets its work in
 *     steps instead of all at the end
 */
public record SnapshotSettings(boolean checksum, boolean incrementalSync) {
  /** As Redis has it. */
  public static final SnapshotSettings DEFAULT = new SnapshotSettings(true, true);
}

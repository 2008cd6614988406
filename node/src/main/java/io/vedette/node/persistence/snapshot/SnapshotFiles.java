package io.vedette.node.persistence.snapshot;

/** What {@link FileSnapshots} needs done outside of itself. Called on the shard's thread. */
public interface SnapshotFiles {
  /**
   * Begins a file.
   *
   * @param number that its events carry
   */
  SnapshotFile open(SnapshotTarget target, long number, SnapshotSettings settings);

  /** Has {@link FileSnapshots#slice} called once, after the sockets have been looked at. */
  void requestSlice();
}

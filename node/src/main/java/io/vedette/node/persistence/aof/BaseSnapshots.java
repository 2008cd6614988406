package io.vedette.node.persistence.aof;

/** Writes the data as they are now into a file, as the base of a chain. Shard's thread. */
public interface BaseSnapshots {
  /** Told once how it ended, on the shard's thread. */
  interface Listener {
    /** The file is complete and durable under its name. */
    void completed(long bytes);

    /** There is no such file. */
    void failed(String reason);
  }

  /**
   * Begins at the present replication offset, which is that of the snapshot.
   *
   * @param file name of the base in the folder of the chain
   * @return false while another snapshot is being taken; then nothing was begun
   */
  boolean begin(String file, Listener listener);

  /** Gives up the snapshot that was begun last; its listener is told nothing more. */
  void cancel();

  /** Whether a snapshot is being taken for somebody else. */
  boolean isBusy();
}

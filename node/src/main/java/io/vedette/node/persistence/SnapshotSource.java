package io.vedette.node.persistence;

import io.vedette.protocol.rdb.RdbSink;
import java.util.Optional;

/** Where a full resync gets its snapshot from: the key space, walked in slices. */
@FunctionalInterface
public interface SnapshotSource {
  /** A snapshot that is being taken. */
  interface Walk {
    /**
     * Writes about {@code maxEntries} more entries to the sink, or about {@code maxBytes} (of
     * memory), whichever comes first; at the end of the data also the end of the RDB.
     *
     * @return whether anything is left
     */
    boolean walk(int maxEntries, long maxBytes);

    /** Gives up. */
    void close();
  }

  /**
   * Begins a snapshot of the data as they are now.
   *
   * @param identity the history and the offset that the snapshot stands for
   * @return empty while another snapshot is being taken
   */
  Optional<Walk> begin(SnapshotIdentity identity, RdbSink sink);
}

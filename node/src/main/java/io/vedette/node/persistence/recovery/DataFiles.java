package io.vedette.node.persistence.recovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a copy keeps its data, and what of it counts at start.
 *
 * @param rdb the snapshot, {@code dir}/{@code dbfilename}
 * @param aof the append-only file; empty with {@code appendonly no}
 * @param snapshotWithoutAof whether the snapshot is loaded where there should be an append-only
 *     file but is none. Redis starts empty then
 */
public record DataFiles(Path rdb, Optional<AofPlace> aof, boolean snapshotWithoutAof) {
  /** Only a snapshot. */
  public static DataFiles snapshot(Path rdb) {
    return new DataFiles(rdb, Optional.empty(), true);
  }

  /** Whether there is anything to load; looks at the disk. */
  public boolean exist() {
    return hasAof() || readsSnapshot() && isThere(rdb);
  }

  private boolean hasAof() {
    return aof.isPresent() && (isThere(aof.get().manifest()) || isThere(aof.get().singleFile()));
  }

  /** Whether the snapshot counts where no append-only file is found. */
  boolean readsSnapshot() {
    return aof.isEmpty() || snapshotWithoutAof;
  }

  /** Whether there is a snapshot that is passed over; looks at the disk. */
  public boolean leaveSnapshot() {
    return !readsSnapshot() && !hasAof() && isThere(rdb);
  }

  /**
   * Whether a file is there, or may be: one that cannot be looked at, be it for its rights or a
   * fault of the disk, must not be taken for none. Then a load fails, and nobody starts empty.
   */
  static boolean isThere(Path file) {
    return !Files.notExists(file);
  }
}

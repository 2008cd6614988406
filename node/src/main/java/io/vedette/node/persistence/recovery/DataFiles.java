package io.vedette.node.persistence.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a copy keeps its data, and what of it counts at start.
 *
 * @param dir the copy's own folder, {@code dir}
 * @param dbFilename of the snapshot in it, {@code dbfilename}
 */
public record DataFiles(Path dir, String dbFilename) {
  /** The snapshot's path. */
  public Path rdb() {
    return dir.resolve(dbFilename);
  }

  /** Whether there is anything to load; looks at the disk. */
  public boolean exist() {
    return Files.exists(rdb());
  }

  /** Bytes that a load reads; looks at the disk. */
  public long bytes() {
    try {
      return Files.exists(rdb()) ? Files.size(rdb()) : 0;
    } catch (IOException e) {
      // The load itself will say what is wrong.
      return 0;
    }
  }
}

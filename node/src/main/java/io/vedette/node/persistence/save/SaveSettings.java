package io.vedette.node.persistence.save;

import io.vedette.node.persistence.snapshot.SnapshotSettings;
import java.nio.file.Path;

/** What an operator may set about saving. Changed and read on the shard's thread only. */
public final class SaveSettings {
  /** The copy's own folder. */
  public Path folder = Path.of("");

  /** {@code dbfilename}. */
  public String fileName = "dump.rdb";

  /** {@code stop-writes-on-bgsave-error}. */
  public boolean stopWritesOnError = true;

  /** {@code rdbchecksum} and {@code rdb-save-incremental-fsync}. */
  public SnapshotSettings file = SnapshotSettings.DEFAULT;

  /** Where the next snapshot goes. */
  public Path path() {
    return folder.resolve(fileName);
  }
}

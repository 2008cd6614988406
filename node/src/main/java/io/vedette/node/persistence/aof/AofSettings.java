package io.vedette.node.persistence.aof;

import java.nio.file.Path;

/**
 * What an operator may set about the append-only file, with Redis's directive names and defaults.
 * Changed and read on the shard's thread only; every value takes effect at its next use.
 */
public final class AofSettings {
  /** {@code dir}/{@code appenddirname}; never changes. */
  public final Path folder;

  /** {@code appendfilename}: what all file names begin with; never changes. */
  public final String fileName;

  /** {@code appendonly}. */
  public boolean enabled;

  /** {@code appendfsync}. */
  public FsyncPolicy policy = FsyncPolicy.EVERYSEC;

  /** {@code no-appendfsync-on-rewrite}: the policy rests while a snapshot is written. */
  public boolean restWhileSaving;

  /** {@code auto-aof-rewrite-percentage}; 0: never by itself. */
  public int rewritePercentage = 100;

  /** {@code auto-aof-rewrite-min-size}. */
  public long rewriteMinBytes = 64L << 20;

  /** {@code aof-timestamp-enabled}. */
  public boolean timestamps;

  /** Settings for files of this name in this folder. */
  public AofSettings(Path folder, String fileName) {
    this.folder = folder;
    this.fileName = fileName;
  }
}

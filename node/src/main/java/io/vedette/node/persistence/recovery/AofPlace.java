package io.vedette.node.persistence.recovery;

import io.vedette.protocol.aof.AofManifest;
import java.nio.file.Path;

/**
 * Where a copy keeps its append-only file.
 *
 * @param folder {@code dir}/{@code appenddirname}
 * @param fileName what all its files' names begin with, {@code appendfilename}
 * @param loadTruncated whether a torn tail is cut off instead of refused, {@code
 *     aof-load-truncated}
 */
public record AofPlace(Path folder, String fileName, boolean loadTruncated) {
  /** The same while it is being written: what looks torn may be complete a moment later. */
  public AofPlace inUse() {
    return new AofPlace(folder, fileName, false);
  }

  /** The manifest's path. */
  public Path manifest() {
    return folder.resolve(AofManifest.fileName(fileName));
  }

  /** The only file there was before Redis 7, beside the folder. */
  public Path singleFile() {
    return folder.resolveSibling(fileName);
  }
}

package io.vedette.node.persistence.recovery;

import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Loads RDB files. Blocks; on any thread that owns the key space meanwhile. */
public final class RdbFile {
  /** Expiry is left to whoever serves the data. */
  public static final long KEEP_EXPIRED = Long.MIN_VALUE;

  /** Bytes read at a time: large enough that the disk, and not the calls, sets the pace. */
  private static final int BLOCK_BYTES = 256 * 1024;

  private RdbFile() {}

  /**
   * Puts a whole file into an empty key space.
   *
   * @param dropExpiredAtMs entries whose time came before this (Unix milliseconds) are left out, as
   *     a master does; or {@link #KEEP_EXPIRED}
   * @param observer hears of bytes of this file
   * @throws LoadException if the file cannot be read, is damaged or cut off, or holds what is not
   *     supported; the key space is of no use then
   */
  public static RdbContents load(
      Path file, Keyspace into, long dropExpiredAtMs, LoadObserver observer) throws LoadException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      observer.begins(channel.size());
      return load(file, channel, into, dropExpiredAtMs, observer);
    } catch (IOException e) {
      throw new LoadException(file, String.valueOf(e.getMessage()));
    }
  }

  /** The same, from the present position of an open file; what follows the RDB is left. */
  static RdbContents load(
      Path file, FileChannel channel, Keyspace into, long dropExpiredAtMs, LoadObserver observer)
      throws IOException, LoadException {
    SnapshotLoader loader = new SnapshotLoader(into);
    loader.plausibleBytes(channel.size());
    RdbFileVisitor visitor = new RdbFileVisitor(loader, dropExpiredAtMs, observer);
    long bytes = read(file, channel, visitor, observer);
    return visitor.contents(bytes);
  }

  private static long read(
      Path file, FileChannel channel, RdbFileVisitor visitor, LoadObserver observer)
      throws IOException, LoadException {
    RdbReader reader = new RdbReader(visitor);
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    byte[] bytes = new byte[BLOCK_BYTES];
    long fed = 0;
    while (!reader.isComplete()) {
      block.clear();
      int count = channel.read(block);
      if (count < 0) {
        throw new LoadException(
            file, reader.consumedBytes(), "the file ends in the middle of the data");
      }
      block.flip();
      block.get(bytes, 0, count);
      try {
        fed += reader.feed(bytes, 0, count);
      } catch (RdbException e) {
        throw new LoadException(file, reader.consumedBytes(), e.getMessage());
      }
      observer.loaded(fed);
    }
    return fed;
  }
}

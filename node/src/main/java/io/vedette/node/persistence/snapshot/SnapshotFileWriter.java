package io.vedette.node.persistence.snapshot;

import io.vedette.protocol.file.DurableFile;
import io.vedette.protocol.rdb.RdbDraft;
import io.vedette.protocol.rdb.RdbFinisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a snapshot beside its target and puts it there when it is durable, so that a crash at any
 * moment leaves the previous file as it was. Blocks; confined to one thread at a time.
 */
final class SnapshotFileWriter {
  private static final int BUFFER_BYTES = 256 * 1024;

  /** As Redis: the disk works off at most this much at once. */
  private static final long SYNC_EVERY_BYTES = 4L << 20;

  private final Path target;
  private final Path temporary;
  private final SnapshotSettings settings;
  private final RdbFinisher finisher;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private FileChannel channel;
  private long bytes;
  private long syncedBytes;

  SnapshotFileWriter(Path target, Path temporary, SnapshotSettings settings) {
    this.target = target;
    this.temporary = temporary;
    this.settings = settings;
    this.finisher = new RdbFinisher(this::chunk, settings.checksum());
  }

  void open() throws IOException {
    channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
  }

  void write(RdbDraft draft) throws IOException {
    try {
      finisher.draft(draft);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void chunk(byte[] from, int offset, int length) {
    try {
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, buffer.capacity());
        buffer.clear().put(from, offset + done, part).flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        done += part;
      }
      bytes += length;
      if (settings.incrementalSync() && bytes - syncedBytes >= SYNC_EVERY_BYTES) {
        channel.force(false);
        syncedBytes = bytes;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Completes the file; returns its size in bytes. */
  long finish() throws IOException {
    try {
      finisher.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    channel.force(true);
    channel.close();
    DurableFile.install(temporary, target);
    return bytes;
  }

  /** Removes what was written so far. */
  void discard() throws IOException {
    if (channel != null) {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }
}

package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofBlock;
import io.vedette.protocol.resp.CommandText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The increment that is appended to: whole blocks, each ended by its checksum. After a failed write
 * the file is cut back to the last whole block. Confined to the disk's thread.
 */
final class IncrementFile {
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Most that the annotations of a block take. */
  private static final int MAX_LINES_BYTES =
      AofAnnotation.HISTORY_BYTES + AofAnnotation.MAX_BYTES + AofAnnotation.CHECKSUM_BYTES;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] line = new byte[AofAnnotation.HISTORY_BYTES];
  private final Reserve reserve;

  private AofBlock block;
  private long wholeBytes;
  private long wholeOffset;

  /** Whether part of a block may stand at the file's end. */
  private boolean ragged;

  private IncrementFile(FileChannel channel, AofBlock block) {
    this.channel = channel;
    this.reserve = new Reserve(channel);
    this.block = block;
    this.wholeBytes = block.fileBytes();
    this.wholeOffset = block.streamOffset();
  }

  /** A new file that holds its head, as a block of its own, and is synced. */
  static IncrementFile create(Path path, AofAnnotation.History head) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      // A stream that does not say its database needs a SELECT, which counts as its last bytes.
      byte[] select = select(head.database());
      long start = head.streamOffset() - select.length;
      IncrementFile file = new IncrementFile(channel, new AofBlock(start));
      file.annotation(at(head, start));
      file.stream(select, 0, select.length);
      file.end();
      channel.force(true);
      return file;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static byte[] select(int database) {
    return database == 0 ? new byte[0] : CommandText.of("SELECT", Integer.toString(database));
  }

  private static AofAnnotation.History at(AofAnnotation.History head, long offset) {
    return offset == head.streamOffset()
        ? head
        : new AofAnnotation.History(
            head.replicationId(),
            offset,
            head.previousId(),
            head.previousEndOffset(),
            head.epoch(),
            0);
  }

  /**
   * A file that is appended to after the given size; what follows is cut off.
   *
   * @param offset replication offset there
   */
  static IncrementFile reopen(Path path, long bytes, long offset) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    try {
      if (channel.size() < bytes) {
        throw new IOException(path + " has become shorter than " + bytes + " bytes");
      }
      channel.truncate(bytes);
      channel.position(bytes);
      return new IncrementFile(channel, new AofBlock(offset, bytes));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Appends a block; if that fails, the file ends as before. */
  void append(AofTask.Write write) throws IOException {
    if (ragged) {
      cutBack();
    }
    try {
      long mostBytes = write.endOffset() - wholeOffset + MAX_LINES_BYTES;
      if (!reserve.takes(wholeBytes, mostBytes, write.sync())) {
        reserve.giveUp(wholeBytes);
      }
      if (write.unixSeconds() >= 0) {
        annotation(new AofAnnotation.Timestamp(write.unixSeconds()));
      }
      if (write.history() != null) {
        annotation(write.history());
      }
      for (AofTask.Piece piece : write.stream()) {
        stream(piece.bytes(), piece.from(), piece.length());
      }
      end();
    } catch (IOException e) {
      ragged = true;
      block = new AofBlock(wholeOffset, wholeBytes);
      try {
        cutBack();
      } catch (IOException cutting) {
        // The next block cannot be written before this succeeds.
        e.addSuppressed(cutting);
      }
      throw e;
    }
  }

  private void cutBack() throws IOException {
    buffer.clear();
    reserve.giveUp(wholeBytes);
    channel.position(wholeBytes);
    ragged = false;
  }

  private void annotation(AofAnnotation annotation) throws IOException {
    put(line, 0, block.annotation(annotation, line, 0));
  }

  private void stream(byte[] bytes, int from, int length) throws IOException {
    block.stream(bytes, from, length);
    put(bytes, from, length);
  }

  private void end() throws IOException {
    put(line, 0, block.close(line, 0));
    flush();
    wholeBytes = block.fileBytes();
    wholeOffset = block.streamOffset();
  }

  private void put(byte[] bytes, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, buffer.remaining());
      buffer.put(bytes, from + done, part);
      done += part;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Returns when everything is on the disk. */
  void sync() throws SyncFailedException {
    sync(false);
  }

  private void sync(boolean metadata) throws SyncFailedException {
    try {
      channel.force(metadata);
    } catch (IOException e) {
      throw new SyncFailedException(e);
    }
  }

  /** Prepares for the next block; to be called when everything is synced and nobody waits. */
  void reserve() {
    if (!ragged) {
      reserve.extend(wholeBytes);
    }
  }

  /** Ends the file after its last block, and returns when everything is on the disk. */
  void complete() throws IOException {
    if (reserve.isOpen()) {
      reserve.giveUp(wholeBytes);
      sync(true);
    } else {
      sync();
    }
  }

  /** Bytes of whole blocks. */
  long bytes() {
    return wholeBytes;
  }

  /** Closes without sync; nothing that was not synced counts. */
  void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // Whoever needs the bytes has synced them before.
    }
  }
}

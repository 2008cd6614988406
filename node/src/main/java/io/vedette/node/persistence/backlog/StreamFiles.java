package io.vedette.node.persistence.backlog;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import io.vedette.protocol.aof.AofScanner;
import io.vedette.protocol.aof.AofVisitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The stream as the increments hold it, without their annotations, and with their checksums
 * verified. Blocks; confined to one thread at a time.
 */
final class StreamFiles implements AutoCloseable {
  private static final int BLOCK_BYTES = 256 * 1024;

  private record Part(FileChannel channel, long start) {}

  private final BacklogRange range;
  private final List<Part> parts = new ArrayList<>();
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private AofScanner scanner;
  private long position;

  private StreamFiles(BacklogRange range) {
    this.range = range;
    this.position = range.from();
  }

  /**
   * Opens the files that hold the range.
   *
   * @throws IOException if they do not hold it, or cannot be read
   */
  static StreamFiles open(BacklogRange range) throws IOException {
    StreamFiles files = new StreamFiles(range);
    try {
      files.openParts();
      return files;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  private void openParts() throws IOException {
    Path manifest = range.folder().resolve(AofManifest.fileName(range.fileName()));
    try {
      for (AofFile file : AofManifest.parse(Files.readAllBytes(manifest)).increments()) {
        FileChannel channel =
            FileChannel.open(range.folder().resolve(file.name()), StandardOpenOption.READ);
        parts.add(new Part(channel, startOf(channel)));
      }
    } catch (AofException e) {
      throw new IOException(e.getMessage(), e);
    }
    while (parts.size() > 1 && isPassed(parts.get(1))) {
      parts.removeFirst().channel().close();
    }
    if (parts.isEmpty() || !isPassed(parts.getFirst())) {
      throw new IOException("the append only file begins later");
    }
  }

  /** Whether it holds the range's first byte, and surely the stream's and not a SELECT's. */
  private boolean isPassed(Part part) {
    return part.start() >= 0
        && part.start() + AofAnnotation.History.MAX_SELECT_BYTES <= range.from();
  }

  /** Offset at which an increment begins; -1 if it does not say. */
  private static long startOf(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(AofAnnotation.HISTORY_BYTES);
    while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {}
    return AofAnnotation.parse(head.array(), 0, head.position())
            instanceof AofAnnotation.History line
        ? line.streamOffset()
        : -1;
  }

  /**
   * The next bytes of the range; at least one.
   *
   * @throws IOException if there are none, be it that a file was damaged or is shorter than it was
   */
  byte[] next() throws IOException {
    piece.reset();
    while (piece.size() == 0) {
      if (parts.isEmpty() || position >= range.to()) {
        throw new IOException("the append only file ends at offset " + position);
      }
      if (scanner == null) {
        scanner = new AofScanner(new Collector(), parts.getFirst().start());
      }
      readOn();
    }
    return piece.toByteArray();
  }

  private void readOn() throws IOException {
    block.clear();
    boolean more = parts.getFirst().channel().read(block) >= 0;
    try {
      more = more && scanner.feed(block.array(), 0, block.position());
    } catch (AofException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!more) {
      parts.removeFirst().channel().close();
      scanner = null;
    }
  }

  /** Keeps what is in the range and was not handed out yet. */
  private final class Collector implements AofVisitor {
    @Override
    public void commands(byte[] bytes, int offset, int length, long filePosition, long streamOffset)
        throws AofException {
      if (position == range.to()) {
        return;
      }
      if (streamOffset > position) {
        throw new AofException(
            "the append only file has a gap from offset " + position + " to " + streamOffset);
      }
      long end = Math.min(streamOffset + length, range.to());
      if (end > position) {
        piece.write(bytes, offset + (int) (position - streamOffset), (int) (end - position));
        position = end;
      }
    }

    @Override
    public void history(AofAnnotation.History history) {
      // The offsets go on; whose they are was checked when the replica asked.
    }
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.channel().close();
    }
    parts.clear();
  }
}

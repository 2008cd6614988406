package io.vedette.protocol.aof;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of commands, as far as reading it goes.
 *
 * @param bytes what is in it
 * @param sizeBytes how much that is
 */
public record AofSource(Bytes bytes, long sizeBytes) {

  /** Reads anywhere; a file channel's positional read is one. */
  @FunctionalInterface
  public interface Bytes {
    /**
     * Fills the target as far as it can at once. Blocks.
     *
     * @param position where to read, from the file's beginning
     * @return how many bytes came, -1 at the end
     */
    int read(ByteBuffer target, long position) throws IOException;
  }

  int read(ByteBuffer target, long position) throws IOException {
    return bytes.read(target, position);
  }
}

package io.vedette.protocol.aof;

import io.vedette.protocol.rdb.Crc64;

/**
 * What the writer of an increment counts: where the stream and the file stand, and the checksum of
 * the block that is being written. One for each file; pass every byte that goes into the file
 * through {@link #annotation} and {@link #stream}, in order, and end each block with {@link
 * #close}.
 *
 * <p>Close the head of a fresh file as a block of its own, so that no later flip of a bit can hide
 * that the file is checksummed. Confined to one thread at a time.
 */
public final class AofBlock {
  /** Most bytes of a block, unless one command or transaction alone is longer. */
  public static final int MAX_BYTES = 1024 * 1024;

  private long streamOffset;
  private long fileBytes;
  private long crc;

  /**
   * A fresh file.
   *
   * @param streamOffset replication offset of the first stream byte that will be written
   */
  public AofBlock(long streamOffset) {
    this(streamOffset, 0);
  }

  /**
   * A file that ends in a closed block, or is empty.
   *
   * @param streamOffset replication offset of the next stream byte
   * @param fileBytes its size
   */
  public AofBlock(long streamOffset, long fileBytes) {
    this.streamOffset = streamOffset;
    this.fileBytes = fileBytes;
  }

  /** Bytes of the stream are written next. */
  public void stream(byte[] bytes, int offset, int length) {
    crc = Crc64.update(crc, bytes, offset, length);
    streamOffset += length;
    fileBytes += length;
  }

  /**
   * Writes an annotation's line, which counts for the file and not for the stream.
   *
   * @return its bytes
   */
  public int annotation(AofAnnotation line, byte[] out, int at) {
    int length = line.format(out, at);
    crc = Crc64.update(crc, out, at, length);
    fileBytes += length;
    return length;
  }

  /**
   * Writes the line that ends the block, {@link AofAnnotation#CHECKSUM_BYTES} long.
   *
   * @return its bytes
   */
  public int close(byte[] out, int at) {
    int length = new AofAnnotation.Checksum(streamOffset, crc).format(out, at);
    fileBytes += length;
    crc = 0;
    return length;
  }

  /** Replication offset of the next stream byte. */
  public long streamOffset() {
    return streamOffset;
  }

  /** Size of the file with everything counted so far. */
  public long fileBytes() {
    return fileBytes;
  }
}

package io.vedette.protocol.aof;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What stands in an increment of ours behind the last byte that was written to it: what its writer
 * put there in advance (see {@link #FILL}), or zeros that a file system left of an unwritten tail.
 *
 * @param contentBytes size of the file without its tail
 * @param kind what the tail consists of
 */
record AofTail(long contentBytes, Kind kind) {
  /** What a tail consists of. */
  enum Kind {
    /** There is none. */
    NONE,
    /** {@link #FILL} only. */
    RESERVE,
    /** Zeros, at least in part. */
    ZEROS
  }

  /**
   * What a writer fills the file with ahead of its end. Wherever it is cut off by content, Redis
   * takes the rest for an annotation without end, and skips it.
   */
  static final byte FILL = '#';

  /** Unit in which a disk may have lost what was written. */
  static final int SECTOR_BYTES = 512;

  private static final int PIECE_BYTES = 64 * 1024;

  /** Looks at a file's end; reads the tail and no more than a piece before it. */
  static AofTail of(AofSource source) throws IOException {
    long size = source.sizeBytes();
    boolean zeros = false;
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    for (long end = size; end > 0; ) {
      int length = (int) Math.min(PIECE_BYTES, end);
      read(source, piece.clear().limit(length), end - length);
      for (int i = length - 1; i >= 0; i--) {
        byte b = piece.get(i);
        if (b != FILL && b != 0) {
          return of(end - length + i + 1, size, zeros);
        }
        zeros |= b == 0;
      }
      end -= length;
    }
    return of(0, size, zeros);
  }

  private static AofTail of(long content, long size, boolean zeros) {
    Kind filled = zeros ? Kind.ZEROS : Kind.RESERVE;
    return new AofTail(content, content == size ? Kind.NONE : filled);
  }

  private static void read(AofSource source, ByteBuffer target, long position) throws IOException {
    for (long at = position; target.hasRemaining(); ) {
      int count = source.read(target, at);
      if (count < 0) {
        throw new IOException("the file has become shorter while it was read");
      }
      at += count;
    }
  }

  /**
   * Whether a power cut explains that the bytes from a position to the content's end are no block:
   * one block was being written over the reserve, and some of its sectors came to the disk while
   * others still hold what the reserve was filled with. A writer syncs each block before it begins
   * the next, so that no two can be lost in part.
   *
   * @param from where the last good block ends
   * @param streamOffset stream offset there
   */
  boolean isHalfWritten(AofSource source, long from, long streamOffset) throws IOException {
    // Zeros may be content: the last bytes of a sector that came to the disk.
    if (kind == Kind.NONE || contentBytes - from > AofReserve.MAX_BLOCK_BYTES) {
      return false;
    }
    byte[] bytes = new byte[(int) (contentBytes - from)];
    read(source, ByteBuffer.wrap(bytes), from);
    return hasHole(bytes, from) && !hasTwoBlocks(bytes, from, streamOffset);
  }

  private static boolean hasHole(byte[] bytes, long from) {
    for (int start = 0; start < bytes.length; ) {
      long sectorEnd = ((from + start) / SECTOR_BYTES + 1) * SECTOR_BYTES;
      int end = (int) Math.min(sectorEnd - from, bytes.length);
      int i = start;
      while (i < end && bytes[i] == FILL) {
        i++;
      }
      if (i == end) {
        return true;
      }
      start = end;
    }
    return false;
  }

  private static boolean hasTwoBlocks(byte[] bytes, long from, long streamOffset) {
    long first = BlockSearch.find(bytes, 0, bytes.length, from, streamOffset);
    return first >= 0 && first < from + bytes.length;
  }
}

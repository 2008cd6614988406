package io.vedette.protocol.rdb;

import java.util.Arrays;

/**
 * Makes an RDB out of {@linkplain RdbDraft drafts}: compresses the strings that they point out and
 * sums up the checksum. Confined to one thread.
 */
public final class RdbFinisher {
  /** The sink gets chunks of at most about this size, single long strings excepted. */
  private static final int CHUNK_BYTES = 256 * 1024;

  /** So many at once need not be copied into a chunk first. */
  private static final int DIRECT_BYTES = 16 * 1024;

  private final RdbSink sink;
  private final boolean sums;
  private final Lzf lzf = new Lzf();
  private byte[] compressed = new byte[1024];
  private byte[] buffer = new byte[CHUNK_BYTES];
  private int position;
  private long checksum;

  /**
   * @param sums whether the RDB ends with its checksum, {@code rdbchecksum}; else with 0, which
   *     readers take for none
   */
  public RdbFinisher(RdbSink sink, boolean sums) {
    this.sink = sink;
    this.sums = sums;
  }

  /** The next draft; it is used up when this returns. */
  public void draft(RdbDraft draft) {
    int done = 0;
    for (int i = 0; i < draft.strings(); i++) {
      int start = draft.position(i);
      int length = draft.length(i);
      int content = start + lengthBytes(length);
      int size = compress(draft.bytes, content, length);
      if (size > 0) {
        copy(draft.bytes, done, start - done);
        encode(size, length);
        done = content + length;
      }
    }
    copy(draft.bytes, done, draft.length - done);
  }

  private int compress(byte[] bytes, int offset, int length) {
    int limit = length - 4;
    if (compressed.length < limit) {
      compressed = new byte[limit];
    }
    return lzf.compress(bytes, offset, length, compressed, limit);
  }

  private void encode(int size, int length) {
    byte[] head = new byte[1 + 2 * 5];
    int n = 0;
    head[n++] = (byte) (RdbFormat.LENGTH_ENCODED << 6 | RdbFormat.ENCODED_LZF);
    n = putLength(head, n, size);
    n = putLength(head, n, length);
    copy(head, 0, n);
    copy(compressed, 0, size);
  }

  /** Bytes of the shortest form of a length. */
  static int lengthBytes(int length) {
    return length < 64 ? 1 : length < 1 << 14 ? 2 : 5;
  }

  private static int putLength(byte[] into, int at, int length) {
    int n = at;
    if (length < 64) {
      into[n++] = (byte) length;
    } else if (length < 1 << 14) {
      into[n++] = (byte) (RdbFormat.LENGTH_14_BITS << 6 | length >>> 8);
      into[n++] = (byte) length;
    } else {
      into[n++] = (byte) RdbFormat.LENGTH_32_BITS_MARK;
      for (int shift = 24; shift >= 0; shift -= 8) {
        into[n++] = (byte) (length >>> shift);
      }
    }
    return n;
  }

  private void copy(byte[] bytes, int offset, int length) {
    if (length > Math.min(DIRECT_BYTES, buffer.length - position)) {
      flush();
    }
    if (length > DIRECT_BYTES) {
      give(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, position, length);
    position += length;
  }

  /** Hands what is complete so far to the sink. */
  public void flush() {
    if (position > 0) {
      give(buffer, 0, position);
      position = 0;
    }
  }

  private void give(byte[] bytes, int offset, int length) {
    if (sums) {
      checksum = Crc64.update(checksum, bytes, offset, length);
    }
    sink.chunk(bytes, offset, length);
  }

  /** Ends the RDB, whose last draft has been given, with its checksum. */
  public void end() {
    flush();
    byte[] sum = new byte[RdbFormat.CHECKSUM_BYTES];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (byte) (checksum >>> 8 * i);
    }
    sink.chunk(sum, 0, sum.length);
    buffer = Arrays.copyOf(buffer, 0);
  }
}

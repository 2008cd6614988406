package io.vedette.node.type.stream;

import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The id of an entry: a time and a number within it, both unsigned. Its text is {@code ms-seq}.
 *
 * @param ms milliseconds since 1970, unless the client chose something else
 * @param seq counts the entries of the same time
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {
  /** Below every entry's id. */
  public static final StreamId MIN = new StreamId(0, 0);

  public static final StreamId MAX = new StreamId(-1, -1);

  /** Bytes of an id that is not text. */
  static final int BYTES = 16;

  /** Bytes of the longest text. */
  static final int LONGEST_TEXT = 41;

  static int compare(long ms, long seq, long otherMs, long otherSeq) {
    int byTime = Long.compareUnsigned(ms, otherMs);
    return byTime != 0 ? byTime : Long.compareUnsigned(seq, otherSeq);
  }

  @Override
  public int compareTo(StreamId other) {
    return compare(ms, seq, other.ms, other.seq);
  }

  /** Whether this is {@link #MIN}, which stands for none where an entry's id is meant. */
  public boolean isZero() {
    return (ms | seq) == 0;
  }

  public boolean isMax() {
    return (ms & seq) == -1;
  }

  /** The id after this one; that of {@link #MAX} does not exist. */
  public StreamId next() {
    if (isMax()) {
      throw new IllegalStateException("nothing follows the last id");
    }
    return seq == -1 ? new StreamId(ms + 1, 0) : new StreamId(ms, seq + 1);
  }

  /** The id before this one; that of {@link #MIN} does not exist. */
  public StreamId previous() {
    if (isZero()) {
      throw new IllegalStateException("nothing precedes the first id");
    }
    return seq == 0 ? new StreamId(ms - 1, -1) : new StreamId(ms, seq - 1);
  }

  /** Writes an id as both numbers, the highest byte first, so that bytes sort as ids. */
  static void writeBytes(long ms, long seq, byte[] target) {
    for (int i = 0; i < Long.BYTES; i++) {
      target[i] = (byte) (ms >>> 56 - 8 * i);
      target[Long.BYTES + i] = (byte) (seq >>> 56 - 8 * i);
    }
  }

  /** Writes the text of an id and answers the index after it. */
  static int write(long ms, long seq, char separator, byte[] target, int at) {
    int end = writeUnsigned(ms, target, at);
    target[end] = (byte) separator;
    return writeUnsigned(seq, target, end + 1);
  }

  private static int writeUnsigned(long n, byte[] target, int at) {
    if (n >= 0) {
      return Decimal.write(n, target, at);
    }
    byte[] digits = Long.toUnsignedString(n).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digits, 0, target, at, digits.length);
    return at + digits.length;
  }

  /** The text as bytes. */
  public byte[] text() {
    return toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Replies with the text as a bulk string. */
  public void reply(ReplyBuffer reply) {
    byte[] text = new byte[LONGEST_TEXT];
    reply.bulk(text, 0, write(ms, seq, '-', text, 0));
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(ms) + '-' + Long.toUnsignedString(seq);
  }
}

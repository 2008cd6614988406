package io.vedette.protocol.aof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of an increment that is no part of the stream: {@code #...\r\n}, between two commands.
 *
 * <p>{@link History} and {@link Checksum} have a fixed width, so that a torn one is known by its
 * length. Numbers in them are lower-case hexadecimal with leading zeros.
 */
public sealed interface AofAnnotation {
  /** Bytes of a {@link History} line. */
  int HISTORY_BYTES = 4 + 40 + 1 + 16 + 1 + 40 + 1 + 16 + 1 + 16 + 1 + 4 + 2;

  /** Bytes of a {@link Checksum} line. */
  int CHECKSUM_BYTES = 4 + 16 + 1 + 16 + 2;

  /** Longest annotation that Redis reads; a longer one it takes for damage. */
  int MAX_BYTES = 1023;

  /** The second replication id where there is none. */
  String NO_ID = "0".repeat(40);

  /** The second history's end where there is none. */
  long NO_OFFSET = -1;

  /**
   * {@code #VH:}: the replication history from here on; head of every increment of ours, and
   * wherever the history changes.
   *
   * <p>Where the stream does not say its database at the head of an increment, the writer puts a
   * SELECT there, which is not the stream's: it is counted as the last bytes before what follows
   * it, so that everything after it keeps its offset, and the head names an offset as many bytes
   * lower.
   *
   * @param replicationId 40 characters
   * @param streamOffset replication offset of the stream byte that comes next
   * @param previousId the second replication id, or {@link #NO_ID}
   * @param previousEndOffset up to where the second id is valid, or {@link #NO_OFFSET}
   * @param epoch the configuration epoch
   * @param database the database that the stream has selected, 0 to 65535
   */
  record History(
      String replicationId,
      long streamOffset,
      String previousId,
      long previousEndOffset,
      long epoch,
      int database)
      implements AofAnnotation {
    /** The longest SELECT that a head may be followed by: that of database 65535. */
    public static final int MAX_SELECT_BYTES = 27;

    private static final int MIN_SELECT_BYTES = 23;

    public History {
      if (!isId(replicationId) || !isId(previousId) || database < 0 || database > 0xFFFF) {
        throw new IllegalArgumentException(
            "no history: " + replicationId + ", " + previousId + ", database " + database);
      }
    }

    /**
     * Whether an increment with this head goes on where a stream ends, with or without a SELECT of
     * its own before what comes next.
     */
    public boolean follows(long endOffset) {
      long select = endOffset - streamOffset;
      return select == 0 || select >= MIN_SELECT_BYTES && select <= MAX_SELECT_BYTES;
    }

    private static boolean isId(String id) {
      return id.length() == 40 && id.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':');
    }

    @Override
    public int format(byte[] out, int at) {
      int i = HexField.put("#VH:", out, at);
      i = HexField.put(replicationId, out, i);
      i = HexField.put(":", out, i);
      i = HexField.put(streamOffset, 16, out, i);
      i = HexField.put(":", out, i);
      i = HexField.put(previousId, out, i);
      i = HexField.put(":", out, i);
      i = HexField.put(previousEndOffset, 16, out, i);
      i = HexField.put(":", out, i);
      i = HexField.put(epoch, 16, out, i);
      i = HexField.put(":", out, i);
      i = HexField.put(database, 4, out, i);
      return HexField.put("\r\n", out, i) - at;
    }
  }

  /**
   * {@code #VC:}: end of a block.
   *
   * @param streamOffset offset of the stream byte that comes next
   * @param crc CRC-64 of the file's bytes since the end of the last such line, or since its start
   */
  record Checksum(long streamOffset, long crc) implements AofAnnotation {
    @Override
    public int format(byte[] out, int at) {
      int i = HexField.put("#VC:", out, at);
      i = HexField.put(streamOffset, 16, out, i);
      i = HexField.put(":", out, i);
      i = HexField.put(crc, 16, out, i);
      return HexField.put("\r\n", out, i) - at;
    }
  }

  /** {@code #TS:}: what follows was written at this time or later, in Unix seconds. */
  record Timestamp(long unixSeconds) implements AofAnnotation {
    @Override
    public int format(byte[] out, int at) {
      return HexField.put("#TS:" + unixSeconds + "\r\n", out, at) - at;
    }
  }

  /**
   * Writes the line with its end.
   *
   * @return its bytes, at most {@link #HISTORY_BYTES}
   */
  int format(byte[] out, int at);

  /** The line with its end as a new array. */
  default byte[] toBytes() {
    byte[] room = new byte[HISTORY_BYTES];
    return Arrays.copyOf(room, format(room, 0));
  }

  /**
   * Reads a line.
   *
   * @param length bytes of the line, its {@code \r\n} included
   * @return null if it is none of these three, or not exactly as they are written
   */
  static AofAnnotation parse(byte[] line, int offset, int length) {
    if (length < 6 || line[offset + length - 2] != '\r' || line[offset + length - 1] != '\n') {
      return null;
    }
    return switch (new String(line, offset, 4, StandardCharsets.ISO_8859_1)) {
      case "#VC:" -> checksum(line, offset, length);
      case "#VH:" -> history(line, offset, length);
      case "#TS:" -> timestamp(line, offset, length);
      default -> null;
    };
  }

  private static Checksum checksum(byte[] line, int offset, int length) {
    if (length != CHECKSUM_BYTES
        || !HexField.is(line, offset + 4, 16)
        || line[offset + 20] != ':'
        || !HexField.is(line, offset + 21, 16)) {
      return null;
    }
    return new Checksum(HexField.get(line, offset + 4, 16), HexField.get(line, offset + 21, 16));
  }

  private static History history(byte[] line, int offset, int length) {
    if (length != HISTORY_BYTES) {
      return null;
    }
    String[] field =
        new String(line, offset + 4, length - 6, StandardCharsets.ISO_8859_1).split(":", -1);
    int[] width = {40, 16, 40, 16, 16, 4};
    if (field.length != width.length) {
      return null;
    }
    int at = offset + 4;
    for (int i = 0; i < width.length; i++) {
      boolean isNumber = i != 0 && i != 2;
      if (field[i].length() != width[i] || isNumber && !HexField.is(line, at, width[i])) {
        return null;
      }
      at += width[i] + 1;
    }
    if (!History.isId(field[0]) || !History.isId(field[2])) {
      return null;
    }
    return new History(
        field[0],
        Long.parseUnsignedLong(field[1], 16),
        field[2],
        Long.parseUnsignedLong(field[3], 16),
        Long.parseUnsignedLong(field[4], 16),
        Integer.parseInt(field[5], 16));
  }

  private static Timestamp timestamp(byte[] line, int offset, int length) {
    long seconds = 0;
    int end = offset + length - 2;
    for (int i = offset + 4; i < end; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9 || seconds > Long.MAX_VALUE / 10 - 1) {
        return null;
      }
      seconds = seconds * 10 + digit;
    }
    return new Timestamp(seconds);
  }
}

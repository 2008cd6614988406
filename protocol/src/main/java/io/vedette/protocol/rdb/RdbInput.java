package io.vedette.protocol.rdb;

import java.util.Arrays;

/**
 * The bytes of an RDB that have arrived, with a place to read from. Every read either takes a whole
 * item or ends in {@link Underflow}, which says how many bytes must be there before another
 * attempt.
 *
 * <p>Memory grows with the bytes that arrive, never with a length that was only announced.
 */
public final class RdbInput {
  /** More bytes are needed; carries no stack trace, since it is part of the normal course. */
  public static final class Underflow extends Exception {
    private static final long serialVersionUID = 1L;

    private Underflow() {
      super("more bytes are needed", null, false, false);
    }
  }

  /** Size at first; an item that is longer makes it grow. */
  private static final int FIRST_BYTES = 64 * 1024;

  private static final Underflow UNDERFLOW = new Underflow();

  private byte[] buffer = new byte[FIRST_BYTES];
  private int limit;
  private int position;
  private int itemStart;
  private long neededBytes;

  RdbInput() {}

  void append(byte[] source, int offset, int length) {
    if (buffer.length - limit < length) {
      makeRoom(length);
    }
    System.arraycopy(source, offset, buffer, limit, length);
    limit += length;
  }

  private void makeRoom(int length) {
    int kept = limit - itemStart;
    byte[] target =
        kept + length <= buffer.length
            ? buffer
            : new byte[Math.max(kept + length, buffer.length * 2)];
    System.arraycopy(buffer, itemStart, target, 0, kept);
    buffer = target;
    position -= itemStart;
    limit = kept;
    itemStart = 0;
  }

  /** Whether another attempt at the item that did not fit may succeed. */
  boolean worthTrying() {
    return limit - itemStart >= neededBytes;
  }

  /** The item read last is complete. */
  void commit() {
    itemStart = position;
    neededBytes = 1;
  }

  /**
   * What was read of a value so far is done with: should bytes be missing after this, then the
   * decoder is called again to go on from here, not from the start of the value.
   */
  public void mark() {
    commit();
  }

  int itemStart() {
    return itemStart;
  }

  /** Goes back to the start of the item, or to its last mark. */
  void rollBack() {
    position = itemStart;
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  private void need(long bytes) throws Underflow {
    if (limit - position < bytes) {
      neededBytes = position - itemStart + bytes;
      throw UNDERFLOW;
    }
  }

  /** One byte, 0 to 255. */
  public int byte1() throws Underflow {
    need(1);
    return buffer[position++] & 0xFF;
  }

  /** {@code width} bytes, lowest first, zero-extended. */
  public long littleEndian(int width) throws Underflow {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (buffer[position++] & 0xFFL) << 8 * i;
    }
    return value;
  }

  private long bigEndian(int width) throws Underflow {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | buffer[position++] & 0xFFL;
    }
    return value;
  }

  /** A length or count, at least 0. */
  public long length() throws RdbException, Underflow {
    int first = byte1();
    if (first >>> 6 == RdbFormat.LENGTH_ENCODED) {
      throw new RdbException("An encoded string where a length is expected");
    }
    return length(first);
  }

  /** A number of 64 bits in the form of a length, of which all values count. */
  public long unsigned64() throws RdbException, Underflow {
    int first = byte1();
    if (first == RdbFormat.LENGTH_64_BITS_MARK) {
      return bigEndian(8);
    }
    position--;
    return length();
  }

  private long length(int first) throws RdbException, Underflow {
    return switch (first >>> 6) {
      case RdbFormat.LENGTH_6_BITS -> first & 0x3F;
      case RdbFormat.LENGTH_14_BITS -> (first & 0x3F) << 8 | byte1();
      default -> wideLength(first);
    };
  }

  private long wideLength(int first) throws RdbException, Underflow {
    long length =
        switch (first) {
          case RdbFormat.LENGTH_32_BITS_MARK -> bigEndian(4);
          case RdbFormat.LENGTH_64_BITS_MARK -> bigEndian(8);
          default -> throw new RdbException("Unknown length encoding " + first);
        };
    if (length < 0) {
      throw new RdbException("A length beyond 2^63");
    }
    return length;
  }

  /** A string into {@code out}, which refers to these bytes or to a new array. */
  public void string(Slice out) throws RdbException, Underflow {
    int first = byte1();
    if (first >>> 6 != RdbFormat.LENGTH_ENCODED) {
      int length = checkedSize(length(first));
      need(length);
      out.set(buffer, position, length);
      position += length;
      return;
    }
    switch (first & 0x3F) {
      case RdbFormat.ENCODED_INT8 -> text((byte) littleEndian(1), out);
      case RdbFormat.ENCODED_INT16 -> text((short) littleEndian(2), out);
      case RdbFormat.ENCODED_INT32 -> text((int) littleEndian(4), out);
      case RdbFormat.ENCODED_LZF -> compressed(out);
      default -> throw new RdbException("Unknown string encoding " + (first & 0x3F));
    }
  }

  /** {@code width} bytes as they are, into {@code out}, which refers to them. */
  public void raw(int width, Slice out) throws Underflow {
    need(width);
    out.set(buffer, position, width);
    position += width;
  }

  private static void text(int number, Slice out) {
    String digits = Integer.toString(number);
    byte[] bytes = new byte[digits.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) digits.charAt(i);
    }
    out.set(bytes, 0, bytes.length);
  }

  private void compressed(Slice out) throws RdbException, Underflow {
    int size = checkedSize(length());
    int expandedSize = checkedSize(length());
    // LZF makes at most 264 bytes out of 3: a longer claim would only allocate.
    if (expandedSize > size * 100L) {
      throw new RdbException("Invalid LZF compressed string");
    }
    need(size);
    byte[] expanded = new byte[expandedSize];
    Lzf.expand(buffer, position, size, expanded);
    position += size;
    out.set(expanded, 0, expandedSize);
  }

  private static int checkedSize(long bytes) throws RdbException {
    if (bytes > RdbFormat.MAX_STRING_BYTES) {
      throw new RdbException("A string of " + bytes + " bytes is longer than allowed");
    }
    return (int) bytes;
  }

  /** A string as a new array. */
  public byte[] string() throws RdbException, Underflow {
    Slice slice = new Slice();
    string(slice);
    return Arrays.copyOfRange(slice.bytes, slice.offset, slice.offset + slice.length);
  }
}

package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/** A range of bytes that is read with checks, in the parts that the packed forms share. */
final class PackedBytes {
  /** A count that no longer fitted its two bytes. */
  private static final int UNKNOWN_COUNT = 0xFFFF;

  private final String form;
  private final byte[] bytes;
  private final int start;
  private final int end;

  PackedBytes(String form, byte[] bytes, int offset, int length) {
    this.form = form;
    this.bytes = bytes;
    this.start = offset;
    this.end = offset + length;
  }

  RdbException broken(String why) {
    return new RdbException("Invalid " + form + ": " + why);
  }

  /** Refuses unless {@code width} bytes at {@code at} are there. */
  void need(int at, long width) throws RdbException {
    if (at < 0 || at + width > end - start) {
      throw broken("an entry goes beyond its end");
    }
  }

  int byte1(int at) throws RdbException {
    need(at, 1);
    return bytes[start + at] & 0xFF;
  }

  /** {@code width} bytes, lowest first, zero-extended. */
  long littleEndian(int at, int width) throws RdbException {
    need(at, width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[start + at + i] & 0xFFL) << 8 * i;
    }
    return value;
  }

  /** {@code width} bytes, lowest first, as a signed number. */
  long signed(int at, int width) throws RdbException {
    int unused = 64 - 8 * width;
    return littleEndian(at, width) << unused >> unused;
  }

  /** {@code width} bytes, highest first, zero-extended. */
  long bigEndian(int at, int width) throws RdbException {
    need(at, width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | bytes[start + at + i] & 0xFF;
    }
    return value;
  }

  /**
   * Visits a string of so many bytes after the header of its entry.
   *
   * @return the size of the entry
   */
  int visitString(int at, int header, long length, PackedVisitor visitor) throws RdbException {
    need(at, header + length);
    visitor.string(bytes, start + at + header, (int) length);
    return header + (int) length;
  }

  /**
   * Visits a number of so many bytes after the one that says so.
   *
   * @return the size of the entry
   */
  int visitInteger(int at, int width, PackedVisitor visitor) throws RdbException {
    visitor.integer(signed(at + 1, width));
    return 1 + width;
  }

  /** Refuses a count that is known and wrong. */
  void requireCount(long announced, int count) throws RdbException {
    if (announced != UNKNOWN_COUNT && announced != count) {
      throw broken("it holds " + count + " entries instead of " + announced);
    }
  }
}

package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/** A range of bytes that is read with checks. */
final class PackedBytes {
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

  int length() {
    return end - start;
  }

  byte[] array() {
    return bytes;
  }

  int index(int at) {
    return start + at;
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
}

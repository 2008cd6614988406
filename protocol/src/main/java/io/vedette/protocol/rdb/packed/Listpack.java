package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/**
 * Listpack: 4 bytes size, 2 bytes count, entries each followed by its own length (to be read
 * backwards), {@code ff}.
 */
public final class Listpack {
  private static final int HEADER_BYTES = 6;
  private static final int END = 0xFF;

  private Listpack() {}

  /**
   * Walks all entries.
   *
   * @return how many there are
   * @throws RdbException if it is malformed, or what the visitor threw
   */
  public static int read(byte[] bytes, int offset, int length, PackedVisitor visitor)
      throws RdbException {
    PackedBytes in = new PackedBytes("listpack", bytes, offset, length);
    if (length < HEADER_BYTES + 1 || in.littleEndian(0, 4) != length) {
      throw in.broken("its size is not that of the string");
    }
    int at = HEADER_BYTES;
    int count = 0;
    while (in.byte1(at) != END) {
      int size = entry(in, at, visitor);
      at += size + backLink(in, at + size, size);
      count++;
    }
    if (at != length - 1) {
      throw in.broken("it ends early");
    }
    in.requireCount(in.littleEndian(4, 2), count);
    return count;
  }

  /** Visits one entry; returns its size without the back link. */
  private static int entry(PackedBytes in, int at, PackedVisitor visitor) throws RdbException {
    int first = in.byte1(at);
    if (first < 0x80) {
      visitor.integer(first);
      return 1;
    }
    if (first < 0xC0) {
      return in.visitString(at, 1, first & 0x3F, visitor);
    }
    if (first < 0xE0) {
      long bits = in.bigEndian(at, 2) & 0x1FFF;
      visitor.integer(bits << 51 >> 51);
      return 2;
    }
    if (first < 0xF0) {
      return in.visitString(at, 2, in.bigEndian(at, 2) & 0xFFF, visitor);
    }
    return switch (first) {
      case 0xF0 -> in.visitString(at, 5, in.littleEndian(at + 1, 4), visitor);
      case 0xF1 -> in.visitInteger(at, 2, visitor);
      case 0xF2 -> in.visitInteger(at, 3, visitor);
      case 0xF3 -> in.visitInteger(at, 4, visitor);
      case 0xF4 -> in.visitInteger(at, 8, visitor);
      default -> throw in.broken("unknown entry encoding " + first);
    };
  }

  /** Checks the length after an entry; returns its own width. */
  private static int backLink(PackedBytes in, int at, int size) throws RdbException {
    int width;
    if (size <= 127) {
      width = 1;
    } else if (size < 16383) {
      width = 2;
    } else if (size < 2097151) {
      width = 3;
    } else if (size < 268435455) {
      width = 4;
    } else {
      width = 5;
    }
    for (int i = 0; i < width; i++) {
      int bits = size >>> 7 * (width - 1 - i) & 127;
      if (in.byte1(at + i) != (i == 0 ? bits : bits | 128)) {
        throw in.broken("an entry's length before and after it differ");
      }
    }
    return width;
  }
}

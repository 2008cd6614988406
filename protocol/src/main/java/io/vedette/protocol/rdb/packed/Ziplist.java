package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/**
 * Ziplist, of Redis before 7: 4 bytes size, 4 bytes offset of the last entry, 2 bytes count,
 * entries each after the size of the one before it, {@code ff}.
 */
public final class Ziplist {
  private static final int HEADER_BYTES = 10;
  private static final int END = 0xFF;
  private static final int LONG_LINK = 0xFE;

  private Ziplist() {}

  /**
   * Walks all entries.
   *
   * @return how many there are
   * @throws RdbException if it is malformed, or what the visitor threw
   */
  public static int read(byte[] bytes, int offset, int length, PackedVisitor visitor)
      throws RdbException {
    PackedBytes in = new PackedBytes("ziplist", bytes, offset, length);
    if (length < HEADER_BYTES + 1 || in.littleEndian(0, 4) != length) {
      throw in.broken("its size is not that of the string");
    }
    int at = HEADER_BYTES;
    int last = at;
    int count = 0;
    long previousSize = 0;
    while (in.byte1(at) != END) {
      int link = in.byte1(at);
      int linkBytes = link == LONG_LINK ? 5 : 1;
      if ((link == LONG_LINK ? in.littleEndian(at + 1, 4) : link) != previousSize) {
        throw in.broken("an entry does not know the size of the one before");
      }
      int size = linkBytes + entry(in, at + linkBytes, visitor);
      last = at;
      previousSize = size;
      at += size;
      count++;
    }
    if (at != length - 1 || in.littleEndian(4, 4) != last) {
      throw in.broken("it ends elsewhere than it says");
    }
    in.requireCount(in.littleEndian(8, 2), count);
    return count;
  }

  /** Visits one entry; returns its size without the link. */
  private static int entry(PackedBytes in, int at, PackedVisitor visitor) throws RdbException {
    int first = in.byte1(at);
    if (first < 0x40) {
      return in.visitString(at, 1, first, visitor);
    }
    if (first < 0x80) {
      return in.visitString(at, 2, in.bigEndian(at, 2) & 0x3FFF, visitor);
    }
    if (first > 0xF0 && first < 0xFE) {
      visitor.integer(first - 0xF1);
      return 1;
    }
    return switch (first) {
      case 0x80 -> in.visitString(at, 5, in.bigEndian(at + 1, 4), visitor);
      case 0xC0 -> in.visitInteger(at, 2, visitor);
      case 0xD0 -> in.visitInteger(at, 4, visitor);
      case 0xE0 -> in.visitInteger(at, 8, visitor);
      case 0xF0 -> in.visitInteger(at, 3, visitor);
      case 0xFE -> in.visitInteger(at, 1, visitor);
      default -> throw in.broken("unknown entry encoding " + first);
    };
  }
}

package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/** Intset: 4 bytes width of a number (2, 4 or 8), 4 bytes count, the numbers in rising order. */
public final class Intset {
  private static final int HEADER_BYTES = 8;

  private Intset() {}

  /**
   * Walks all numbers.
   *
   * @return how many there are
   * @throws RdbException if it is malformed, or what the visitor threw
   */
  public static int read(byte[] bytes, int offset, int length, PackedVisitor visitor)
      throws RdbException {
    PackedBytes in = new PackedBytes("intset", bytes, offset, length);
    long width = in.littleEndian(0, 4);
    long count = in.littleEndian(4, 4);
    if (width != 2 && width != 4 && width != 8) {
      throw in.broken("numbers of " + width + " bytes");
    }
    if (count == 0 || HEADER_BYTES + width * count != length) {
      throw in.broken("its size is not that of the string");
    }
    long previous = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long number = in.signed(HEADER_BYTES + i * (int) width, (int) width);
      if (i > 0 && number <= previous) {
        throw in.broken("its numbers do not rise");
      }
      visitor.integer(number);
      previous = number;
    }
    return (int) count;
  }
}

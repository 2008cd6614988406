package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/**
 * Zipmap, of Redis before 2.6: 1 byte count, then each field and value after its length, the value
 * with some free bytes behind it, {@code ff}.
 */
public final class Zipmap {
  private static final int END = 0xFF;
  private static final int LONG_LENGTH = 0xFE;
  private static final int UNKNOWN_COUNT = 0xFE;

  private Zipmap() {}

  /**
   * Walks all fields and values, in turn.
   *
   * @return how many fields there are
   * @throws RdbException if it is malformed, or what the visitor threw
   */
  public static int read(byte[] bytes, int offset, int length, PackedVisitor visitor)
      throws RdbException {
    PackedBytes in = new PackedBytes("zipmap", bytes, offset, length);
    int announced = in.byte1(0);
    int at = 1;
    int count = 0;
    while (in.byte1(at) != END) {
      at = string(in, at, 0, visitor);
      int lengthBytes = in.byte1(at) == LONG_LENGTH ? 5 : 1;
      at = string(in, at, 1, visitor) + in.byte1(at + lengthBytes);
      count++;
    }
    if (at != length - 1) {
      throw in.broken("it ends early");
    }
    if (announced < UNKNOWN_COUNT && announced != count) {
      throw in.broken("it holds " + count + " fields instead of " + announced);
    }
    return count;
  }

  /** Visits a string that stands some bytes behind its length; returns where it ends. */
  private static int string(PackedBytes in, int at, int gap, PackedVisitor visitor)
      throws RdbException {
    int first = in.byte1(at);
    if (first == END) {
      throw in.broken("a field without a value");
    }
    boolean isLong = first == LONG_LENGTH;
    long length = isLong ? in.littleEndian(at + 1, 4) : first;
    int from = at + (isLong ? 5 : 1) + gap;
    return from + in.visitString(from, 0, length, visitor);
  }
}

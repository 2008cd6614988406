package io.vedette.node.type.zset;

import io.vedette.node.store.Bytes;
import io.vedette.node.type.table.MemberTable;
import io.vedette.node.type.table.MemberWalk;
import java.util.Arrays;
import java.util.Comparator;

/**
 * An element of a large sorted set: one array, 8 bytes of score (the bits of a double, little
 * endian) and the member. Never changed once made, since table, tree and frozen views share it.
 */
final class ScoredMember {
  /** Where the member starts. */
  static final int MEMBER_AT = 8;

  /** By score, then by member; both zeros are one score. */
  static final Comparator<byte[]> ORDER =
      (a, b) -> {
        double left = score(a);
        double right = score(b);
        if (left != right) {
          return left < right ? -1 : 1;
        }
        return compareMember(a, b, MEMBER_AT, b.length - MEMBER_AT);
      };

  private ScoredMember() {}

  static byte[] of(double score, byte[] member, int offset, int length) {
    byte[] element = new byte[Math.addExact(MEMBER_AT, length)];
    Bytes.putLong(element, 0, Double.doubleToRawLongBits(score));
    System.arraycopy(member, offset, element, MEMBER_AT, length);
    return element;
  }

  static double score(byte[] element) {
    return Double.longBitsToDouble(Bytes.getLong(element, 0));
  }

  /** Compares an element's member with a range of bytes, byte by byte without signs. */
  static int compareMember(byte[] element, byte[] member, int offset, int length) {
    return Arrays.compareUnsigned(
        element, MEMBER_AT, element.length, member, offset, offset + length);
  }

  /** The elements of a table in their order. */
  static byte[][] sorted(MemberTable table) {
    byte[][] elements = new byte[table.size()][];
    int size = 0;
    MemberWalk walk = table.walk();
    for (byte[] element = walk.next(); element != null; element = walk.next()) {
      elements[size++] = element;
    }
    Arrays.sort(elements, ORDER);
    return elements;
  }
}

package io.vedette.node.type.table;

import io.vedette.node.store.Bytes;
import java.util.Arrays;

/** Where the member lies in an entry of a {@link MemberTable}: a single array of bytes. */
public enum MemberLayout {
  /** The member is the whole entry: sets. */
  WHOLE,

  /** 8 bytes, then the member up to the end: sorted sets. */
  AFTER_8_BYTES,

  /** Length of the member as a varint, the member, and the rest is a value: hashes. */
  BEFORE_VALUE;

  private static final int SCORE_BYTES = 8;

  /** Where the member starts. */
  public int memberOffset(byte[] entry) {
    return switch (this) {
      case WHOLE -> 0;
      case AFTER_8_BYTES -> SCORE_BYTES;
      case BEFORE_VALUE -> {
        int at = 0;
        while (entry[at] < 0) {
          at++;
        }
        yield at + 1;
      }
    };
  }

  /** How long the member is. */
  public int memberLength(byte[] entry) {
    return switch (this) {
      case WHOLE -> entry.length;
      case AFTER_8_BYTES -> entry.length - SCORE_BYTES;
      case BEFORE_VALUE -> {
        int length = entry[0] & 0x7f;
        int at = 0;
        for (int bits = 7; entry[at] < 0; bits += 7) {
          length |= (entry[++at] & 0x7f) << bits;
        }
        yield length;
      }
    };
  }

  /** Where the value of a {@link #BEFORE_VALUE} entry starts; it goes to the end. */
  public static int valueOffset(byte[] entry) {
    int first = entry[0];
    return first >= 0
        ? 1 + first
        : BEFORE_VALUE.memberOffset(entry) + BEFORE_VALUE.memberLength(entry);
  }

  /** An entry of a member and a value; both are copied. */
  public static byte[] beforeValue(
      byte[] member,
      int memberOffset,
      int memberLength,
      byte[] value,
      int valueOffset,
      int valueLength) {
    int head = memberLength < 0x80 ? 1 : (38 - Integer.numberOfLeadingZeros(memberLength)) / 7;
    byte[] entry = new byte[Math.addExact(head + memberLength, valueLength)];
    int rest = memberLength;
    int at = 0;
    while (rest >= 0x80) {
      entry[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    entry[at++] = (byte) rest;
    System.arraycopy(member, memberOffset, entry, at, memberLength);
    System.arraycopy(value, valueOffset, entry, at + memberLength, valueLength);
    return entry;
  }

  /** A copy of an entry's member. */
  public byte[] member(byte[] entry) {
    int from = memberOffset(entry);
    return Arrays.copyOfRange(entry, from, from + memberLength(entry));
  }

  boolean hasMember(byte[] entry, byte[] member, int offset, int length) {
    return memberLength(entry) == length
        && Bytes.equal(entry, memberOffset(entry), member, offset, length);
  }
}

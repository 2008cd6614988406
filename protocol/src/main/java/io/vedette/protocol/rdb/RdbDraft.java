package io.vedette.protocol.rdb;

import java.util.Arrays;

/**
 * A piece of an RDB in which long strings are not compressed yet, with the places where they stand;
 * made by {@link RdbWriter}, completed by {@link RdbFinisher}.
 *
 * <p>Compression and checksum cost more than all the rest; drafts let another thread do them. A
 * draft belongs to one thread at a time, and can be used again after {@link #clear}.
 */
public final class RdbDraft {
  final byte[] bytes;
  int length;

  /** Pairs: where the length in front of a string starts, and the string's own length. */
  private int[] strings = new int[128];

  private int stringCount;

  /**
   * @param capacity most bytes it takes
   */
  public RdbDraft(int capacity) {
    bytes = new byte[capacity];
  }

  /** Bytes it can hold. */
  public int capacity() {
    return bytes.length;
  }

  /** Bytes it holds. */
  public int length() {
    return length;
  }

  void stringAt(int position, int stringLength) {
    if (2 * stringCount == strings.length) {
      strings = Arrays.copyOf(strings, strings.length * 2);
    }
    strings[2 * stringCount] = position;
    strings[2 * stringCount + 1] = stringLength;
    stringCount++;
  }

  /** How many strings may be compressed. */
  int strings() {
    return stringCount;
  }

  int position(int string) {
    return strings[2 * string];
  }

  int length(int string) {
    return strings[2 * string + 1];
  }

  /** Empties it. */
  public void clear() {
    length = 0;
    stringCount = 0;
  }
}

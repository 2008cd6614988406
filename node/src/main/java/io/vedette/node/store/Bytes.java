package io.vedette.node.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and compares several bytes of an array at once. */
public final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  public static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  public static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /** Whether two ranges of equal length hold the same bytes. */
  public static boolean equal(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    if (length < Long.BYTES) {
      return equalShort(a, aOffset, b, bOffset, length);
    }
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (getLong(a, aOffset + i) != getLong(b, bOffset + i)) {
        return false;
      }
    }
    // The last word overlaps the one before instead of ending in a loop over single bytes.
    return getLong(a, aOffset + last) == getLong(b, bOffset + last);
  }

  private static boolean equalShort(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    if (length >= Integer.BYTES) {
      int last = length - Integer.BYTES;
      return getInt(a, aOffset) == getInt(b, bOffset)
          && getInt(a, aOffset + last) == getInt(b, bOffset + last);
    }
    for (int i = 0; i < length; i++) {
      if (a[aOffset + i] != b[bOffset + i]) {
        return false;
      }
    }
    return true;
  }
}

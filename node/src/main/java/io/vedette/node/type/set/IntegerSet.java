package io.vedette.node.type.set;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and edits a sorted set of integers in an array, from a base to its end. An edit answers
 * with a new array, with what lies before the base copied.
 *
 * <p>Format: Redis's intset, little endian: 4 bytes width (2, 4 or 8 bytes, as the largest number
 * ever held needs), 4 bytes count, the numbers in ascending order.
 */
final class IntegerSet {
  /** Bytes before the numbers. */
  static final int HEADER_BYTES = 8;

  private static final int COUNT_AT = 4;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private IntegerSet() {}

  /** A set without numbers, with its base at 0. */
  static byte[] empty() {
    byte[] bytes = new byte[HEADER_BYTES];
    INT.set(bytes, 0, Short.BYTES);
    return bytes;
  }

  static int count(byte[] bytes, int base) {
    return (int) INT.get(bytes, base + COUNT_AT);
  }

  /** Bytes of each number. */
  static int width(byte[] bytes, int base) {
    return (int) INT.get(bytes, base);
  }

  private static int widthOf(long number) {
    if (number == (short) number) {
      return Short.BYTES;
    }
    return number == (int) number ? Integer.BYTES : Long.BYTES;
  }

  /** The number of a rank, from 0. */
  static long get(byte[] bytes, int base, int rank) {
    int width = width(bytes, base);
    return read(bytes, base + HEADER_BYTES + rank * width, width);
  }

  private static long read(byte[] bytes, int at, int width) {
    return switch (width) {
      case Short.BYTES -> (short) SHORT.get(bytes, at);
      case Integer.BYTES -> (int) INT.get(bytes, at);
      default -> (long) LONG.get(bytes, at);
    };
  }

  private static void write(byte[] bytes, int at, int width, long number) {
    switch (width) {
      case Short.BYTES -> SHORT.set(bytes, at, (short) number);
      case Integer.BYTES -> INT.set(bytes, at, (int) number);
      default -> LONG.set(bytes, at, number);
    }
  }

  /** The rank of a number; if it is not there, {@code -1 -} the rank that it would have. */
  static int find(byte[] bytes, int base, long number) {
    int low = 0;
    int high = count(bytes, base) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = get(bytes, base, middle);
      if (there == number) {
        return middle;
      }
      if (there < number) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /**
   * Adds a number that is not there.
   *
   * @param rank the rank that it will have
   */
  static byte[] insert(byte[] bytes, int base, int rank, long number) {
    int width = width(bytes, base);
    int count = count(bytes, base);
    int newWidth = Math.max(width, widthOf(number));
    byte[] edited = resized(bytes, base, newWidth, count + 1);
    int from = base + HEADER_BYTES;
    if (newWidth == width) {
      int place = from + rank * width;
      System.arraycopy(bytes, from, edited, from, place - from);
      System.arraycopy(bytes, place, edited, place + width, bytes.length - place);
    } else {
      for (int i = 0; i < count; i++) {
        int to = i < rank ? i : i + 1;
        write(edited, from + to * newWidth, newWidth, get(bytes, base, i));
      }
    }
    write(edited, from + rank * newWidth, newWidth, number);
    return edited;
  }

  /** Takes away the number of a rank. */
  static byte[] delete(byte[] bytes, int base, int rank) {
    int width = width(bytes, base);
    byte[] edited = resized(bytes, base, width, count(bytes, base) - 1);
    int from = base + HEADER_BYTES;
    int place = from + rank * width;
    System.arraycopy(bytes, from, edited, from, place - from);
    System.arraycopy(bytes, place + width, edited, place, bytes.length - place - width);
    return edited;
  }

  private static byte[] resized(byte[] bytes, int base, int width, int count) {
    byte[] edited = new byte[Math.addExact(base + HEADER_BYTES, Math.multiplyExact(count, width))];
    System.arraycopy(bytes, 0, edited, 0, base);
    INT.set(edited, base, width);
    INT.set(edited, base + COUNT_AT, count);
    return edited;
  }

  /** Whether bytes that came from outside are such a set: complete, and in ascending order. */
  static boolean isValid(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return false;
    }
    int width = width(bytes, 0);
    int count = count(bytes, 0);
    boolean known = width == Short.BYTES || width == Integer.BYTES || width == Long.BYTES;
    if (!known || count < 0 || bytes.length != HEADER_BYTES + (long) count * width) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (get(bytes, 0, i - 1) >= get(bytes, 0, i)) {
        return false;
      }
    }
    return true;
  }
}

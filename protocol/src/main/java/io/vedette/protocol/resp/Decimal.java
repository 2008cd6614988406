package io.vedette.protocol.resp;

/** Whole numbers in decimal ASCII, without allocation. */
public final class Decimal {
  private Decimal() {}

  /** Number of characters of {@code n}, its sign included. */
  public static int length(long n) {
    if (n == Long.MIN_VALUE) {
      return 20;
    }
    int length = n < 0 ? 2 : 1;
    for (long rest = Math.abs(n); rest >= 10; rest /= 10) {
      length++;
    }
    return length;
  }

  /** Writes {@code n} at {@code at} and answers the index after it. */
  public static int write(long n, byte[] target, int at) {
    int end = at + length(n);
    int i = end;
    long rest = n;
    do {
      target[--i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (n < 0) {
      target[--i] = '-';
    }
    return end;
  }

  /**
   * Whether the bytes are the canonical decimal of a long: no leading zeros or plus sign, no
   * blanks, within range. Then {@link #parse} gives it.
   */
  public static boolean isLong(byte[] source, int offset, int length) {
    if (length == 0 || length > 20) {
      return false;
    }
    int i = offset;
    int end = offset + length;
    boolean negative = source[i] == '-';
    if (negative && ++i == end) {
      return false;
    }
    if (source[i] == '0') {
      return length == 1;
    }
    long n = 0;
    for (; i < end; i++) {
      int digit = source[i] - '0';
      if (digit < 0 || digit > 9 || n < Long.MIN_VALUE / 10) {
        return false;
      }
      n = n * 10 - digit;
      if (n > 0) {
        return false;
      }
    }
    return negative || n != Long.MIN_VALUE;
  }

  /** The number that {@link #isLong} bytes stand for. */
  public static long parse(byte[] source, int offset, int length) {
    int i = offset;
    int end = offset + length;
    boolean negative = source[i] == '-';
    if (negative) {
      i++;
    }
    long n = 0;
    for (; i < end; i++) {
      n = n * 10 - (source[i] - '0');
    }
    return negative ? n : -n;
  }
}

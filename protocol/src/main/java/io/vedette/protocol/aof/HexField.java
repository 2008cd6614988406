package io.vedette.protocol.aof;

/** Text and numbers of fixed width in a line of bytes. */
final class HexField {
  private static final String DIGITS = "0123456789abcdef";

  private HexField() {}

  /** Writes the characters, one byte each; returns where they end. */
  static int put(String text, byte[] out, int at) {
    for (int i = 0; i < text.length(); i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }

  /** Writes the low {@code width} hexadecimal digits; returns where they end. */
  static int put(long number, int width, byte[] out, int at) {
    for (int i = 0; i < width; i++) {
      out[at + i] = (byte) DIGITS.charAt((int) (number >>> 4 * (width - 1 - i)) & 0xF);
    }
    return at + width;
  }

  /** Whether there are nothing but lower-case digits. */
  static boolean is(byte[] bytes, int at, int width) {
    for (int i = at; i < at + width; i++) {
      if (digit(bytes[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The number of {@code width} digits that {@link #is} has seen. */
  static long get(byte[] bytes, int at, int width) {
    long number = 0;
    for (int i = at; i < at + width; i++) {
      number = number << 4 | digit(bytes[i]);
    }
    return number;
  }

  private static int digit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
  }
}

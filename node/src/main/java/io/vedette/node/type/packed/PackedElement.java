package io.vedette.node.type.packed;

import io.vedette.protocol.resp.Decimal;

/**
 * One element of a listpack: a number or a string, written so that its size stands before and,
 * readable backwards, behind it.
 *
 * <p>Format: Redis's listpack elements. A string that is a whole number in its shortest decimal
 * form is always kept as the number.
 */
public final class PackedElement {
  private static final int STRING_32 = 0xF0;
  private static final int INT_16 = 0xF1;
  private static final int INT_24 = 0xF2;
  private static final int INT_32 = 0xF3;
  private static final int INT_64 = 0xF4;

  private PackedElement() {}

  // ---- sizes

  /** Bytes of an element that holds this string, its size behind it included. */
  public static int bytesFor(byte[] source, int offset, int length) {
    int head =
        Decimal.isLong(source, offset, length)
            ? integerBytes(Decimal.parse(source, offset, length))
            : stringHeadBytes(length) + length;
    return head + backLinkBytes(head);
  }

  /** Bytes of an element that holds this number. */
  public static int bytesFor(long number) {
    int head = integerBytes(number);
    return head + backLinkBytes(head);
  }

  private static int integerBytes(long n) {
    if (n >= 0 && n <= 127) {
      return 1;
    }
    if (n >= -4096 && n <= 4095) {
      return 2;
    }
    if (n == (short) n) {
      return 3;
    }
    if (n >= -(1 << 23) && n < 1 << 23) {
      return 4;
    }
    return n == (int) n ? 5 : 9;
  }

  private static int stringHeadBytes(int length) {
    if (length < 64) {
      return 1;
    }
    return length < 4096 ? 2 : 5;
  }

  private static int backLinkBytes(int size) {
    if (size <= 127) {
      return 1;
    }
    if (size < 16_383) {
      return 2;
    }
    if (size < 2_097_151) {
      return 3;
    }
    return size < 268_435_455 ? 4 : 5;
  }

  /** Bytes of the element at a place, its size behind it included. */
  public static int bytesAt(byte[] bytes, int at) {
    int head = headBytesAt(bytes, at);
    return head + backLinkBytes(head);
  }

  private static int headBytesAt(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    if (first < 0xC0) {
      return 1 + (first & 0x3F);
    }
    if (first < 0xE0) {
      return 2;
    }
    if (first < 0xF0) {
      return 2 + stringLength(bytes, at);
    }
    return switch (first) {
      case STRING_32 -> 5 + stringLength(bytes, at);
      case INT_16 -> 3;
      case INT_24 -> 4;
      case INT_32 -> 5;
      default -> 9;
    };
  }

  /** Where the element begins that ends before a place. */
  public static int before(byte[] bytes, int end) {
    int at = end - 1;
    int size = bytes[at] & 127;
    for (int shift = 7; bytes[at] < 0; shift += 7) {
      size |= (bytes[--at] & 127) << shift;
    }
    return at - size;
  }

  // ---- reading

  public static boolean isInteger(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    return first < 0x80 || first >= 0xC0 && first < 0xE0 || first > STRING_32;
  }

  /** The number of an {@linkplain #isInteger integer} element. */
  public static long integer(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    if (first < 0xE0) {
      int bits = (first & 0x1F) << 8 | bytes[at + 1] & 0xFF;
      return bits << 19 >> 19;
    }
    return switch (first) {
      case INT_16 -> (short) littleEndian(bytes, at + 1, 2);
      case INT_24 -> (int) littleEndian(bytes, at + 1, 3) << 8 >> 8;
      case INT_32 -> (int) littleEndian(bytes, at + 1, 4);
      default -> littleEndian(bytes, at + 1, 8);
    };
  }

  private static long littleEndian(byte[] bytes, int at, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }

  /** Where the bytes of a string element start. */
  public static int stringOffset(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < 0xC0) {
      return at + 1;
    }
    return first < 0xF0 ? at + 2 : at + 5;
  }

  /** How many bytes the string of a string element has. */
  public static int stringLength(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < 0xC0) {
      return first & 0x3F;
    }
    if (first < 0xF0) {
      return (first & 0x0F) << 8 | bytes[at + 1] & 0xFF;
    }
    return (int) littleEndian(bytes, at + 1, 4);
  }

  // ---- writing

  /** Writes an element that holds this string; returns the place after it. */
  public static int write(byte[] target, int at, byte[] source, int offset, int length) {
    if (Decimal.isLong(source, offset, length)) {
      return write(target, at, Decimal.parse(source, offset, length));
    }
    int head = stringHeadBytes(length);
    if (head == 1) {
      target[at] = (byte) (0x80 | length);
    } else if (head == 2) {
      target[at] = (byte) (0xE0 | length >>> 8);
      target[at + 1] = (byte) length;
    } else {
      target[at] = (byte) STRING_32;
      putLittleEndian(target, at + 1, length, 4);
    }
    System.arraycopy(source, offset, target, at + head, length);
    return backLink(target, at + head + length, head + length);
  }

  /** Writes an element that holds this number; returns the place after it. */
  public static int write(byte[] target, int at, long n) {
    int size = integerBytes(n);
    switch (size) {
      case 1 -> target[at] = (byte) n;
      case 2 -> {
        target[at] = (byte) (0xC0 | n >>> 8 & 0x1F);
        target[at + 1] = (byte) n;
      }
      case 3 -> target[at] = (byte) INT_16;
      case 4 -> target[at] = (byte) INT_24;
      case 5 -> target[at] = (byte) INT_32;
      default -> target[at] = (byte) INT_64;
    }
    if (size > 2) {
      putLittleEndian(target, at + 1, n, size - 1);
    }
    return backLink(target, at + size, size);
  }

  /** Sets bits, 1 to 127, of the number of an element, which keeps its form and size. */
  public static void setBits(byte[] target, int at, int bits) {
    // No form but that of one byte has bits of the number's lowest byte in its first one.
    int lowest = target[at] >= 0 ? at : at + 1;
    target[lowest] |= (byte) bits;
  }

  private static void putLittleEndian(byte[] target, int at, long value, int width) {
    for (int i = 0; i < width; i++) {
      target[at + i] = (byte) (value >>> 8 * i);
    }
  }

  private static int backLink(byte[] target, int at, int size) {
    int width = backLinkBytes(size);
    for (int i = 0; i < width; i++) {
      int bits = size >>> 7 * (width - 1 - i) & 127;
      target[at + i] = (byte) (i == 0 ? bits : bits | 128);
    }
    return at + width;
  }
}

package io.vedette.node.command.number;

import java.nio.charset.StandardCharsets;

/** Reads a double from the start of a text as C's {@code strtod} does. To be used once. */
public final class CDouble {
  private final byte[] text;
  private final int from;
  private final int until;
  private int at;
  private double value;
  private boolean hasDigits;
  private boolean hasNonZero;

  /** Reads what a range begins with; without a number that is 0 and nothing. */
  public CDouble(byte[] text, int offset, int length) {
    this.text = text;
    this.from = offset;
    this.until = offset + length;
    read();
  }

  public double value() {
    return value;
  }

  /** Where the number ends; at the start of the range if there is none. */
  public int end() {
    return at;
  }

  /** Whether digits that are not all zero were so small that only zero is left. */
  public boolean isUnderflow() {
    return hasNonZero && value == 0;
  }

  /** Whether digits told a number beyond all finite ones. */
  public boolean isOverflow() {
    return hasDigits && Double.isInfinite(value);
  }

  /** What C's {@code isspace} takes for a blank. */
  public static boolean isBlank(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  private void read() {
    at = from;
    while (at < until && isBlank(text[at])) {
      at++;
    }
    boolean negative = at < until && text[at] == '-';
    int number = at;
    if (at < until && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int unsigned = at;
    double magnitude;
    if (word("infinity") || word("inf")) {
      magnitude = Double.POSITIVE_INFINITY;
    } else if (word("nan")) {
      magnitude = Double.NaN;
    } else if (isHexadecimal()) {
      at += 2;
      digits(16);
      boolean exponent = exponent('p');
      magnitude = Double.parseDouble(ascii(unsigned) + (exponent ? "" : "p0"));
    } else if (digits(10)) {
      exponent('e');
      magnitude = Double.parseDouble(ascii(unsigned));
    } else {
      at = from;
      return;
    }
    value = negative && number < unsigned ? -magnitude : magnitude;
  }

  private String ascii(int start) {
    return new String(text, start, at - start, StandardCharsets.US_ASCII);
  }

  private boolean word(String lowerCase) {
    if (until - at < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((text[at + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    at += lowerCase.length();
    return true;
  }

  private boolean isHexadecimal() {
    boolean prefix = until - at > 2 && text[at] == '0' && (text[at + 1] | 0x20) == 'x';
    return prefix && (isDigit(at + 2, 16) || text[at + 2] == '.' && isDigit(at + 3, 16));
  }

  private boolean isDigit(int place, int radix) {
    return place < until && text[place] >= 0 && Character.digit(text[place], radix) >= 0;
  }

  /** Passes digits with at most one point among them; says whether there was a digit. */
  private boolean digits(int radix) {
    int start = at;
    boolean point = false;
    while (isDigit(at, radix) || !point && at < until && text[at] == '.') {
      if (text[at] == '.') {
        point = true;
      } else {
        hasDigits = true;
        hasNonZero |= text[at] != '0';
      }
      at++;
    }
    if (!hasDigits) {
      at = start;
    }
    return hasDigits;
  }

  private boolean exponent(char letter) {
    if (at >= until || (text[at] | 0x20) != letter) {
      return false;
    }
    int digit = at + 1;
    if (digit < until && (text[digit] == '-' || text[digit] == '+')) {
      digit++;
    }
    if (!isDigit(digit, 10)) {
      return false;
    }
    at = digit;
    while (isDigit(at, 10)) {
      at++;
    }
    return true;
  }
}

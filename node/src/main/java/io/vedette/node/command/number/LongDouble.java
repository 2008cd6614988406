package io.vedette.node.command.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A floating-point number with a significand of 64 bits and an exponent of 15: C's {@code long
 * double} on x86-64, in which Redis calculates INCRBYFLOAT and the timeouts of blocking commands.
 * So results are equal digit by digit.
 *
 * <p>Infinity is represented, since it may be read; a sum never is infinite.
 */
public final class LongDouble {
  public static final LongDouble ZERO = new LongDouble(BigDecimal.ZERO, false);

  private static final LongDouble INFINITY = new LongDouble(BigDecimal.ONE, true);
  private static final LongDouble MINUS_INFINITY = new LongDouble(BigDecimal.ONE.negate(), true);

  /** Longest text that Redis reads as a number. */
  private static final int MAX_TEXT = 5 * 1024;

  private static final int SIGNIFICAND_BITS = 64;
  private static final int MAX_EXPONENT = 16384;
  private static final int MIN_EXPONENT = -16445;

  /** Beyond these powers of ten every number is out of range, and too large to calculate with. */
  private static final int DECIMAL_EXPONENT_LIMIT = 5000;

  private static final int SHOWN_DECIMALS = 17;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d++)?");

  private static final Pattern HEXADECIMAL =
      Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]*)\\.?([0-9a-fA-F]*)(?:[pP]([+-]?\\d+))?");

  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");

  /** Of an infinite one only the sign counts. */
  private final BigDecimal value;

  private final boolean infinite;

  private LongDouble(BigDecimal value, boolean infinite) {
    this.value = value;
    this.infinite = infinite;
  }

  /** Reads what C's {@code strtold} reads completely; null if it is no number or out of range. */
  public static LongDouble parse(String text) {
    if (text.length() > MAX_TEXT) {
      return null;
    }
    if (DECIMAL.matcher(text).matches()) {
      return parseDecimal(text);
    }
    if (INFINITE.matcher(text).matches()) {
      return text.startsWith("-") ? MINUS_INFINITY : INFINITY;
    }
    return parseHexadecimal(text);
  }

  private static LongDouble parseDecimal(String text) {
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    String digits = e < 0 ? text : text.substring(0, e);
    BigDecimal significand = new BigDecimal(digits);
    if (significand.signum() == 0) {
      return ZERO;
    }
    int exponent = e < 0 ? 0 : exponent(text.substring(e + 1));
    long magnitude = (long) significand.precision() - significand.scale() + exponent;
    if (Math.abs(magnitude) > DECIMAL_EXPONENT_LIMIT) {
      return null;
    }
    return inRange(significand.scaleByPowerOfTen(exponent));
  }

  private static LongDouble parseHexadecimal(String text) {
    var match = HEXADECIMAL.matcher(text);
    if (!match.matches() || match.group(2).isEmpty() && match.group(3).isEmpty()) {
      return null;
    }
    BigInteger digits = new BigInteger("0" + match.group(2) + match.group(3), 16);
    if (digits.signum() == 0) {
      return ZERO;
    }
    int power = match.group(4) == null ? 0 : exponent(match.group(4));
    long exponent = power - 4L * match.group(3).length();
    if (Math.abs(exponent + digits.bitLength()) > 2L * MAX_EXPONENT) {
      return null;
    }
    BigDecimal value = scaled(digits, (int) exponent);
    return inRange("-".equals(match.group(1)) ? value.negate() : value);
  }

  /** An exponent, clamped to where its exact size no longer matters. */
  private static int exponent(String text) {
    BigInteger limit = BigInteger.valueOf(1_000_000);
    return new BigInteger(text).min(limit).max(limit.negate()).intValue();
  }

  private static LongDouble inRange(BigDecimal exact) {
    BigDecimal rounded = round(exact);
    return rounded == null || rounded.signum() == 0 ? null : new LongDouble(rounded, false);
  }

  public boolean isInfinite() {
    return infinite;
  }

  public boolean isNegative() {
    return value.signum() < 0;
  }

  /** The product with a whole number, rounded up to a whole one; null if it is infinite. */
  public BigDecimal ceilingTimes(long factor) {
    BigDecimal product = infinite ? null : round(value.multiply(BigDecimal.valueOf(factor)));
    return product == null ? null : product.setScale(0, RoundingMode.CEILING);
  }

  /** The sum, or null if it is infinite or not a number. */
  public LongDouble plus(LongDouble other) {
    if (infinite || other.infinite) {
      return null;
    }
    BigDecimal sum = round(value.add(other.value));
    return sum == null ? null : new LongDouble(sum, false);
  }

  /** The nearest representable number, ties to even; null if that is infinite. */
  private static BigDecimal round(BigDecimal exact) {
    if (exact.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigInteger numerator = exact.unscaledValue().abs();
    BigInteger denominator = BigInteger.ONE;
    if (exact.scale() > 0) {
      denominator = BigInteger.TEN.pow(exact.scale());
    } else {
      numerator = numerator.multiply(BigInteger.TEN.pow(-exact.scale()));
    }
    int exponent = numerator.bitLength() - denominator.bitLength() - SIGNIFICAND_BITS;
    BigInteger significand = quotient(numerator, denominator, Math.max(exponent, MIN_EXPONENT));
    if (significand.bitLength() > SIGNIFICAND_BITS) {
      exponent++;
      significand = quotient(numerator, denominator, Math.max(exponent, MIN_EXPONENT));
    }
    exponent = Math.max(exponent, MIN_EXPONENT);
    if (significand.bitLength() + exponent > MAX_EXPONENT) {
      return null;
    }
    BigDecimal rounded = scaled(significand, exponent);
    return exact.signum() < 0 ? rounded.negate() : rounded;
  }

  /** {@code numerator / denominator / 2^exponent}, rounded half to even. */
  private static BigInteger quotient(BigInteger numerator, BigInteger denominator, int exponent) {
    BigInteger up = exponent < 0 ? numerator.shiftLeft(-exponent) : numerator;
    BigInteger down = exponent > 0 ? denominator.shiftLeft(exponent) : denominator;
    return new BigDecimal(up)
        .divide(new BigDecimal(down), 0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  private static BigDecimal scaled(BigInteger significand, int exponent) {
    return exponent >= 0
        ? new BigDecimal(significand.shiftLeft(exponent))
        : new BigDecimal(significand).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
  }

  /** Up to 17 decimals, without trailing zeros and never with an exponent. */
  @Override
  public String toString() {
    BigDecimal shown = value.setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN);
    if (shown.signum() == 0) {
      return "0";
    }
    return shown.stripTrailingZeros().toPlainString();
  }
}

package io.vedette.node.type.zset;

import io.vedette.node.command.number.CDouble;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Scores as text, as Redis 7.0 reads and writes them: like C's {@code strtod} and {@code %.17g}.
 */
public final class ScoreText {
  private static final int DIGITS = 17;
  private static final MathContext ROUNDED = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  /** Whole numbers below have up to 17 digits. */
  private static final double PLAIN_BELOW = 1e17;

  /** Up to this a listpack holds whole scores as integers. */
  private static final double MAX_INTEGER = 0x1p62;

  private static final int MIN_PLAIN_EXPONENT = -4;

  private ScoreText() {}

  /** A number that fills the range; NaN if it is none, out of range, or "nan". */
  public static double parse(byte[] text, int offset, int length) {
    if (Decimal.isLong(text, offset, length)) {
      return Decimal.parse(text, offset, length);
    }
    if (length == 0 || CDouble.isBlank(text[offset])) {
      return Double.NaN;
    }
    CDouble read = new CDouble(text, offset, length);
    boolean whole = read.end() == offset + length;
    return !whole || read.isOverflow() || read.isUnderflow() ? Double.NaN : read.value();
  }

  /** A limit of a range: blanks before it, and nothing at all, are allowed; NaN if it is none. */
  static double parseLimit(byte[] text, int offset, int length) {
    if (Decimal.isLong(text, offset, length)) {
      return Decimal.parse(text, offset, length);
    }
    CDouble read = new CDouble(text, offset, length);
    boolean whole = read.end() == offset + length || text[read.end()] == 0;
    return whole ? read.value() : Double.NaN;
  }

  /** A score as replies show it. */
  public static String of(double score) {
    return isPlain(score) ? Long.toString((long) score) : fraction(score);
  }

  /** Replies with a score. */
  public static void reply(ReplyBuffer reply, double score) {
    if (reply.protocol() == 2 && isPlain(score)) {
      reply.bulkLong((long) score);
    } else {
      reply.doubleText(of(score));
    }
  }

  private static boolean isPlain(double score) {
    return isInteger(score)
        && Math.abs(score) < PLAIN_BELOW
        && (score != 0 || Double.doubleToRawLongBits(score) == 0);
  }

  /**
   * Whether a listpack holds a score as an integer; else as {@link #packed} text. So the sign of a
   * zero is lost there, as in Redis.
   */
  static boolean isInteger(double score) {
    return Math.abs(score) <= MAX_INTEGER && score == (long) score;
  }

  /** A score that is no {@linkplain #isInteger integer} as a listpack holds it. */
  static byte[] packed(double score) {
    return fraction(score).getBytes(StandardCharsets.US_ASCII);
  }

  private static String fraction(double score) {
    if (Double.isInfinite(score)) {
      return score > 0 ? "inf" : "-inf";
    }
    if (score == 0) {
      return "-0";
    }
    BigDecimal rounded = new BigDecimal(Math.abs(score)).round(ROUNDED).stripTrailingZeros();
    String digits = rounded.unscaledValue().toString();
    int exponent = rounded.precision() - rounded.scale() - 1;
    StringBuilder out = new StringBuilder(DIGITS + 8);
    if (score < 0) {
      out.append('-');
    }
    if (exponent < MIN_PLAIN_EXPONENT || exponent >= DIGITS) {
      scientific(out, digits, exponent);
    } else {
      out.append(rounded.toPlainString());
    }
    return out.toString();
  }

  private static void scientific(StringBuilder out, String digits, int exponent) {
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      out.append('0');
    }
    out.append(Math.abs(exponent));
  }
}

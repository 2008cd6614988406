package io.vedette.node.command.blocking;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Reads the timeouts of blocking commands, in Redis's words where they are none. */
public final class BlockTimeout {
  private static final CommandError NEGATIVE = new CommandError("ERR timeout is negative");
  private static final CommandError OUT_OF_RANGE = new CommandError("ERR timeout is out of range");
  private static final CommandError NO_FLOAT =
      new CommandError("ERR timeout is not a float or out of range");
  private static final CommandError NO_INTEGER =
      new CommandError("ERR timeout is not an integer or out of range");

  /** Longest text that is taken for a number. */
  private static final int MAX_TEXT = 256;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d{1,4})?");
  private static final Pattern INFINITE = Pattern.compile("(?i)([+-]?)inf(inity)?");

  private BlockTimeout() {}

  /** Milliseconds, rounded up, of an argument in seconds, which may have a fraction. */
  public static long ofSeconds(Execution x, int argument) {
    int from = x.offset(argument);
    int length = x.length(argument);
    if (Decimal.isLong(x.bytes(), from, length)) {
      long seconds = Decimal.parse(x.bytes(), from, length);
      if (seconds > Long.MAX_VALUE / 1000) {
        throw OUT_OF_RANGE;
      }
      return checked(x, seconds < 0 ? -1 : seconds * 1000);
    }
    String text = length > MAX_TEXT ? "" : x.text(argument);
    if (INFINITE.matcher(text).matches()) {
      throw text.startsWith("-") ? NEGATIVE : OUT_OF_RANGE;
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw NO_FLOAT;
    }
    BigDecimal ms = new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.CEILING);
    if (ms.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw OUT_OF_RANGE;
    }
    return checked(x, ms.signum() < 0 ? -1 : ms.longValue());
  }

  /** Milliseconds of an argument that is a whole number of them. */
  public static long ofMillis(Execution x, int argument) {
    int from = x.offset(argument);
    int length = x.length(argument);
    if (!Decimal.isLong(x.bytes(), from, length)) {
      throw NO_INTEGER;
    }
    return checked(x, Decimal.parse(x.bytes(), from, length));
  }

  private static long checked(Execution x, long timeoutMs) {
    if (timeoutMs < 0) {
      throw NEGATIVE;
    }
    if (timeoutMs > Long.MAX_VALUE - x.nowMs()) {
      throw OUT_OF_RANGE;
    }
    return timeoutMs;
  }
}

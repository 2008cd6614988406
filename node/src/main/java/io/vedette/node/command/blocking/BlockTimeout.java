package io.vedette.node.command.blocking;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.number.LongDouble;
import io.vedette.protocol.resp.Decimal;
import java.math.BigDecimal;

/** Reads the timeouts of blocking commands, in Redis's words where they are none. */
public final class BlockTimeout {
  private static final CommandError NEGATIVE = new CommandError("ERR timeout is negative");
  private static final CommandError OUT_OF_RANGE = new CommandError("ERR timeout is out of range");
  private static final CommandError NO_FLOAT =
      new CommandError("ERR timeout is not a float or out of range");
  private static final CommandError NO_INTEGER =
      new CommandError("ERR timeout is not an integer or out of range");

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
    LongDouble seconds = LongDouble.parse(x.text(argument));
    if (seconds == null) {
      throw NO_FLOAT;
    }
    BigDecimal ms = seconds.ceilingTimes(1000);
    if (seconds.isNegative() && (ms == null || ms.signum() < 0)) {
      throw NEGATIVE;
    }
    if (ms == null || ms.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw OUT_OF_RANGE;
    }
    return checked(x, ms.longValue());
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

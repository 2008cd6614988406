package io.vedette.protocol.config;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Whole numbers within a range, or sizes in bytes with a unit: {@code 1k} is 1000, {@code 1kb} 1024
 * bytes, likewise m, mb, g, gb.
 */
record NumberType<N extends Number>(boolean memory, long min, long max, LongFunction<N> box)
    implements ValueType<N> {
  private static final String[] UNITS = {"b", "k", "kb", "m", "mb", "g", "gb"};
  private static final long[] FACTORS = {
    1, 1000, 1L << 10, 1_000_000, 1L << 20, 1_000_000_000, 1L << 30
  };

  @Override
  public N parse(List<String> arguments, N current) throws InvalidValueException {
    String text = arguments.getFirst();
    long value = memory ? bytes(text) : number(text);
    if (value < min || value > max) {
      throw new InvalidValueException(
          "argument must be between " + min + " and " + max + " inclusive");
    }
    return box.apply(value);
  }

  @Override
  public List<String> format(N value) {
    return List.of(Long.toString(value.longValue()));
  }

  @Override
  public List<String> formatForFile(N value) {
    long bytes = value.longValue();
    if (memory && bytes > 0) {
      for (int unit = UNITS.length - 1; unit > 0; unit -= 2) {
        if (bytes % FACTORS[unit] == 0) {
          return List.of(bytes / FACTORS[unit] + UNITS[unit]);
        }
      }
    }
    return format(value);
  }

  private static long number(String text) throws InvalidValueException {
    try {
      long value = Long.parseLong(text);
      if (Long.toString(value).equals(text)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with the text that Redis has for it.
    }
    throw new InvalidValueException("argument couldn't be parsed into an integer");
  }

  private static long bytes(String text) throws InvalidValueException {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    try {
      return Math.multiplyExact(
          Long.parseLong(text.substring(0, digits)), factor(text.substring(digits)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new InvalidValueException("argument must be a memory value");
    }
  }

  private static long factor(String unit) {
    if (unit.isEmpty()) {
      return 1;
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit.toLowerCase(Locale.ROOT))) {
        return FACTORS[i];
      }
    }
    throw new NumberFormatException(unit);
  }
}

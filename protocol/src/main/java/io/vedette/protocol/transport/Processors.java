package io.vedette.protocol.transport;

import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.util.BitSet;
import java.util.List;

/**
 * On which processors threads may run, as Redis's {@code server_cpulist} writes it: numbers and
 * ranges with an optional step, {@code 0,4-7,8-15:2}. Empty: on any.
 *
 * @param text as it was written
 * @param numbers those named; not to be changed
 */
public record Processors(String text, BitSet numbers) {
  /** More than that cannot be named, as with glibc's {@code cpu_set_t}. */
  static final int MAX = 1024;

  /** All that the process may use. */
  public static final Processors ANY = new Processors("", new BitSet());

  static final ValueType<Processors> TYPE = new Type();

  /** Where a process keeps its event loops; refused if it may use none of these processors. */
  public static final Directive<Processors> SERVER_CPULIST =
      Directive.of("server_cpulist", TYPE, ANY).immutable().unless(Affinity::refusal);

  /** Whether nothing is asked for. */
  public boolean isAny() {
    return numbers.isEmpty();
  }

  /**
   * What a list means.
   *
   * @throws InvalidValueException if it is none
   */
  public static Processors parse(String text) throws InvalidValueException {
    if (text.isEmpty()) {
      return ANY;
    }
    BitSet numbers = new BitSet();
    for (String part : text.split(",", -1)) {
      String[] range = part.split("[-:]", -1);
      boolean isRange = part.matches("\\d{1,4}-\\d{1,4}(:\\d{1,4})?");
      if (!isRange && !part.matches("\\d{1,4}")) {
        throw invalid();
      }
      int from = Integer.parseInt(range[0]);
      int to = isRange ? Integer.parseInt(range[1]) : from;
      int step = range.length > 2 ? Integer.parseInt(range[2]) : 1;
      if (to < from || to >= MAX || step == 0) {
        throw invalid();
      }
      for (int i = from; i <= to; i += step) {
        numbers.set(i);
      }
    }
    return new Processors(text, numbers);
  }

  private static InvalidValueException invalid() {
    return new InvalidValueException(
        "must be a list of processors like 0,4-7,8-15:2, below " + MAX);
  }

  private static final class Type implements ValueType<Processors> {
    @Override
    public Processors parse(List<String> arguments, Processors current)
        throws InvalidValueException {
      return Processors.parse(arguments.getFirst());
    }

    @Override
    public List<String> format(Processors value) {
      return List.of(value.text);
    }
  }
}

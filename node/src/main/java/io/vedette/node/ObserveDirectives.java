package io.vedette.node;

import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The directives of SLOWLOG and LATENCY, with Redis's names and defaults. */
final class ObserveDirectives {
  static final Directive<Long> SLOWLOG_LOG_SLOWER_THAN =
      Directive.of("slowlog-log-slower-than", new Micros(), 10_000L);
  static final Directive<Integer> SLOWLOG_MAX_LEN =
      Directive.integer("slowlog-max-len", 128, 0, Integer.MAX_VALUE);
  static final Directive<Integer> LATENCY_MONITOR_THRESHOLD =
      Directive.integer("latency-monitor-threshold", 0, 0, Integer.MAX_VALUE);
  static final Directive<Boolean> LATENCY_TRACKING = Directive.yesNo("latency-tracking", true);
  static final Directive<List<Double>> INFO_PERCENTILES =
      Directive.of(
          "latency-tracking-info-percentiles", new Percentiles(), List.of(50.0, 99.0, 99.9));

  private ObserveDirectives() {}

  static List<Directive<?>> all() {
    return List.of(
        SLOWLOG_LOG_SLOWER_THAN,
        SLOWLOG_MAX_LEN,
        LATENCY_MONITOR_THRESHOLD,
        LATENCY_TRACKING,
        INFO_PERCENTILES);
  }

  /** A number of microseconds, -1 meaning never. */
  private static final class Micros implements ValueType<Long> {
    @Override
    public Long parse(List<String> arguments, Long current) throws InvalidValueException {
      try {
        long micros = Long.parseLong(arguments.getFirst());
        if (micros >= -1) {
          return micros;
        }
      } catch (NumberFormatException e) {
        throw new InvalidValueException("argument couldn't be parsed into an integer");
      }
      throw new InvalidValueException(
          "argument must be between -1 and " + Long.MAX_VALUE + " inclusive");
    }

    @Override
    public List<String> format(Long value) {
      return List.of(Long.toString(value));
    }
  }

  /** Numbers from 0 to 100. */
  private static final class Percentiles implements ValueType<List<Double>> {
    @Override
    public List<Double> parse(List<String> arguments, List<Double> current)
        throws InvalidValueException {
      List<Double> percentiles = new ArrayList<>();
      for (String argument : arguments) {
        for (String word : argument.isEmpty() ? new String[0] : argument.split(" ")) {
          percentiles.add(percentile(word));
        }
      }
      return List.copyOf(percentiles);
    }

    private static double percentile(String word) throws InvalidValueException {
      try {
        double percent = Double.parseDouble(word);
        if (percent >= 0 && percent <= 100) {
          return percent;
        }
      } catch (NumberFormatException e) {
        throw new InvalidValueException("Invalid latency-tracking-info-percentiles parameters");
      }
      throw new InvalidValueException(
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
    }

    @Override
    public List<String> format(List<Double> value) {
      return value.isEmpty()
          ? List.of("")
          : value.stream()
              .map(p -> p == Math.rint(p) ? Long.toString(p.longValue()) : Double.toString(p))
              .toList();
    }

    @Override
    public boolean takesSeveral() {
      return true;
    }
  }
}

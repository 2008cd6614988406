package io.vedette.node.command.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events that took at least {@code latency-monitor-threshold}, by their kinds. Shard's thread. */
public final class LatencyMonitor {
  private static final int GRAPH_ROWS = 4;
  private static final String GRAPH_MARKS = "_o#";

  private final ObserveSettings settings;
  private final Map<String, LatencySeries> byEvent = new TreeMap<>();

  LatencyMonitor(ObserveSettings settings) {
    this.settings = settings;
  }

  /** Whether anything is monitored. */
  boolean isOn() {
    return settings.latencyThresholdMs > 0;
  }

  /** An event took so long; short ones are passed over. */
  void add(String event, long atMs, long tookNs) {
    long tookMs = tookNs / 1_000_000;
    if (isOn() && tookMs >= settings.latencyThresholdMs) {
      byEvent.computeIfAbsent(event, e -> new LatencySeries()).add(atMs / 1000, tookMs);
    }
  }

  Map<String, LatencySeries> events() {
    return byEvent;
  }

  LatencySeries of(String event) {
    return byEvent.get(event);
  }

  /** Forgets an event's samples; says whether there were any. */
  boolean forget(String event) {
    return byEvent.remove(event) != null;
  }

  /** A human's view of an event's samples: a bar a sample, its age in letters below. */
  String graph(String event, long nowSeconds) {
    LatencySeries series = of(event);
    List<LatencySeries.Sample> samples = series.samples();
    long high = samples.stream().mapToLong(LatencySeries.Sample::tookMs).max().orElse(0);
    long low = samples.stream().mapToLong(LatencySeries.Sample::tookMs).min().orElse(0);
    List<String> columns = new ArrayList<>();
    int longest = 0;
    for (LatencySeries.Sample sample : samples) {
      String column = bar(sample.tookMs() - low, high - low) + age(nowSeconds - sample.atSeconds());
      columns.add(column);
      longest = Math.max(longest, column.length());
    }
    StringBuilder text = new StringBuilder();
    String head =
        "%s - high %d ms, low %d ms (all time high %d ms)%n"
            .formatted(event, high, low, series.worstMs());
    text.append(head.replace("\r", "")).repeat('-', 80).append('\n');
    for (int row = 0; row < longest; row++) {
      if (row == GRAPH_ROWS) {
        text.append('\n');
      }
      for (String column : columns) {
        text.append(row < column.length() ? column.charAt(row) : ' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Four characters from top to bottom. */
  private static String bar(long value, long range) {
    int steps = GRAPH_ROWS * GRAPH_MARKS.length();
    int height = range == 0 ? 1 : (int) Math.max(1, value * steps / range);
    StringBuilder column = new StringBuilder();
    for (int row = GRAPH_ROWS - 1; row >= 0; row--) {
      int inRow = height - row * GRAPH_MARKS.length();
      if (inRow <= 0) {
        column.append(' ');
      } else {
        int mark = Math.min(inRow, GRAPH_MARKS.length()) - 1;
        column.append(
            row * GRAPH_MARKS.length() + mark + 1 < height ? '|' : GRAPH_MARKS.charAt(mark));
      }
    }
    return column.toString();
  }

  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    } else if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** What the samples say, in words. */
  String report() {
    if (!isOn()) {
      return "Latency monitoring is off: no event is looked at. CONFIG SET"
          + " latency-monitor-threshold <milliseconds> switches it on.\n";
    }
    if (byEvent.isEmpty()) {
      return "No event took "
          + settings.latencyThresholdMs
          + " ms or longer since the monitor was switched on or reset.\n";
    }
    StringBuilder text = new StringBuilder("Events of at least ");
    text.append(settings.latencyThresholdMs).append(" ms, the worst first:\n\n");
    byEvent.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                (Map.Entry<String, LatencySeries> e) -> -e.getValue().worstMs()))
        .forEach(
            e -> {
              LatencySeries series = e.getValue();
              text.append("* ").append(e.getKey()).append(": ");
              text.append(series.samples().size()).append(" seconds with such events, mean ");
              text.append(series.meanMs()).append(" ms, worst ");
              text.append(series.worstMs()).append(" ms.\n");
              text.append("  ").append(advice(e.getKey())).append('\n');
            });
    return text.toString();
  }

  private static String advice(String event) {
    return switch (event) {
      case "command" ->
          "Commands whose time grows with the data ran: SLOWLOG GET shows which. Collections could"
              + " be read in parts, with SCAN and its like.";
      case "fast-command" ->
          "Commands that are fast by nature took long: the machine lacks processors or memory, or"
              + " the Java runtime collected garbage.";
      case "expire-cycle" -> "Many keys expired at one time: spread their times to live.";
      default -> "LATENCY HISTORY shows when.";
    };
  }
}

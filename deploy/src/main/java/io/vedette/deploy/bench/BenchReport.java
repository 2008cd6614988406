package io.vedette.deploy.bench;

import io.vedette.deploy.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a benchmark found; what is shown of each row are medians.
 *
 * @param server Vedette's server beside redis-server
 * @param proxy the proxy's port beside the shard's own
 */
public record BenchReport(int rounds, List<Row> server, List<Row> proxy) {
  private static final double PROXY_TARGET = 0.85;

  /**
   * One workload: rounds of the side that is measured, and as many of the one it is compared with,
   * each taken right after the other side's.
   */
  record Row(Workload workload, List<Round> rounds, List<Round> references) {
    Row {
      rounds = List.copyOf(rounds);
      references = List.copyOf(references);
    }

    Round measured() {
      return Round.median(rounds);
    }

    Round reference() {
      return Round.median(references);
    }

    double cpuRatio() {
      return ratio(Round::cpuMicros);
    }

    double speedRatio() {
      return ratio(Round::requestsPerSecond);
    }

    private double ratio(Function<Round, Double> figure) {
      return Median.ofRatios(
          rounds.stream().map(figure).toList(), references.stream().map(figure).toList());
    }
  }

  public BenchReport {
    server = List.copyOf(server);
    proxy = List.copyOf(proxy);
  }

  /** Tables for people, with a line end. */
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "50 CONNECTIONS",
            "CPU us/op",
            "REDIS",
            "RATIO",
            "TARGET",
            "",
            "OPS/s",
            "REDIS",
            "RATIO"));
    for (Row row : server) {
      double target = row.workload().cpuTarget();
      rows.add(
          List.of(
              row.workload().title(),
              number("%.2f", row.measured().cpuMicros()),
              number("%.2f", row.reference().cpuMicros()),
              number("%.2f", row.cpuRatio()),
              number("<= %.2f", target),
              verdict(row.cpuRatio() <= target),
              number("%.0f", row.measured().requestsPerSecond()),
              number("%.0f", row.reference().requestsPerSecond()),
              number("%.2f", row.speedRatio())));
    }
    List<List<String>> proxyRows = new ArrayList<>();
    proxyRows.add(
        List.of("THROUGH THE PROXY", "OPS/s", "DIRECT", "RATIO", "TARGET", "", "PROXY CPU us/op"));
    for (Row row : proxy) {
      proxyRows.add(
          List.of(
              row.workload().title(),
              number("%.0f", row.measured().requestsPerSecond()),
              number("%.0f", row.reference().requestsPerSecond()),
              number("%.2f", row.speedRatio()),
              number(">= %.2f", PROXY_TARGET),
              verdict(row.speedRatio() >= PROXY_TARGET),
              number("%.2f", row.measured().cpuMicros())));
    }
    return "vedette server beside redis-server: medians of %d rounds and of their ratios%n%n"
            .formatted(rounds)
        + TextTable.draw(rows)
        + "\n"
        + TextTable.draw(proxyRows);
  }

  /** The figures by name, for JSON. */
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rounds", rounds);
    json.put("server", server.stream().map(row -> figures(row, "redis")).toList());
    json.put("proxy", proxy.stream().map(row -> figures(row, "direct")).toList());
    return json;
  }

  private static Map<String, Object> figures(Row row, String reference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("command", row.workload().command());
    json.put("pipeline", row.workload().pipeline());
    json.put("cpuMicrosPerOp", row.measured().cpuMicros());
    json.put("opsPerSecond", row.measured().requestsPerSecond());
    json.put(reference + "CpuMicrosPerOp", row.reference().cpuMicros());
    json.put(reference + "OpsPerSecond", row.reference().requestsPerSecond());
    json.put("cpuRatio", row.cpuRatio());
    json.put("opsRatio", row.speedRatio());
    return json;
  }

  private static String verdict(boolean met) {
    return met ? "met" : "MISSED";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

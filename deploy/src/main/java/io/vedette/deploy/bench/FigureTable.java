package io.vedette.deploy.bench;

import io.vedette.deploy.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param title of the table, in capitals
 */
public record FigureTable(String title, List<Row> rows) {
  /**
   * One figure.
   *
   * @param redis NaN where redis-server cannot do it
   * @param ratio of the two
   * @param bound of Vedette's figure, or of the ratio
   */
  record Row(String name, String unit, double vedette, double redis, double ratio, Bound bound) {
    Row(String name, String unit, double vedette, double redis, Bound bound) {
      this(name, unit, vedette, redis, vedette / redis, bound);
    }

    /** Measures both sides in turns, so that a machine that drifts drifts for both. */
    static Row ofTurns(
        String name, String unit, int turns, Measurement vedette, Measurement redis, Bound bound)
        throws IOException {
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int i = 0; i < turns; i++) {
        ours.add(vedette.take());
        theirs.add(redis.take());
      }
      return ofRounds(name, unit, ours, theirs, bound);
    }

    /** The medians of rounds that were taken in turns. */
    static Row ofRounds(
        String name, String unit, List<Double> vedette, List<Double> redis, Bound bound) {
      double ratio = Median.ofRatios(vedette, redis);
      return new Row(name, unit, Median.of(vedette), Median.of(redis), ratio, bound);
    }

    boolean isMet() {
      double value = bound.ofRatio() ? ratio : vedette;
      return bound.atLeast() ? value >= bound.limit() : value <= bound.limit();
    }
  }

  /** Measures one side once. */
  interface Measurement {
    double take() throws IOException;
  }

  /** What a figure shall be. */
  record Bound(boolean atLeast, double limit, boolean ofRatio) {
    static Bound atMost(double limit) {
      return new Bound(false, limit, false);
    }

    static Bound atLeast(double limit) {
      return new Bound(true, limit, false);
    }

    static Bound ratioAtMost(double limit) {
      return new Bound(false, limit, true);
    }

    static Bound ratioAtLeast(double limit) {
      return new Bound(true, limit, true);
    }

    String text() {
      return (atLeast ? ">= " : "<= ") + number(limit) + (ofRatio ? " x redis" : "");
    }
  }

  public FigureTable {
    rows = List.copyOf(rows);
  }

  /** A table for people, with a line end. */
  public String text() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of(title, "UNIT", "VEDETTE", "REDIS", "RATIO", "TARGET", ""));
    for (Row row : rows) {
      boolean both = !Double.isNaN(row.redis());
      table.add(
          List.of(
              row.name(),
              row.unit(),
              number(row.vedette()),
              both ? number(row.redis()) : "-",
              both && row.redis() != 0 ? number(row.ratio()) : "-",
              row.bound().text(),
              row.isMet() ? "met" : "MISSED"));
    }
    return TextTable.draw(table);
  }

  /** The figures by name, for JSON. */
  public Map<String, Object> figures() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> figure = new LinkedHashMap<>();
      figure.put("name", row.name());
      figure.put("unit", row.unit());
      figure.put("vedette", row.vedette());
      if (!Double.isNaN(row.redis())) {
        figure.put("redis", row.redis());
      }
      if (!Double.isNaN(row.redis()) && row.redis() != 0) {
        figure.put("ratio", row.ratio());
      }
      figure.put("target", row.bound().text());
      figure.put("met", row.isMet());
      all.add(figure);
    }
    return Map.of("rows", all);
  }

  private static String number(double value) {
    String format = value >= 1000 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}

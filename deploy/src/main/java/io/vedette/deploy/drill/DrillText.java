package io.vedette.deploy.drill;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A drill's report for people: a drawn timeline, figures beside their targets, the verdict. */
public final class DrillText {
  private static final int COLUMNS = 64;
  private static final int NAME_WIDTH = 16;
  private static final double LEAD_MS = 250;
  private static final String LEVELS = " ▁▂▃▄▅▆▇█";

  private final DrillReport report;
  private final double spanMs;

  private DrillText(DrillReport report) {
    this.report = report;
    double end = LEAD_MS;
    for (double at :
        new double[] {
          report.promotionMs(),
          report.firstWriteMs(report.viaProxy()),
          report.firstWriteMs(report.viaSentinels())
        }) {
      end = Double.isNaN(at) ? end : Math.max(end, at);
    }
    this.spanMs = (LEAD_MS + end * 1.35) / COLUMNS;
  }

  /** The whole report, with a line end. */
  public static String of(DrillReport report) {
    return new DrillText(report).draw();
  }

  private String draw() {
    StringBuilder out = new StringBuilder();
    DrillOptions options = report.options();
    out.append(
        "%s of shard-%d: %s -> %s%n%n"
            .formatted(
                options.fault().command(),
                options.shard(),
                report.oldMaster(),
                report.newMaster()));
    drawTimeline(out);
    int target = options.fault().firstWriteTargetMs();
    out.append('\n');
    line(out, "detection", ms(report.detectionMs()) + " after the fault (+sdown)");
    line(out, "quorum", ms(report.objectiveMs()) + " (+odown)");
    line(out, "election", ms(report.electionMs()) + " (+elected-leader)");
    line(out, "promotion", ms(report.promotionMs()) + " (+switch-master)");
    for (Ledger ledger : List.of(report.viaProxy(), report.viaSentinels())) {
      double first = report.firstWriteMs(ledger);
      line(
          out,
          "first write",
          "%s %s, target %d ms: %s; longest stall %s"
              .formatted(
                  ms(first),
                  ledger.route(),
                  target,
                  first <= target ? "met" : "MISSED",
                  ms(report.longestStallMs(ledger))));
    }
    line(out, "rejoin", ms(report.rejoinMs()) + " until the old master was a replica in sync");
    out.append('\n');
    drawWrites(out);
    report.failures().forEach(failure -> line(out, "RED", failure));
    line(out, "verdict", report.green() ? "green" : "red");
    return out.toString();
  }

  private void drawTimeline(StringBuilder out) {
    for (Ledger ledger : List.of(report.viaProxy(), report.viaSentinels())) {
      int[] counts =
          ledger.acknowledgedPerSpan(
              report.options().shard(),
              report.faultNanos() - (long) (LEAD_MS * 1e6),
              (long) (spanMs * 1e6),
              COLUMNS);
      int most = Math.max(1, java.util.Arrays.stream(counts).max().orElse(1));
      StringBuilder bars = new StringBuilder();
      for (int count : counts) {
        int level = count == 0 ? 0 : 1 + (count * (LEVELS.length() - 2)) / most;
        bars.append(LEVELS.charAt(level));
      }
      line(out, ledger.route(), bars.toString());
    }
    char[] marks = "·".repeat(COLUMNS).toCharArray();
    mark(marks, 0, 'F');
    mark(marks, report.detectionMs(), 'd');
    mark(marks, report.electionMs(), 'e');
    mark(marks, report.promotionMs(), 'p');
    mark(marks, report.firstWriteMs(report.viaSentinels()), 's');
    mark(marks, report.firstWriteMs(report.viaProxy()), 'w');
    line(out, "", new String(marks).stripTrailing());
    line(
        out,
        "",
        "F fault, d detected, e elected, p promoted, s first write via sentinels, w via proxy;");
    line(out, "", String.format(Locale.ROOT, "one column is %.0f ms", spanMs));
  }

  private void mark(char[] marks, double atMs, char mark) {
    if (!Double.isNaN(atMs)) {
      int column = (int) ((LEAD_MS + atMs) / spanMs);
      if (column >= 0 && column < marks.length) {
        marks[column] = mark;
      }
    }
  }

  private void drawWrites(StringBuilder out) {
    for (Ledger ledger : List.of(report.viaProxy(), report.viaSentinels())) {
      line(
          out,
          ledger.route(),
          "%d clients, %d writes acknowledged (%d by WAIT 1), %d reads, %d of unknown fate"
              .formatted(
                  ledger.pages().size(),
                  ledger.acknowledged(),
                  ledger.replicated(),
                  ledger.reads(),
                  ledger.unknown()));
      line(
          out,
          "",
          "lost %d (of those by WAIT 1: %d), duplicated %d"
              .formatted(ledger.lost(), ledger.lostReplicated(), ledger.duplicated()));
      for (Map.Entry<String, Long> kind : ledger.errorsByKind().entrySet()) {
        line(out, "", "error " + kind.getValue() + " x " + kind.getKey());
      }
    }
    out.append('\n');
  }

  private static void line(StringBuilder out, String name, String text) {
    out.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name)).append(text).append('\n');
  }

  private static String ms(double value) {
    return Double.isNaN(value) ? "not seen" : String.format(Locale.ROOT, "%.0f ms", value);
  }
}

package io.vedette.node.command.observe;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LATENCY. */
final class LatencyCommands {
  /** End of the first bucket that LATENCY HISTOGRAM shows; each further one is twice as long. */
  private static final long FIRST_BUCKET_NS = 1024;

  private final LatencyMonitor monitor;
  private final LatencyHistograms histograms;
  private final CommandTable table;

  private LatencyCommands(
      LatencyMonitor monitor, LatencyHistograms histograms, CommandTable table) {
    this.monitor = monitor;
    this.histograms = histograms;
    this.table = table;
  }

  static void register(Commands commands, LatencyMonitor monitor, LatencyHistograms histograms) {
    LatencyCommands own = new LatencyCommands(monitor, histograms, commands.table());
    commands
        .register("latency|latest", own::latest)
        .register("latency|history", own::history)
        .register("latency|reset", own::reset)
        .register("latency|graph", own::graph)
        .register("latency|doctor", x -> x.reply().verbatim(monitor.report()))
        .register("latency|histogram", own::histogram)
        .register("latency|help", HelpText.handler(HELP));
  }

  private void latest(Execution x) {
    x.reply().array(monitor.events().size());
    monitor
        .events()
        .forEach(
            (event, series) -> {
              x.reply().array(4);
              x.reply().bulk(event);
              x.reply().integer(series.latest().atSeconds());
              x.reply().integer(series.latest().tookMs());
              x.reply().integer(series.worstMs());
            });
  }

  private void history(Execution x) {
    LatencySeries series = monitor.of(x.text(2));
    List<LatencySeries.Sample> samples = series == null ? List.of() : series.samples();
    x.reply().array(samples.size());
    for (LatencySeries.Sample sample : samples) {
      x.reply().array(2);
      x.reply().integer(sample.atSeconds());
      x.reply().integer(sample.tookMs());
    }
  }

  private void reset(Execution x) {
    int forgotten = 0;
    if (x.argumentCount() == 2) {
      forgotten = monitor.events().size();
      monitor.events().clear();
    }
    for (int i = 2; i < x.argumentCount(); i++) {
      forgotten += monitor.forget(x.text(i)) ? 1 : 0;
    }
    x.reply().integer(forgotten);
  }

  private void graph(Execution x) {
    String event = x.text(2);
    if (monitor.of(event) == null) {
      throw new CommandError("ERR No samples available for event '" + event + "'");
    }
    x.reply().verbatim(monitor.graph(event, x.nowMs() / 1000));
  }

  private void histogram(Execution x) {
    List<CommandSpec> shown = new ArrayList<>();
    if (x.argumentCount() == 2) {
      for (int id = 0; id < table.size(); id++) {
        shown.add(table.byId(id));
      }
    }
    for (int i = 2; i < x.argumentCount(); i++) {
      CommandSpec named = table.find(x.text(i));
      if (named != null) {
        shown.add(named);
        shown.addAll(named.subcommands());
      }
    }
    shown.removeIf(spec -> !histograms.has(spec));
    x.reply().map(shown.size());
    for (CommandSpec spec : shown) {
      Map<Long, Long> buckets = buckets(spec);
      x.reply().bulk(spec.name());
      x.reply().map(2);
      x.reply().bulk("calls");
      x.reply().integer(histograms.calls(spec));
      x.reply().bulk("histogram_usec");
      x.reply().map(buckets.size());
      buckets.forEach(
          (micros, calls) -> {
            x.reply().integer(micros);
            x.reply().integer(calls);
          });
    }
  }

  /** Microseconds, and how many calls took at most so long; where that number grows. */
  private Map<Long, Long> buckets(CommandSpec spec) {
    Map<Long, Long> buckets = new LinkedHashMap<>();
    long calls = histograms.calls(spec);
    long before = 0;
    for (long endNs = FIRST_BUCKET_NS; before < calls; endNs *= 2) {
      long within = histograms.callsWithin(spec, endNs);
      if (within > before) {
        // Redis tells the end of its histogram's own, finer bucket.
        buckets.put((endNs + endNs / 128 - 1) / 1000, within);
        before = within;
      }
    }
    return buckets;
  }

  private static final String[] HELP = {
    "DOCTOR",
    "    What the samples say, in words.",
    "GRAPH <event>",
    "    The samples of an event as a graph of characters.",
    "HISTORY <event>",
    "    Time and milliseconds of an event's samples.",
    "LATEST",
    "    The latest and the worst sample of each event.",
    "RESET [<event> ...]",
    "    Forget the samples of some events, or of all.",
    "HISTOGRAM [<command> ...]",
    "    How long commands took, in buckets that double.",
  };
}

package io.vedette.node.command.observe;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import java.util.Locale;
import java.util.Set;

/**
 * Watches the commands of a copy on behalf of SLOWLOG, MONITOR and LATENCY. Shard's thread only.
 *
 * <p>To read the clock costs a fast command a noticeable part of its time. So only commands are
 * timed that may be slow by their nature, unless an operator asks for very short times, or for
 * latency to be monitored. A command that is fast by nature and was held up by the machine is
 * therefore not in the slow log.
 */
public final class Observation {
  /** Below this threshold of the slow log every command is timed. */
  private static final long TIMES_ALL_BELOW_MICROS = 1000;

  /** Not fast by the table's word, since their time grows with the value, but so in practice. */
  private static final Set<String> QUICK =
      Set.of("set", "setex", "psetex", "setnx", "getset", "append", "setrange", "getrange", "ping");

  private final ObserveSettings settings;
  private final SlowLog slowLog = new SlowLog();
  private final LatencyMonitor latency;
  private final LatencyHistograms histograms;
  private final Monitors monitors;
  private final CommandTable table;
  private final boolean[] maybeSlow;

  /** Watches by the settings, which are read anew each time. */
  public Observation(ObserveSettings settings, Server server, CommandTable table) {
    this.settings = settings;
    this.table = table;
    this.latency = new LatencyMonitor(settings);
    this.histograms = new LatencyHistograms(table);
    this.monitors = new Monitors(server);
    this.maybeSlow = new boolean[table.size()];
    for (int id = 0; id < maybeSlow.length; id++) {
      CommandSpec spec = table.byId(id);
      maybeSlow[id] = !spec.has(CommandFlag.FAST) && !QUICK.contains(spec.name());
    }
  }

  /** Adds the commands. */
  public void register(Commands commands) {
    SlowLogCommands.register(commands, slowLog);
    LatencyCommands.register(commands, latency, histograms);
    commands.register("monitor", this::monitor);
  }

  private void monitor(Execution x) {
    if (!x.mayBlock()) {
      throw new CommandError("ERR MONITOR isn't allowed for DENY BLOCKING client");
    }
    monitors.add(x.session());
    x.reply().ok();
  }

  /** The clients that watch by MONITOR. */
  public Monitors monitors() {
    return monitors;
  }

  /** Whether somebody watches by MONITOR. */
  public boolean isMonitored() {
    return !monitors.isEmpty();
  }

  /** Whether the command's time is to be taken. */
  public boolean times(CommandSpec spec) {
    return maybeSlow[spec.id()] && settings.slowerThanMicros >= 0
        || latency.isOn()
        || settings.slowerThanMicros >= 0 && settings.slowerThanMicros < TIMES_ALL_BELOW_MICROS;
  }

  /** A command whose time was taken has been executed. */
  public void took(
      CommandSpec spec, Session by, CommandBatch batch, int command, long atMs, long tookNs) {
    long micros = tookNs / 1000;
    if (settings.slowerThanMicros >= 0
        && micros >= settings.slowerThanMicros
        && !spec.has(CommandFlag.SKIP_SLOWLOG)) {
      slowLog.add(spec, by, batch, command, atMs, micros, settings.slowLogEntries);
    }
    latency.add(spec.has(CommandFlag.FAST) ? "fast-command" : "command", atMs, tookNs);
  }

  /** A round of deleting expired keys took so long. */
  public void expiryTook(long atMs, long tookNs) {
    latency.add("expire-cycle", atMs, tookNs);
  }

  /** Shows a command that was executed to those who watch. */
  public void show(CommandSpec spec, Session by, CommandBatch batch, int command, long nowMicros) {
    monitors.show(spec, by, batch, command, nowMicros);
  }

  /** Counts of times for {@link io.vedette.node.command.CopyStats}; null if they are not wanted. */
  public LatencyHistograms histograms() {
    return settings.tracksLatency ? histograms : null;
  }

  /** Puts new settings into force. */
  public void settingsChanged() {
    slowLog.shrink(settings.slowLogEntries);
    if (!settings.tracksLatency) {
      histograms.reset();
    }
  }

  /** Lines of INFO's section Latencystats. */
  public String infoFields() {
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < table.size(); id++) {
      CommandSpec spec = table.byId(id);
      if (!histograms.has(spec)) {
        continue;
      }
      lines.append("latency_percentiles_usec_").append(spec.name()).append(':');
      String comma = "";
      for (double percent : settings.percentiles) {
        lines.append(comma).append('p').append(number(percent)).append('=');
        double micros = histograms.percentileNs(spec, percent) / 1000.0;
        lines.append(String.format(Locale.ROOT, "%.3f", micros));
        comma = ",";
      }
      lines.append("\r\n");
    }
    return lines.toString();
  }

  private static String number(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }
}

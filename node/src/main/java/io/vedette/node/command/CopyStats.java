package io.vedette.node.command;

import io.vedette.node.command.observe.LatencyHistograms;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a copy has done since its start or the last CONFIG RESETSTAT, as INFO reports it. Confined
 * to the shard's thread.
 *
 * <p>Time is taken once a batch, not once a command, since reading the clock would cost a fast
 * command a noticeable part of its time; the commands of a batch share its time equally.
 */
public final class CopyStats {
  /** Distinct error codes that are counted; further ones are not told apart. */
  private static final int MAX_ERROR_CODES = 128;

  private static final int RATE_SAMPLES = 16;

  private final long[] calls;
  private final long[] nanos;
  private final long[] rejected;
  private final long[] failed;
  private final Map<String, Long> errors = new TreeMap<>();
  private LatencyHistograms histograms;
  private int[] inBatch = new int[64];
  private int batchSize;
  private long commands;
  private long connections;
  private long rejectedConnections;
  private long errorReplies;
  private long changes;
  private final long[] rates = new long[RATE_SAMPLES];
  private int nextRate;
  private long sampledAtMs;
  private long sampledCommands;

  /** Counts for the commands of a table. */
  public CopyStats(CommandTable table) {
    calls = new long[table.size()];
    nanos = new long[table.size()];
    rejected = new long[table.size()];
    failed = new long[table.size()];
  }

  /** Has the times of commands counted there as well; null: nowhere. */
  public void histograms(LatencyHistograms now) {
    histograms = now;
  }

  /** A command was executed; its time follows with {@link #batchTook}. */
  public void executed(CommandSpec spec) {
    commands++;
    calls[spec.id()]++;
    if (batchSize == inBatch.length) {
      inBatch = Arrays.copyOf(inBatch, batchSize * 2);
    }
    inBatch[batchSize++] = spec.id();
  }

  /** The commands executed since the last call took so long together. */
  public void batchTook(long elapsedNs) {
    if (batchSize > 0) {
      long share = elapsedNs / batchSize;
      int bucket = LatencyHistograms.bucket(share);
      int from = 0;
      while (from < batchSize) {
        // A pipeline is mostly of one command: counted once a run of it.
        int id = inBatch[from];
        int to = from + 1;
        while (to < batchSize && inBatch[to] == id) {
          to++;
        }
        nanos[id] += share * (to - from);
        if (histograms != null) {
          histograms.add(id, bucket, to - from);
        }
        from = to;
      }
      batchSize = 0;
    }
  }

  /** A command was refused before its execution; null if it is unknown. */
  public void rejected(CommandSpec spec, String error) {
    if (spec != null) {
      rejected[spec.id()]++;
    }
    errorReply(error);
  }

  /** A command that was executed answered an error. */
  public void failed(CommandSpec spec, String error) {
    failed[spec.id()]++;
    errorReply(error);
  }

  private void errorReply(String error) {
    errorReplies++;
    int space = error.indexOf(' ');
    String code = space < 0 ? error : error.substring(0, space);
    if (errors.size() < MAX_ERROR_CODES || errors.containsKey(code)) {
      errors.merge(code, 1L, Long::sum);
    }
  }

  /** So many keys were changed. */
  public void changed(long keys) {
    changes += keys;
  }

  public void connected() {
    connections++;
  }

  public void connectionRejected() {
    rejectedConnections++;
  }

  /** Takes a sample for {@link #commandsPerSecond}; to be called about ten times a second. */
  public void sample(long monotonicMs) {
    long elapsedMs = monotonicMs - sampledAtMs;
    if (elapsedMs > 0) {
      rates[nextRate] = (commands - sampledCommands) * 1000 / elapsedMs;
      nextRate = (nextRate + 1) % RATE_SAMPLES;
      sampledAtMs = monotonicMs;
      sampledCommands = commands;
    }
  }

  /** Mean of the latest samples. */
  public long commandsPerSecond() {
    return Arrays.stream(rates).sum() / RATE_SAMPLES;
  }

  /** Keys changed; never reset, for the count of changes since a snapshot. */
  public long changes() {
    return changes;
  }

  public long commands() {
    return commands;
  }

  public long connections() {
    return connections;
  }

  public long rejectedConnections() {
    return rejectedConnections;
  }

  public long errorReplies() {
    return errorReplies;
  }

  /** How often each error code was answered. */
  public Map<String, Long> errors() {
    return errors;
  }

  public long calls(CommandSpec spec) {
    return calls[spec.id()];
  }

  /** Time spent in the command, in nanoseconds. */
  public long nanos(CommandSpec spec) {
    return nanos[spec.id()];
  }

  public long rejected(CommandSpec spec) {
    return rejected[spec.id()];
  }

  public long failed(CommandSpec spec) {
    return failed[spec.id()];
  }

  /** Starts all counts again, {@link #changes} excepted. */
  public void reset() {
    Arrays.fill(calls, 0);
    Arrays.fill(nanos, 0);
    Arrays.fill(rejected, 0);
    Arrays.fill(failed, 0);
    Arrays.fill(rates, 0);
    errors.clear();
    if (histograms != null) {
      histograms.reset();
    }
    commands = 0;
    sampledCommands = 0;
    connections = 0;
    rejectedConnections = 0;
    errorReplies = 0;
  }
}

package io.vedette.node.command.observe;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import java.util.Arrays;

/**
 * How long commands took, counted in buckets of about a sixteenth of their value: one addition to
 * an array for a command. The commands of a batch share its time equally.
 */
public final class LatencyHistograms {
  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;

  /** Times beyond about a quarter of an hour count as that. */
  private static final long MAX_NS = (1L << 40) - 1;

  private static final int BUCKETS = bucket(MAX_NS) + 1;

  private final long[][] counts;

  /** Counts for the commands of a table. */
  public LatencyHistograms(CommandTable table) {
    counts = new long[table.size()][];
  }

  /** The bucket of a time, the same for all commands that took it. */
  public static int bucket(long tookNs) {
    long ns = Math.clamp(tookNs, 0, MAX_NS);
    int exponent = 63 - Long.numberOfLeadingZeros(ns | 1);
    int shift = Math.max(0, exponent - SUB_BITS);
    return (shift << SUB_BITS) + (int) (ns >>> shift);
  }

  /** Highest time that falls into a bucket. */
  static long highestNs(int bucket) {
    int shift = Math.max(0, (bucket >>> SUB_BITS) - 1);
    long sub = bucket - ((long) shift << SUB_BITS);
    return ((sub + 1) << shift) - 1;
  }

  /** So many calls of a command took a time of this bucket each. */
  public void add(int commandId, int bucket, int calls) {
    long[] of = counts[commandId];
    if (of == null) {
      of = new long[BUCKETS];
      counts[commandId] = of;
    }
    of[bucket] += calls;
  }

  boolean has(CommandSpec spec) {
    return counts[spec.id()] != null;
  }

  long calls(CommandSpec spec) {
    return has(spec) ? Arrays.stream(counts[spec.id()]).sum() : 0;
  }

  /** Calls that took at most so long; buckets that reach beyond count by their end. */
  long callsWithin(CommandSpec spec, long ns) {
    long sum = 0;
    long[] of = counts[spec.id()];
    for (int i = 0; i < BUCKETS && highestNs(i) <= ns; i++) {
      sum += of[i];
    }
    return sum;
  }

  /** The time that so many percent of the calls did not exceed, nanoseconds. */
  long percentileNs(CommandSpec spec, double percent) {
    long wanted = Math.max(1, (long) Math.ceil(calls(spec) * percent / 100));
    long[] of = counts[spec.id()];
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += of[i];
      if (sum >= wanted) {
        return highestNs(i);
      }
    }
    return 0;
  }

  /** Starts all counts again. */
  public void reset() {
    Arrays.fill(counts, null);
  }
}

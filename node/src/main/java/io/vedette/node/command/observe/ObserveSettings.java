package io.vedette.node.command.observe;

import java.util.List;

/** What an operator may set, with Redis's defaults. Shard's thread only. */
public final class ObserveSettings {
  /** {@code slowlog-log-slower-than}, microseconds; 0: everything, negative: nothing. */
  public long slowerThanMicros = 10_000;

  /** {@code slowlog-max-len}. */
  public int slowLogEntries = 128;

  /** {@code latency-monitor-threshold}, milliseconds; 0: nothing is monitored. */
  public long latencyThresholdMs;

  /** {@code latency-tracking}: whether the times of commands are counted. */
  public boolean tracksLatency = true;

  /** {@code latency-tracking-info-percentiles}. */
  public List<Double> percentiles = List.of(50.0, 99.0, 99.9);
}

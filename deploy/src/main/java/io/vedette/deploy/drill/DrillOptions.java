package io.vedette.deploy.drill;

import io.vedette.deploy.cluster.ClusterException;

/**
 * What a drill shall do.
 *
 * @param shard number of the shard whose master is hit
 * @param ratePerSecond writes a second, over all clients
 * @param seconds how long the load lasts; the fault comes after a third
 */
public record DrillOptions(Fault fault, int shard, int ratePerSecond, int seconds) {
  private static final int MIN_SECONDS = 6;
  private static final int MAX_SECONDS = 3600;
  private static final int MAX_RATE = 100_000;

  public DrillOptions {
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw new ClusterException("--seconds must be " + MIN_SECONDS + " to " + MAX_SECONDS);
    }
    if (ratePerSecond < 10 || ratePerSecond > MAX_RATE) {
      throw new ClusterException("--rate must be 10 to " + MAX_RATE);
    }
    if (shard < 0) {
      throw new ClusterException("--shard must not be negative");
    }
  }

  /** From the start of the load to the fault. */
  long faultAfterMs() {
    return seconds * 1000L / 3;
  }

  /** From the start of the load until the process is brought back. */
  long healAfterMs() {
    return seconds * 1000L * 2 / 3;
  }
}

package io.vedette.deploy.bench;

import java.util.List;

/**
 * What one round cost.
 *
 * @param cpuMicros the server's user and system time for each command, in microseconds
 * @param requestsPerSecond what redis-benchmark reached
 */
record Round(double cpuMicros, double requestsPerSecond) {

  /** The middle of each figure by itself; rounds must not be empty. */
  static Round median(List<Round> rounds) {
    return new Round(
        median(rounds.stream().mapToDouble(Round::cpuMicros).sorted().toArray()),
        median(rounds.stream().mapToDouble(Round::requestsPerSecond).sorted().toArray()));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

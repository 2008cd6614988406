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
        Median.of(rounds.stream().map(Round::cpuMicros).toList()),
        Median.of(rounds.stream().map(Round::requestsPerSecond).toList()));
  }
}

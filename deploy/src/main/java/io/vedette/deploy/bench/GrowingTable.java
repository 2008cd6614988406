package io.vedette.deploy.bench;

import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that gets one entry after the other. {@code redis-benchmark} adds them and is asked how
 * long one of its commands waited at most: a client on a virtual machine of its own, or one more
 * thread that probes, would stop for longer than the server does.
 *
 * <p>It is asked after each of some steps, since a stall that growth causes comes at the same size
 * in every round, and one that the machine causes does not: the median of a step is free of those.
 */
enum GrowingTable {
  /** The table of all keys. */
  KEYS("%,d keys are added", "SET", "key:__rand_int__", "value"),
  /** That of one hash. */
  FIELDS("%,d fields are added to a hash", "HSET", "hash", "field:__rand_int__", "value");

  private static final int CONNECTIONS = 4;
  private static final int PIPELINE = 16;
  private static final int STEPS = 20;

  /** Entries that are added and flushed before, so that no code runs for the first time. */
  private static final int WARM_UP = 500_000;

  /** So wide that of 10 million numbers but one in 400 is drawn twice. */
  private static final int RANGE = 2_000_000_000;

  private final String title;
  private final List<String> command;

  GrowingTable(String title, String... command) {
    this.title = title;
    this.command = List.of(command);
  }

  String title(int size) {
    return String.format(title, size);
  }

  /**
   * The longest wait of a client while so many are added to an empty server: the longest that a
   * step took in the median of the rounds.
   */
  double longestWaitMs(Contender server, int size, int rounds) throws IOException {
    longestWaitsMs(server, WARM_UP);
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      all.add(longestWaitsMs(server, size));
    }
    return longestOfMediansMs(all);
  }

  /** The longest wait in each step of one round. */
  private List<Double> longestWaitsMs(Contender server, int size) throws IOException {
    List<Double> longestMs = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      longestMs.add(
          RedisBenchmark.longestWaitMs(
              server.at(), CONNECTIONS, PIPELINE, size / STEPS, RANGE, command));
    }
    try (RespClient client = server.connect()) {
      client.require("FLUSHALL");
    }
    return longestMs;
  }

  /** Of rounds with equally many steps. */
  static double longestOfMediansMs(List<List<Double>> rounds) {
    double longestMs = 0;
    for (int i = 0; i < rounds.getFirst().size(); i++) {
      int step = i;
      longestMs = Math.max(longestMs, Median.of(rounds.stream().map(r -> r.get(step)).toList()));
    }
    return longestMs;
  }
}

package io.vedette.deploy.bench;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of the data types: the commands of redis-benchmark's suite, commands on large
 * values, memory, and how a table grows. Medians of several rounds. Where speed is compared,
 * Vedette and the machine's {@code redis-server} take turns; where a server is watched, it is
 * alone. Blocking; it ends what it starts.
 */
public final class TypeBench {
  /** How often memory is measured: a heap is counted in parts of 2 MiB. */
  private static final int FILLINGS = 3;

  private static final int USED_BYTES = 400;

  private final boolean quick;
  private final int rounds;
  private final Consumer<String> progress;
  private final Launcher launcher = Launcher.ofCheckout();
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param quick few commands and small values, for a first impression
   * @param rounds how often each speed is measured on each side
   */
  public TypeBench(boolean quick, int rounds, Consumer<String> progress) {
    if (rounds < 1) {
      throw new ClusterException("--rounds must be at least 1");
    }
    this.quick = quick;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Runs everything. */
  public FigureTable run() {
    try (Scratch scratch = new Scratch(launcher, progress)) {
      try (Contender vedette = scratch.vedette("speed");
          Contender redis = scratch.redis("r-speed")) {
        useMemory(vedette);
        useMemory(redis);
        new CommandSuite(vedette, redis, quick, rounds, progress).run(rows);
        new LargeValues(vedette, redis, quick, rounds, progress).run(rows);
      }
      measureMemory(scratch);
      measureGrowth(scratch);
      return new FigureTable("DATA TYPES", rows);
    } catch (IOException e) {
      throw new ClusterException("the benchmark failed: " + e.getMessage(), e);
    }
  }

  /**
   * Fills a server and empties it. A page of memory is new to a process but once, and a heap uses
   * new ones until it is collected: on a virtual machine a new page cost as much as ten commands.
   */
  private void useMemory(Contender server) throws IOException {
    progress.accept("memory is used for the first time by " + server.name());
    RedisBenchmark.fill(server.at(), quick ? 200_000 : 5_000_000, USED_BYTES);
    try (RespClient client = server.connect()) {
      client.require("FLUSHALL");
    }
  }

  private void measureMemory(Scratch scratch) throws IOException {
    int size = quick ? 100_000 : 1_000_000;
    for (Filling filling : Filling.values()) {
      progress.accept("memory: " + filling.title(size));
      rows.add(
          Row.ofTurns(
              filling.title(size),
              "MiB",
              FILLINGS,
              () -> alone(scratch.vedette("memory"), server -> filling.memoryMib(server, size)),
              () -> alone(scratch.redis("r-memory"), server -> filling.memoryMib(server, size)),
              Bound.ratioAtMost(1.1)));
    }
  }

  private interface Figure {
    double of(Contender server) throws IOException;
  }

  /** A figure of a new server, which is ended. */
  private static double alone(Contender server, Figure figure) throws IOException {
    try (server) {
      return figure.of(server);
    }
  }

  private void measureGrowth(Scratch scratch) throws IOException {
    int size = quick ? 1_000_000 : 10_000_000;
    for (GrowingTable table : GrowingTable.values()) {
      String title = "stall while " + table.title(size);
      progress.accept(title);
      Figure longestMs = server -> table.longestWaitMs(server, size, rounds);
      double ours = alone(scratch.vedette("growth"), longestMs);
      double theirs = alone(scratch.redis("r-growth"), longestMs);
      rows.add(new Row(title, "ms", ours, theirs, Bound.atMost(5)));
    }
  }
}

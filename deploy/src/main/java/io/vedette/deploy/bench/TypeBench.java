package io.vedette.deploy.bench;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
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
      try (Contender vedette = scratch.vedette("suite");
          Contender redis = scratch.redis("r-suite")) {
        new CommandSuite(vedette, redis, quick, rounds, progress).run(rows);
      }
      try (Contender vedette = scratch.vedette("large");
          Contender redis = scratch.redis("r-large")) {
        new LargeValues(vedette, redis, quick, rounds, progress).run(rows);
      }
      measureMemory(scratch);
      measureGrowth(scratch);
      return new FigureTable("DATA TYPES", rows);
    } catch (IOException e) {
      throw new ClusterException("the benchmark failed: " + e.getMessage(), e);
    }
  }

  private void measureMemory(Scratch scratch) throws IOException {
    int size = quick ? 100_000 : 1_000_000;
    for (Filling filling : Filling.values()) {
      progress.accept("memory: " + filling.title(size));
      double ours;
      double theirs;
      try (Contender vedette = scratch.vedette("memory-" + filling)) {
        ours = filling.memoryBytes(vedette, size);
      }
      try (Contender redis = scratch.redis("r-memory-" + filling)) {
        theirs = filling.memoryBytes(redis, size);
      }
      rows.add(new Row(filling.title(size), "MiB", mib(ours), mib(theirs), Bound.ratioAtMost(1.1)));
    }
  }

  private static double mib(double bytes) {
    return bytes / (1 << 20);
  }

  private void measureGrowth(Scratch scratch) throws IOException {
    int size = quick ? 1_000_000 : 10_000_000;
    for (GrowingTable table : GrowingTable.values()) {
      String title = "stall while " + table.title(size);
      progress.accept(title);
      double ours;
      double theirs;
      try (Contender vedette = scratch.vedette("growth-" + table)) {
        ours = table.longestWaitMs(vedette, size, rounds);
      }
      try (Contender redis = scratch.redis("r-growth-" + table)) {
        theirs = table.longestWaitMs(redis, size, rounds);
      }
      rows.add(new Row(title, "ms", ours, theirs, Bound.atMost(5)));
    }
  }
}

package io.vedette.deploy.bench;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.Folders;
import io.vedette.deploy.cluster.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of the data types: the commands of redis-benchmark's suite, commands on large
 * values, memory, and how a table grows. Vedette and the machine's {@code redis-server} take turns;
 * medians of several rounds. Blocking; it ends what it starts.
 */
public final class TypeBench {
  private final boolean quick;
  private final int rounds;
  private final Consumer<String> progress;
  private final Launcher launcher = Launcher.ofCheckout();
  private final List<Row> rows = new ArrayList<>();
  private Path scratch;

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
    try {
      scratch = Files.createTempDirectory("vedette-bench");
      try (Contender vedette = vedette("suite");
          Contender redis = redis("r-suite")) {
        new CommandSuite(vedette, redis, quick, rounds, progress).run(rows);
      }
      try (Contender vedette = vedette("large");
          Contender redis = redis("r-large")) {
        new LargeValues(vedette, redis, quick, rounds, progress).run(rows);
      }
      measureMemory();
      measureGrowth();
      return new FigureTable("DATA TYPES", rows);
    } catch (IOException e) {
      throw new ClusterException("the benchmark failed: " + e.getMessage(), e);
    } finally {
      clean();
    }
  }

  private void clean() {
    try {
      if (scratch != null) {
        Folders.delete(scratch);
      }
    } catch (IOException e) {
      progress.accept("some files stay in " + scratch + ": " + e.getMessage());
    }
  }

  private Contender vedette(String folder) {
    return Contender.vedette(launcher, scratch.resolve(folder));
  }

  private Contender redis(String folder) {
    return Contender.redis(scratch.resolve(folder));
  }

  private void measureMemory() throws IOException {
    int size = quick ? 100_000 : 1_000_000;
    for (Filling filling : Filling.values()) {
      progress.accept("memory: " + filling.title(size));
      double ours;
      double theirs;
      try (Contender vedette = vedette("memory-" + filling)) {
        ours = filling.memoryBytes(vedette, size);
      }
      try (Contender redis = redis("r-memory-" + filling)) {
        theirs = filling.memoryBytes(redis, size);
      }
      rows.add(new Row(filling.title(size), "MiB", mib(ours), mib(theirs), Bound.ratioAtMost(1.1)));
    }
  }

  private static double mib(double bytes) {
    return bytes / (1 << 20);
  }

  private void measureGrowth() throws IOException {
    int size = quick ? 1_000_000 : 10_000_000;
    for (GrowingTable table : GrowingTable.values()) {
      String title = "stall while " + table.title(size);
      progress.accept(title);
      double ours;
      double theirs;
      try (Contender vedette = vedette("growth-" + table)) {
        ours = table.longestStallMs(vedette, size);
      }
      try (Contender redis = redis("r-growth-" + table)) {
        theirs = table.longestStallMs(redis, size);
      }
      rows.add(new Row(title, "ms", ours, theirs, Bound.atMost(5)));
    }
  }
}

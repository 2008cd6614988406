package io.vedette.deploy.bench;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.Folders;
import io.vedette.deploy.cluster.Launcher;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The benchmark of everything about the disk: Vedette and the machine's {@code redis-server} take
 * turns on the same folders, medians of several rounds. Blocking; it ends what it starts.
 */
public final class PersistenceBench {
  private static final Duration SYNC = Duration.ofSeconds(30);
  private static final int CLIENTS = 50;
  private static final int VALUE_BYTES = 64;

  /** What is measured is a server that has run for a while: a million commands. */
  private static final int WARM_UPS = 5;

  private final int rounds;
  private final int keys;
  private final int requests;
  private final int pairs;
  private final int seconds;
  private final Consumer<String> progress;
  private final Launcher launcher = Launcher.ofCheckout();
  private final List<Row> rows = new ArrayList<>();
  private Scratch scratch;

  /**
   * @param quick few commands, for a first impression
   * @param keys in the data set that is saved and loaded
   * @param rounds how often each measurement is made on each side
   */
  public PersistenceBench(boolean quick, int keys, int rounds, Consumer<String> progress) {
    if (rounds < 1 || keys < 1) {
      throw new ClusterException("--rounds and --keys must be at least 1");
    }
    this.rounds = rounds;
    this.keys = keys;
    this.requests = quick ? 40_000 : 200_000;
    this.pairs = quick ? 300 : 3_000;
    this.seconds = quick ? 2 : 5;
    this.progress = progress;
  }

  /** Runs everything. */
  public FigureTable run() {
    try (Scratch folder = new Scratch(launcher, progress)) {
      scratch = folder;
      compareWrites(
          "always", "SET, always", "requests/s", Bound.ratioAtLeast(1), Round::requestsPerSecond);
      compareWrites(
          "everysec",
          "SET, everysec, server CPU",
          "us/op",
          Bound.ratioAtMost(1.1),
          Round::cpuMicros);
      measureDurableWrites();
      compareSnapshots();
      compareLoads();
      return new FigureTable("DISK", rows);
    } catch (IOException e) {
      throw new ClusterException("the benchmark failed: " + e.getMessage(), e);
    }
  }

  private void compareWrites(
      String policy, String name, String unit, Bound bound, ToDoubleFunction<Round> figure)
      throws IOException {
    progress.accept(name);
    String[] directives = {
      "--appendonly", "yes", "--appendfsync", policy, "--auto-aof-rewrite-percentage", "0"
    };
    Workload workload = new Workload("SET", 1, requests, bound.limit());
    try (Contender ours = scratch.vedette("v-" + policy, directives);
        Contender theirs = scratch.redis("r-" + policy, directives)) {
      for (int i = 0; i < WARM_UPS; i++) {
        RedisBenchmark.run(ours.at(), ours.process(), workload);
        RedisBenchmark.run(theirs.at(), theirs.process(), workload);
      }
      rows.add(
          Row.ofTurns(
              name,
              unit,
              rounds,
              () -> figure.applyAsDouble(RedisBenchmark.run(ours.at(), ours.process(), workload)),
              () ->
                  figure.applyAsDouble(RedisBenchmark.run(theirs.at(), theirs.process(), workload)),
              bound));
    }
  }

  /** Redis 7.0 has no WAITAOF, so these are Vedette's alone. */
  private void measureDurableWrites() throws IOException {
    for (String policy : List.of("everysec", "always")) {
      progress.accept("WAITAOF 1 1 0, " + policy);
      String[] directives = {"--appendonly", "yes", "--appendfsync", policy};
      try (Contender master = scratch.vedette("m-" + policy, directives);
          Contender _ = scratch.vedette("p-" + policy, following(master, directives))) {
        awaitReplica(master);
        List<Double> half = new ArrayList<>();
        List<Double> most = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          Latencies waits = DurableWrites.oneClient(master, pairs);
          half.add(waits.percentileMs(0.5));
          most.add(waits.percentileMs(0.99));
        }
        boolean everysec = policy.equals("everysec");
        alone("WAITAOF 1 1 0, " + policy + ", p50", "ms", Median.of(half), Bound.atMost(2));
        alone(
            "WAITAOF 1 1 0, " + policy + ", p99",
            "ms",
            Median.of(most),
            Bound.atMost(everysec ? 10 : 5));
        if (everysec) {
          double rate = DurableWrites.pairsPerSecond(master, CLIENTS, seconds);
          alone("SET + WAITAOF, 50 clients", "pairs/s", rate, Bound.atLeast(5000));
        }
      }
    }
  }

  private void alone(String name, String unit, double value, Bound bound) {
    rows.add(new Row(name, unit, value, Double.NaN, bound));
  }

  private static String[] following(Contender master, String... directives) {
    Stream<String> more =
        Stream.of("--replicaof", master.at().host(), Integer.toString(master.at().port()));
    return Stream.concat(Arrays.stream(directives), more).toArray(String[]::new);
  }

  private static void awaitReplica(Contender master) throws IOException {
    try (RespClient client = master.connect()) {
      boolean synced =
          Await.until(
              SYNC,
              () -> {
                try {
                  return client.call("INFO", "replication").text().contains("state=online");
                } catch (IOException e) {
                  return false;
                }
              });
      if (!synced) {
        throw new ClusterException("the replica does not follow");
      }
    }
  }

  private void compareSnapshots() throws IOException {
    List<SnapshotCost> ours = new ArrayList<>();
    List<SnapshotCost> theirs = new ArrayList<>();
    try (Contender vedette = scratch.vedette("save")) {
      snapshots(vedette, ours);
    }
    try (Contender redis = scratch.redis("r-save")) {
      snapshots(redis, theirs);
    }
    compare("BGSAVE, added memory", "%", Bound.atMost(10), ours, theirs, c -> c.addedShare() * 100);
    compare(
        "BGSAVE, longest stall added", "ms", Bound.atMost(5), ours, theirs, SnapshotCost::stallMs);
  }

  private void snapshots(Contender server, List<SnapshotCost> costs) throws IOException {
    progress.accept("BGSAVE of " + keys + " keys, " + server.name());
    try (RespClient client = server.connect()) {
      Reply filled =
          client.call(
              "DEBUG", "POPULATE", Integer.toString(keys), "key", Integer.toString(VALUE_BYTES));
      if (!filled.is("OK")) {
        throw new ClusterException("DEBUG POPULATE: " + filled.text());
      }
    }
    // One to warm up.
    SnapshotCost.measure(server, keys);
    for (int i = 0; i < rounds; i++) {
      costs.add(SnapshotCost.measure(server, keys));
    }
  }

  private void compare(
      String name,
      String unit,
      Bound bound,
      List<SnapshotCost> ours,
      List<SnapshotCost> theirs,
      ToDoubleFunction<SnapshotCost> figure) {
    rows.add(
        new Row(
            name,
            unit,
            Median.of(ours.stream().map(figure::applyAsDouble).toList()),
            Median.of(theirs.stream().map(figure::applyAsDouble).toList()),
            bound));
  }

  private void compareLoads() throws IOException {
    progress.accept("load of that dump");
    loads("load of the dump", "save");
    progress.accept("load of an append-only file of " + keys + " SETs");
    String[] directives = {"--appendonly", "yes", "--auto-aof-rewrite-percentage", "0"};
    try (Contender redis = scratch.redis("aof", directives)) {
      RedisBenchmark.fill(redis.at(), keys, VALUE_BYTES);
    }
    loads("load of the AOF", "aof", directives);
  }

  /** Times from the start of the process to its first PONG. */
  private void loads(String name, String folder, String... directives) throws IOException {
    rows.add(
        Row.ofTurns(
            name,
            "s",
            rounds,
            () -> loadSeconds(folder, copy -> scratch.vedette(copy, directives)),
            () -> loadSeconds(folder, copy -> scratch.redis(copy, directives)),
            Bound.ratioAtMost(1)));
  }

  /** On a copy of the folder, since a server that ends may write there. */
  private double loadSeconds(String folder, Function<String, Contender> start) throws IOException {
    String copy = folder + "-copy";
    Folders.copy(scratch.resolve(folder), scratch.resolve(copy));
    try (Contender server = start.apply(copy)) {
      return server.startMs() / 1000.0;
    } finally {
      Folders.delete(scratch.resolve(copy));
    }
  }
}

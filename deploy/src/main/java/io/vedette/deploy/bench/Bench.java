package io.vedette.deploy.bench;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.ClusterOptions;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterView;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.LocalCluster;
import io.vedette.deploy.cluster.ProcessId;
import io.vedette.deploy.cluster.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark: rounds against Vedette and {@code redis-server} take turns, so that a machine that
 * drifts drifts for both. Blocking; it ends what it starts.
 */
public final class Bench {
  private static final Duration START = Duration.ofSeconds(30);
  private static final int WARM_UP_ROUNDS = 3;

  private final List<Workload> workloads;
  private final int rounds;
  private final Consumer<String> progress;
  private final Launcher launcher = Launcher.ofCheckout();

  /**
   * @param quick a fifth of the commands, for a first impression
   * @param rounds how often each workload runs against each side; the medians count
   */
  public Bench(boolean quick, int rounds, Consumer<String> progress) {
    if (rounds < 1) {
      throw new ClusterException("--rounds must be at least 1");
    }
    int single = quick ? 40_000 : 200_000;
    int pipelined = quick ? 300_000 : 1_500_000;
    this.workloads =
        List.of(
            new Workload("SET", 1, single, 1.15),
            new Workload("GET", 1, single, 1.15),
            new Workload("SET", 16, pipelined, 1.0),
            new Workload("GET", 16, pipelined, 1.0));
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Runs everything: server beside redis-server, then proxy beside direct port. */
  public BenchReport run() {
    try (Scratch scratch = new Scratch(launcher, progress)) {
      List<BenchReport.Row> server = compareServers(scratch);
      List<BenchReport.Row> proxy = compareProxy(scratch.resolve("cluster"));
      return new BenchReport(rounds, server, proxy);
    } catch (IOException e) {
      throw new ClusterException("cannot prepare the benchmark: " + e.getMessage(), e);
    }
  }

  private List<BenchReport.Row> compareServers(Scratch scratch) {
    try (Contender redis = scratch.redis("redis");
        Contender vedette = scratch.vedette("vedette")) {
      return compare(Side.of(vedette), Side.of(redis));
    }
  }

  private List<BenchReport.Row> compareProxy(Path dir) {
    LocalCluster cluster = new LocalCluster(dir, launcher);
    ClusterOptions smallest =
        new ClusterOptions(1, 1, 0, 1, ClusterOptions.defaults().port() + 10_000, false, List.of());
    progress.accept("starting a proxy with one shard behind it");
    ClusterState state = cluster.up(smallest, START, progress);
    try {
      Address direct = ClusterView.look(state).shards().getFirst().master().address();
      ProcessId node = state.members(Role.NODE).getFirst().id();
      ProcessId proxy = state.members(Role.PROXY).getFirst().id();
      return compare(new Side("proxy", state.proxy(), proxy), new Side("direct", direct, node));
    } finally {
      cluster.down();
    }
  }

  private record Side(String name, Address at, ProcessId process) {
    static Side of(Contender server) {
      return new Side(server.name(), server.at(), server.process());
    }
  }

  private List<BenchReport.Row> compare(Side measured, Side reference) {
    List<BenchReport.Row> rows = new ArrayList<>();
    progress.accept("warming up " + measured.name());
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      for (Workload workload : workloads) {
        RedisBenchmark.run(measured.at(), measured.process(), workload);
        if (i == 0) {
          RedisBenchmark.run(reference.at(), reference.process(), workload);
        }
      }
    }
    for (Workload workload : workloads) {
      progress.accept(measured.name() + " and " + reference.name() + ": " + workload.title());
      List<Round> ours = new ArrayList<>();
      List<Round> theirs = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        ours.add(RedisBenchmark.run(measured.at(), measured.process(), workload));
        theirs.add(RedisBenchmark.run(reference.at(), reference.process(), workload));
      }
      rows.add(new BenchReport.Row(workload, ours, theirs));
    }
    return rows;
  }
}

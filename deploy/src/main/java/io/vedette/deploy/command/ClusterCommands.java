package io.vedette.deploy.command;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterOptions;
import io.vedette.deploy.cluster.ClusterOptions.Setting;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterView;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.LocalCluster;
import io.vedette.deploy.cluster.StartRecording;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code up}, {@code status} and {@code down}. */
public final class ClusterCommands {
  private ClusterCommands() {}

  /** {@code --dir}: which cluster. */
  static final class Dir {
    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description = "folder of the cluster (default: .vedette/default in the checkout)")
    private Path dir;

    LocalCluster cluster() {
      return new LocalCluster(dir != null ? dir : standard(), Launcher.ofCheckout());
    }

    private static Path standard() {
      Path home = Launcher.checkout();
      if (Files.isWritable(home)) {
        return home.resolve(".vedette/default");
      }
      String state = System.getenv("XDG_STATE_HOME");
      Path base =
          state != null && !state.isEmpty()
              ? Path.of(state)
              : Path.of(System.getProperty("user.home"), ".local", "state");
      return base.resolve("vedette/default");
    }
  }

  @Command(
      name = "up",
      description = "Start a cluster in the background and wait until it is ready.",
      mixinStandardHelpOptions = true)
  static final class Up implements Callable<Integer> {
    @Mixin private Dir dir;

    @Option(names = "--nodes", defaultValue = "3", description = "node processes (default: 3)")
    private int nodes;

    @Option(names = "--shards", defaultValue = "3", description = "shards (default: 3)")
    private int shards;

    @Option(
        names = "--replicas",
        description = "replicas of each shard (default: 2, or fewer where there are fewer nodes)")
    private Integer replicas;

    @Option(names = "--sentinels", defaultValue = "3", description = "sentinels (default: 3)")
    private int sentinels;

    @Option(
        names = "--port",
        description = "the proxy's port (default: 6379, or the next free one)")
    private Integer port;

    @Option(
        names = "--set",
        paramLabel = "DIRECTIVE=VALUE",
        description =
            "a directive for the nodes; proxy-* goes to the proxy, down-after-milliseconds and"
                + " failover-timeout to the sentinels, requirepass to all. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "90",
        description = "how long to wait until it is ready (default: 90)")
    private int timeoutSeconds;

    @Override
    public Integer call() {
      LocalCluster cluster = dir.cluster();
      PrintStream out = System.out;
      Optional<ClusterState> running = cluster.running();
      if (running.isPresent()) {
        out.println("a cluster runs in " + cluster.dir() + " already:");
        out.println();
        out.print(StatusReport.text(ClusterView.look(running.get())));
        return running.get().processes().stream().allMatch(one -> one.id().isAlive()) ? 0 : 1;
      }
      ClusterOptions options =
          new ClusterOptions(
              nodes,
              shards,
              replicas != null ? replicas : Math.min(2, nodes - 1),
              sentinels,
              port != null ? port : ClusterOptions.defaults().port(),
              port != null,
              settings.stream().map(Setting::parse).toList());
      long start = System.nanoTime();
      ClusterState state =
          cluster.up(options, Duration.ofSeconds(timeoutSeconds), line -> out.println("  " + line));
      out.printf(
          "ready after %.1f s: %d shards, each with a master and %d replicas in sync%n",
          (System.nanoTime() - start) / 1e9, options.shards(), options.replicas());
      Address proxy = state.proxy();
      if (proxy.port() != options.port()) {
        out.println("port " + options.port() + " is in use, the proxy took " + proxy.port());
      }
      out.println("  redis-cli -p " + proxy.port() + " set foo bar");
      out.println("  sentinels: " + state.sentinels());
      return 0;
    }
  }

  @Command(
      name = "status",
      description = "Show shards, masters, replicas, offsets, lag, sentinels, epochs and pids.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Mixin private Dir dir;

    @Option(names = "--json", description = "as JSON, for tools")
    private boolean json;

    @Override
    public Integer call() {
      ClusterView view = ClusterView.look(dir.cluster().require());
      System.out.println(json ? StatusReport.json(view) : StatusReport.text(view).stripTrailing());
      return 0;
    }
  }

  @Command(
      name = "down",
      description = "End every process of a cluster.",
      mixinStandardHelpOptions = true)
  static final class Down implements Callable<Integer> {
    @Mixin private Dir dir;

    @Override
    public Integer call() {
      LocalCluster cluster = dir.cluster();
      int ended = cluster.down();
      System.out.println(
          ended == 0 ? "nothing runs in " + cluster.dir() : "ended " + ended + " processes");
      return 0;
    }
  }

  @Command(
      name = "train",
      description = "Record how the processes start (the launcher calls this after a build).",
      hidden = true)
  static final class Train implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    private Path folder;

    @Override
    public Integer call() throws IOException {
      new StartRecording(folder).run();
      return 0;
    }
  }
}

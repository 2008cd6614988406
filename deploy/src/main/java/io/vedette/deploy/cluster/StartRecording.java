package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs each kind of process once and has its JVM keep an AOT cache (JEP 514) of the classes and
 * profiles it used, so that later starts need about half the time. A cache holds for exactly the
 * jars it was made with; the JVM ignores it otherwise.
 */
public final class StartRecording {
  private static final Duration START = Duration.ofSeconds(60);

  /** After its end a JVM writes the cache, with a second JVM. */
  private static final Duration WRITE_CACHE = Duration.ofSeconds(120);

  private static final int WARM_COMMANDS = 200;
  private static final int TIMEOUT_MS = 5000;

  private final Launcher launcher;
  private final Path folder;

  /**
   * @param folder gets {@code server.aot}, {@code node.aot}, {@code proxy.aot}, {@code
   *     sentinel.aot}
   */
  public StartRecording(Path folder) {
    this.folder = folder;
    this.launcher = Launcher.ofCheckout().recordingInto(folder);
  }

  /** Records all roles; blocking. */
  public void run() throws IOException {
    Path scratch = Files.createTempDirectory("vedette-recording");
    recordServer(scratch);
    recordCluster(scratch.resolve("cluster"));
    Folders.delete(scratch);
  }

  private void recordServer(Path scratch) throws IOException {
    int port = FreePorts.search().block(1);
    Path log = scratch.resolve("server.log");
    ProcessId server = launcher.start(log, List.of("server", "--port", Integer.toString(port)));
    try {
      if (!Await.until(START, () -> Await.answersPing(Address.local(port)) || !server.isAlive())) {
        throw new ClusterException("the server does not answer: " + Launcher.endOf(log));
      }
      warm(Address.local(port));
      server.signal("TERM");
      Await.until(WRITE_CACHE, () -> !server.isAlive());
    } finally {
      server.signal("KILL");
    }
  }

  private void recordCluster(Path dir) throws IOException {
    LocalCluster cluster = new LocalCluster(dir, launcher);
    ClusterOptions small =
        new ClusterOptions(2, 2, 1, 1, ClusterOptions.defaults().port() + 10_000, false, List.of());
    ClusterState state = cluster.up(small, START, System.out::println);
    try {
      warm(state.proxy());
    } finally {
      cluster.down(WRITE_CACHE);
    }
  }

  private static void warm(Address at) throws IOException {
    try (RespClient client = RespClient.connect(at, TIMEOUT_MS)) {
      for (int i = 0; i < WARM_COMMANDS; i++) {
        client.call("SET", "key:" + i, "value");
        client.call("GET", "key:" + i);
        client.call("INCR", "counter");
      }
      client.call("INFO");
      client.call("COMMAND", "COUNT");
    }
  }
}

package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.CopyInfo;
import io.vedette.deploy.cluster.FreePorts;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.ProcessId;
import io.vedette.deploy.cluster.ShardView;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The walk of a new user: up, a client through the proxy, status, down. */
@Timeout(240)
class LocalClusterIT {
  private static final Duration START = Duration.ofSeconds(60);
  private static TestDeployment cluster;

  @BeforeAll
  static void start() {
    cluster = TestDeployment.start("local-cluster", 3);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyShardHasAMasterAndItsReplicasInSync() {
    assertThat(cluster.view().missing()).isEmpty();
    assertThat(cluster.view().shards()).hasSize(3);
    for (ShardView shard : cluster.view().shards()) {
      assertThat(shard.replicas()).hasSize(2).allMatch(CopyInfo::follows);
      assertThat(shard.slots()).isNotEmpty();
    }
    assertThat(
            cluster.view().shards().stream()
                .map(shard -> cluster.state().nodeAt(shard.master().address()).orElseThrow()))
        .as("masters are spread over the nodes")
        .doesNotHaveDuplicates();
  }

  @Test
  void writesThroughTheProxyReachEveryReplica() throws IOException {
    try (RespClient client = cluster.connect()) {
      for (int i = 0; i < 30; i++) {
        assertThat(client.call("SET", "key:" + i, "v" + i)).isEqualTo(new Reply.Text("OK"));
      }
      assertThat(client.call("WAIT", "2", "5000")).isEqualTo(new Reply.Number(2));
      assertThat(client.call("MGET", "key:0", "key:29").items())
          .containsExactly(new Reply.Text("v0"), new Reply.Text("v29"));
      assertThat(client.call("DBSIZE")).isInstanceOf(Reply.Number.class);
    }
  }

  @Test
  void aPipelineMayBeWrittenBeforeItIsRead() throws IOException {
    try (RespClient client = cluster.connect()) {
      LongPipeline.run(client);
    }
  }

  @Test
  void statusSpeaksToToolsAndPeople() {
    String json = vedette("status", "--json").ofSuccess();
    assertThat(json)
        .startsWith("{\"proxy\":\"" + cluster.proxy() + "\",\"sentinels\":[\"127.0.0.1:")
        .contains("\"name\":\"shard-2\"", "\"role\":\"node\",\"name\":\"node-1\",\"pid\":")
        .contains("\"ready\":true");
    assertThat(vedette("status").ofSuccess()).contains("shard-0", "master", "replica", "ready");
  }

  @Test
  void aNodeMayHoldAProxyOfItsOwn() throws IOException {
    Address proxy = Address.local(FreePorts.search().block(1));
    ProcessId node = startNodeWithProxy("node-4", proxy);
    try {
      assertThat(Await.until(START, () -> Await.answersPing(proxy))).isTrue();
      assertThat(Await.until(START, () -> answers(proxy, "SET", "through-node-4", "1"))).isTrue();
      try (RespClient client = cluster.connect()) {
        assertThat(client.call("GET", "through-node-4")).isEqualTo(new Reply.Text("1"));
      }
      ProcessId rival = startNodeWithProxy("node-5", proxy);
      assertThat(Await.until(START, () -> !rival.isAlive())).isTrue();
      assertThat(Launcher.endOf(logOf("node-5"))).contains("cannot listen", "in use");
    } finally {
      node.signal("TERM");
    }
    assertThat(Await.until(START, () -> !node.isAlive())).isTrue();
  }

  private static boolean answers(Address at, String... command) {
    try (RespClient client = RespClient.connect(at, 1000)) {
      return client.call(command).equals(new Reply.Text("OK"));
    } catch (IOException e) {
      return false;
    }
  }

  /** A further node of the cluster, which gets no copy and has a proxy. */
  private static ProcessId startNodeWithProxy(String name, Address proxy) throws IOException {
    Path dir = cluster.cluster().dir();
    int ports = FreePorts.search().block(2);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(dir.resolve("config/node-1.conf"))) {
      if (line.startsWith("sentinels ") || line.startsWith("database ")) {
        lines.add(line);
      }
    }
    lines.add("name " + name);
    lines.add("port-base " + ports);
    lines.add("control-port " + (ports + 1));
    lines.add("dir " + Files.createDirectories(dir.resolve("data").resolve(name)));
    lines.add("proxy-port " + proxy.port());
    Path config = Files.write(dir.resolve("config").resolve(name + ".conf"), lines);
    return Launcher.ofCheckout().start(logOf(name), List.of("node", "--config", config.toString()));
  }

  private static Path logOf(String name) {
    return cluster.cluster().dir().resolve("log").resolve(name + ".log");
  }

  @Test
  void aSecondUpSaysWhatRuns() {
    assertThat(vedette("up").ofSuccess()).contains("runs in", "already", "shard-0");
    assertThat(cluster.cluster().running().map(ClusterState::processes))
        .contains(cluster.state().processes());
  }

  @Test
  void upRefusesATakenPortAndBadNumbers() throws IOException {
    Path other = TestFolder.of("local-cluster-refused");
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(vedetteIn(other, "up", "--port", Integer.toString(taken.getLocalPort())).text())
          .contains("in use");
    }
    assertThat(vedetteIn(other, "up", "--replicas", "3").text()).contains("needs 4 nodes");
    assertThat(vedetteIn(other, "status").text()).contains("no cluster runs");
    assertThat(vedetteIn(other.getParent(), "up").text()).contains("holds other files");
  }

  @Test
  void upNamesTheProcessThatCannotStart() {
    Path other = TestFolder.of("local-cluster-bad-directive");
    RealTools.Output output =
        vedetteIn(
            other,
            "up",
            "--port",
            Integer.toString(FreePorts.search().block(1)),
            "--set",
            "no-such-directive=1");
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.text()).contains("node-").contains("no-such-directive");
    assertThat(ClusterState.load(other)).isEmpty();
  }

  @Test
  void downEndsEveryProcessOfItsOwnCluster() {
    try (TestDeployment other = TestDeployment.start("local-cluster-down", 1)) {
      ClusterState state = other.state();
      assertThat(vedetteIn(other.cluster().dir(), "down").ofSuccess()).contains("ended 7");
      assertThat(state.processes()).noneMatch(one -> one.id().isAlive());
      assertThat(vedetteIn(other.cluster().dir(), "down").ofSuccess()).contains("nothing runs");
    }
    assertThat(Await.answersPing(cluster.proxy())).as("the other cluster stays").isTrue();
  }

  private static RealTools.Output vedette(String... arguments) {
    return vedetteIn(cluster.cluster().dir(), arguments);
  }

  /** Runs the launcher as a user does, on the jars of this build. */
  private static RealTools.Output vedetteIn(Path dir, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "VEDETTE_BUILD=never"));
    command.add(Launcher.checkout().resolve("deploy/vedette").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", dir.toString()));
    return RealTools.run(command);
  }
}

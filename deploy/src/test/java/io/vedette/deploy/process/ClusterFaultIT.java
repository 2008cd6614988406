package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.CopyInfo;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.Role;
import io.vedette.deploy.cluster.ShardView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What a cluster of one shard does when nodes come and go; the worst comes last. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_MS = 20_000;
  private static final int PLANNED = 3;
  private static final String SHARD = "shard-0";

  private static TestDeployment cluster;

  @BeforeAll
  static void start() {
    cluster = TestDeployment.start("cluster-fault", 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void aPlannedFailoverLosesNothingAndTakesAMoment() throws Exception {
    SteadyWriter writer = SteadyWriter.start(cluster.proxy());
    try {
      for (int round = 0; round < PLANNED; round++) {
        writer.awaitMore(200);
        Address master = cluster.masterOf(0);
        assertThat(sentinel("SENTINEL", "FAILOVER", SHARD)).isEqualTo(new Reply.Text("OK"));
        await().atMost(PATIENCE).until(() -> !cluster.masterOf(0).equals(master));
        cluster.awaitReady();
        assertThat(CopyInfo.ask(master, "").role()).isEqualTo("slave");
      }
      writer.awaitMore(200);
    } finally {
      writer.stop();
    }
    System.out.printf(
        "planned failovers: %d writes, longest write %d ms%n",
        writer.acknowledged().size(), writer.longestMs());
    assertThat(writer.errors())
        .as("at most the one write in flight, and its client is told so")
        .hasSizeLessThanOrEqualTo(PLANNED)
        .allMatch(error -> error.startsWith("UNKNOWN "));
    try (RespClient client = cluster.connect()) {
      for (String key : writer.acknowledged()) {
        client.send("GET", key);
      }
      client.flush();
      for (String key : writer.acknowledged()) {
        assertThat(client.read()).isEqualTo(new Reply.Text(key));
      }
    }
  }

  /** Until the majority is back it takes no writes, but it is the same master with all its data. */
  @Test
  @Order(2)
  void aMasterThatHadNoLeaseForAMomentConfirmsWhatItHas() throws Exception {
    Address master = cluster.masterOf(0);
    List<Running> sentinels = cluster.state().members(Role.SENTINEL);
    try (RespClient client = cluster.connect();
        RespClient other = cluster.connect();
        RespClient direct = RespClient.connect(master, TIMEOUT_MS)) {
      assertThat(client.call("SET", "before", "1")).isEqualTo(new Reply.Text("OK"));
      assertThat(other.call("SELECT", "3")).isEqualTo(new Reply.Text("OK"));
      sentinels.forEach(cluster::pause);
      try {
        await().atMost(PATIENCE).until(() -> isReadOnly(direct));
        String refusedSoFar = refusals(direct);
        client.send("SET", "meanwhile", "2");
        client.send("WAIT", "2", "20000");
        client.flush();
        await().atMost(PATIENCE).until(() -> !refusals(direct).equals(refusedSoFar));
        other.send("SET", "elsewhere", "3");
        other.flush();
      } finally {
        sentinels.forEach(cluster::resume);
      }
      assertThat(client.read()).isEqualTo(new Reply.Text("OK"));
      assertThat(client.read()).isEqualTo(new Reply.Number(2));
      assertThat(other.read()).isEqualTo(new Reply.Text("OK"));
      assertThat(other.call("GET", "elsewhere")).isEqualTo(new Reply.Text("3"));
      assertThat(client.call("EXISTS", "elsewhere")).isEqualTo(new Reply.Number(0));
    }
    assertThat(cluster.masterOf(0)).isEqualTo(master);
  }

  private static boolean isReadOnly(RespClient client) throws IOException {
    return client.call("SET", "probe", "1").text().startsWith("READONLY");
  }

  /** The count of writes that it refused, as INFO says it. */
  private static String refusals(RespClient client) throws IOException {
    return client
        .call("INFO", "errorstats")
        .text()
        .lines()
        .filter(line -> line.startsWith("errorstat_READONLY"))
        .collect(Collectors.joining());
  }

  /** Its port opens only when it knows that it is a replica by now. */
  @Test
  @Order(3)
  void aReturningMasterIsAReplicaBeforeItServes() throws Exception {
    Address master = cluster.masterOf(0);
    Running node = cluster.nodeOfMaster(0);
    cluster.kill(node);
    await().atMost(PATIENCE).until(() -> !cluster.masterOf(0).equals(master));
    try (RespClient client = cluster.connect()) {
      assertThat(client.call("SET", "while-away", "new")).isEqualTo(new Reply.Text("OK"));
    }
    cluster.restart(node);
    List<String> roles = new ArrayList<>();
    assertThat(Await.until(PATIENCE, () -> sawAsReplica(master, roles))).isTrue();
    assertThat(roles).containsOnly("slave");
    cluster.awaitReady();
  }

  /** Asks as soon as the port opens; whatever it says, it must not act as a master. */
  private static boolean sawAsReplica(Address at, List<String> roles) {
    try (RespClient client = RespClient.connect(at, TIMEOUT_MS)) {
      client.send("SET", "while-away", "old");
      client.send("INFO", "replication");
      client.send("ROLE");
      client.flush();
      Reply write = client.read();
      assertThat(write).as("a write at the old master").isInstanceOf(Reply.Failure.class);
      assertThat(client.read().text()).contains("role:slave").doesNotContain("role:master");
      Reply role = client.read();
      roles.add(role.items().getFirst().text());
      return role.items().get(3).is("connected");
    } catch (IOException e) {
      // Not open yet.
      return false;
    }
  }

  @Test
  @Order(4)
  void aFolderInUseIsRefused() {
    List<Running> nodes = cluster.state().members(Role.NODE);
    assertThat(refusal(nodes.getFirst(), "data/node-1", "data/node-3"))
        .contains("data/node-3", "in use");
    assertThat(nodes).allMatch(node -> node.id().isAlive());
  }

  @Test
  @Order(5)
  void fewerSentinelsThanTheQuorumAreRefused() {
    assertThat(refusal(cluster.state().members(Role.SENTINEL).getFirst(), "quorum 2", "quorum 4"))
        .contains("quorum 4", "3 sentinels");
  }

  /** What a process says that must not start with such a change of its configuration. */
  private static String refusal(Running process, String found, String replacement) {
    String name = process.member().name();
    Path dir = cluster.cluster().dir();
    Path changed = dir.resolve("refused-" + name + ".conf");
    try {
      String text = Files.readString(dir.resolve("config").resolve(name + ".conf"));
      assertThat(text).contains(found);
      Files.writeString(changed, text.replace(found, replacement));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RealTools.Output output =
        RealTools.run(
            List.of(
                "env",
                "VEDETTE_BUILD=never",
                Launcher.checkout().resolve("deploy/vedette").toString(),
                process.member().role().command(),
                "--config",
                changed.toString()));
    assertThat(output.status()).as(output.text()).isEqualTo(1);
    return output.text();
  }

  /** One copy of three may not decide alone; with a second one the cluster goes on. */
  @Test
  @Order(6)
  void oneCopyAloneTakesNoWrites() throws Exception {
    try (RespClient client = cluster.connect()) {
      assertThat(client.call("SET", "kept", "safe")).isEqualTo(new Reply.Text("OK"));
      assertThat(client.call("WAIT", "2", "20000")).isEqualTo(new Reply.Number(2));
    }
    ShardView shard = cluster.view().shards().getFirst();
    Address survivor = shard.replicas().getLast().address();
    Running master = cluster.nodeOfMaster(0);
    Running replica = cluster.state().nodeAt(shard.replicas().getFirst().address()).orElseThrow();
    long epoch = shard.epoch();
    long abandoned = abandoned();
    cluster.kill(replica);
    cluster.kill(master);
    await().atMost(PATIENCE).until(() -> abandoned() >= abandoned + 2);
    assertThat(cluster.view().shards().getFirst().epoch()).isEqualTo(epoch);
    String mine = "data/" + master.member().name();
    String other = "data/" + replica.member().name();
    assertThat(refusal(master, mine, other))
        .as("another node's folder")
        .contains(master.member().name(), replica.member().name());
    try (RespClient alone = RespClient.connect(survivor, TIMEOUT_MS)) {
      assertThat(alone.call("SET", "kept", "no").text()).startsWith("READONLY");
      assertThat(alone.call("GET", "kept")).isEqualTo(new Reply.Text("safe"));
    }
    cluster.restart(replica);
    await().atMost(PATIENCE).until(() -> CopyInfo.ask(survivor, "").isMaster());
    awaitWrite("after");
    try (RespClient client = cluster.connect()) {
      assertThat(client.call("GET", "kept")).isEqualTo(new Reply.Text("safe"));
    }
    cluster.restart(master);
    cluster.awaitReady();
  }

  /** Without persistence the data is gone, but not the cluster. */
  @Test
  @Order(7)
  void itServesAgainAfterAllNodesDied() {
    List<Running> nodes = cluster.state().members(Role.NODE);
    nodes.forEach(cluster::kill);
    await().atMost(PATIENCE).until(() -> nodes.stream().noneMatch(node -> node.id().isAlive()));
    nodes.forEach(cluster::restart);
    cluster.awaitReady();
    awaitWrite("reborn");
  }

  /** Failovers that the sentinels tried and gave up. */
  private static long abandoned() throws IOException {
    long count = 0;
    for (Running sentinel : cluster.state().members(Role.SENTINEL)) {
      Path log = sentinel.member().logFile(cluster.cluster().dir());
      try (Stream<String> lines = Files.lines(log)) {
        count += lines.filter(line -> line.contains("-failover-abort")).count();
      }
    }
    return count;
  }

  private static void awaitWrite(String value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              try (RespClient client = cluster.connect()) {
                assertThat(client.call("SET", "written", value)).isEqualTo(new Reply.Text("OK"));
                assertThat(client.call("GET", "written")).isEqualTo(new Reply.Text(value));
              }
            });
  }

  private static Reply sentinel(String... command) throws IOException {
    try (RespClient client = RespClient.connect(cluster.sentinels().getFirst(), TIMEOUT_MS)) {
      return client.call(command);
    }
  }
}

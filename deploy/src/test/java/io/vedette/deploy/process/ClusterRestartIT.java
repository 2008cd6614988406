package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.CopyInfo;
import io.vedette.deploy.cluster.Role;
import io.vedette.deploy.cluster.ShardView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A cluster with append-only files, whose nodes are killed and started again. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterRestartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_MS = 20_000;
  private static final int WRITES = 200;

  private static TestDeployment cluster;
  private static final List<String> durable = new ArrayList<>();

  @BeforeAll
  static void start() {
    cluster =
        TestDeployment.start("cluster-restart", 1, "appendonly=yes", "enable-debug-command=yes");
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /**
   * Writes that the master and a replica have fsynced. On a machine that stalls while the processes
   * start, a lease lapses and the master is another: then once more.
   */
  private static void writeDurably(String prefix) {
    List<String> keys = IntStream.range(0, WRITES).mapToObj(i -> prefix + ":" + i).toList();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              try (RespClient client = master()) {
                for (String key : keys) {
                  assertThat(client.call("SET", key, key)).isEqualTo(new Reply.Text("OK"));
                }
                List<Reply> counts = client.call("WAITAOF", "1", "1", "0").items();
                assertThat(counts.get(0)).isEqualTo(new Reply.Number(1));
                assertThat(Integer.parseInt(counts.get(1).text())).isPositive();
              }
            });
    durable.addAll(keys);
  }

  private static RespClient master() throws IOException {
    return RespClient.connect(cluster.masterOf(0), TIMEOUT_MS, cluster.state().password());
  }

  private static void assertNothingIsMissing() throws IOException {
    try (RespClient client = cluster.connect()) {
      for (String key : durable) {
        client.send("GET", key);
      }
      client.flush();
      for (String key : durable) {
        assertThat(client.read()).as(key).isEqualTo(new Reply.Text(key));
      }
    }
  }

  private static void assertAllCopiesAreEqual() {
    List<String> digests = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              digests.clear();
              ShardView shard = cluster.view().shards().getFirst();
              digests.add(digest(shard.master().address()));
              for (CopyInfo replica : shard.replicas()) {
                digests.add(digest(replica.address()));
              }
              return digests.size() == 3 && digests.stream().distinct().count() == 1;
            });
  }

  private static String digest(Address copy) throws IOException {
    try (RespClient client = RespClient.connect(copy, TIMEOUT_MS, cluster.state().password())) {
      return client.call("DEBUG", "DIGEST").text();
    }
  }

  @Test
  @Order(1)
  void aReplicaThatWasKilledContinuesFromItsFiles() throws Exception {
    writeDurably("first");
    Running replica =
        cluster.state().members(Role.NODE).stream()
            .filter(node -> !node.equals(cluster.nodeOfMaster(0)))
            .findFirst()
            .orElseThrow();
    cluster.kill(replica);
    writeDurably("without one replica");
    long full = fullResyncs();
    cluster.restart(replica);
    cluster.awaitReady();
    assertThat(fullResyncs()).as("full resyncs").isEqualTo(full);
    assertNothingIsMissing();
    assertAllCopiesAreEqual();
  }

  private static long fullResyncs() throws IOException {
    try (RespClient client = master()) {
      String stats = client.call("INFO", "stats").text();
      return stats
          .lines()
          .filter(line -> line.startsWith("sync_full:"))
          .mapToLong(line -> Long.parseLong(line.substring("sync_full:".length()).strip()))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @Order(2)
  void aMasterThatWasKilledComesBackAsAReplicaWithNothingLost() throws Exception {
    writeDurably("second");
    Address before = cluster.masterOf(0);
    Running node = cluster.nodeOfMaster(0);
    cluster.kill(node);
    await().atMost(PATIENCE).until(() -> !cluster.masterOf(0).equals(before));
    cluster.restart(node);
    cluster.awaitReady();
    assertNothingIsMissing();
    assertAllCopiesAreEqual();
  }

  @Test
  @Order(3)
  void aClusterOfWhichAllNodesWereKilledComesBackWithWhatWasDurable() throws Exception {
    writeDurably("third");
    for (int round = 0; round < 2; round++) {
      List<Running> nodes = List.copyOf(cluster.state().members(Role.NODE));
      nodes.forEach(cluster::kill);
      nodes.forEach(cluster::restart);
      cluster.awaitReady();
      assertNothingIsMissing();
      assertAllCopiesAreEqual();
      writeDurably("after round " + round);
    }
  }
}

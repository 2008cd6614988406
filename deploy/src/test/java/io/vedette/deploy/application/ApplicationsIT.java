package io.vedette.deploy.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.process.TestDeployment;
import io.vedette.deploy.process.TestServer;
import io.vedette.protocol.slot.Slots;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole applications on one server and its replica, through the proxy of a cluster, and all
 * together while the masters that hold their data are killed one after the other. More rounds of
 * that: {@code -Dapplications.rounds=20}.
 */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplicationsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int ROUNDS = Integer.getInteger("applications.rounds", 1);
  private static final int SHARDS = 2;
  private static final int REPLICAS = 2;

  private static final List<AutoCloseable> started = new ArrayList<>();
  private static TestServer server;
  private static TestServer replica;
  private static TestDeployment cluster;

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource(ApplicationKind.class)
  void atAServer(ApplicationKind kind) {
    startServers();
    List<String> copies =
        List.of(
            Integer.toString(server.address().port()), Integer.toString(replica.address().port()));
    run(kind, new Database(server.address(), copies, prefix(kind, "server")), "at a server");
  }

  @Order(2)
  @ParameterizedTest
  @EnumSource(ApplicationKind.class)
  void throughTheProxy(ApplicationKind kind) {
    startCluster();
    run(kind, ofCluster(prefix(kind, "proxy")), "through the proxy");
  }

  private static void run(ApplicationKind kind, Database database, String where) {
    try (Application application = kind.start(database)) {
      kind.awaitPart(application);
      System.out.printf("%s %s: %s%n", kind, where, application.finish());
    }
  }

  /** Comes last, since the cluster is not whole afterwards. */
  @Order(3)
  @Test
  void whileTheirMastersAreKilled() {
    startCluster();
    Map<ApplicationKind, Application> running = new EnumMap<>(ApplicationKind.class);
    try {
      for (ApplicationKind kind : ApplicationKind.values()) {
        running.put(kind, kind.start(ofCluster(prefix(kind, "killed"))));
      }
      running.forEach(ApplicationKind::awaitPart);
      int kills = ROUNDS * SHARDS;
      for (int kill = 0; kill < kills; kill++) {
        Running killed = killMaster(kill % SHARDS, running);
        if (kill < kills - 1) {
          cluster.restart(killed);
          awaitReplicas();
        }
      }
      running.forEach(
          (kind, application) ->
              System.out.printf(
                  "%s, its master killed (%d): %s%n", kind, ROUNDS, application.finish()));
    } finally {
      running.values().forEach(Application::close);
    }
  }

  private static Running killMaster(int shard, Map<ApplicationKind, Application> running) {
    Address master = cluster.masterOf(shard);
    Running node = cluster.nodeOfMaster(shard);
    System.out.printf("kill -9 of %s, master of shard %d%n", node.member().name(), shard);
    cluster.kill(node);
    running.forEach(ApplicationKind::awaitPart);
    assertThat(cluster.masterOf(shard)).isNotEqualTo(master);
    return node;
  }

  /** Every copy is online, though perhaps a little behind, since work goes on. */
  private static void awaitReplicas() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.view().shards().stream()
                    .allMatch(shard -> shard.master().onlineReplicas() == REPLICAS));
  }

  /** Keys for one run; the word in braces alone decides on which shard they are. */
  private static String prefix(ApplicationKind kind, String run) {
    return "{" + kind.name().toLowerCase() + "}:" + run + ":";
  }

  private static Database ofCluster(String prefix) {
    int slot = Slots.slotOf(prefix.getBytes(StandardCharsets.UTF_8));
    List<String> copies = new ArrayList<>();
    copies.add("shard-" + slot * SHARDS / Slots.COUNT);
    cluster.sentinels().forEach(at -> copies.add(Integer.toString(at.port())));
    return new Database(cluster.proxy(), copies, prefix);
  }

  private static void startServers() {
    if (server == null) {
      server = TestServer.start("applications-server");
      started.add(server);
      replica =
          TestServer.start(
              "applications-replica",
              "--appendonly",
              "yes",
              "--replicaof",
              server.address().host() + " " + server.address().port());
      started.add(replica);
    }
  }

  private static void startCluster() {
    if (cluster == null) {
      // Who is killed refuses connections at once; a slow machine shall not look like a death.
      cluster =
          TestDeployment.start(
              "applications", SHARDS, "appendonly=yes", "down-after-milliseconds=3000");
      started.add(cluster);
    }
  }
}

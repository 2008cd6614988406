package io.vedette.deploy.process;

import static io.vedette.deploy.process.Servers.PATIENCE;
import static io.vedette.deploy.process.Servers.awaitEqual;
import static io.vedette.deploy.process.Servers.call;
import static io.vedette.deploy.process.Servers.connect;
import static io.vedette.deploy.process.Servers.follow;
import static io.vedette.deploy.process.Servers.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.CopyInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replication between Vedette and a real Redis, in both directions and in chains. */
@Timeout(120)
class ReplicationIT {
  private static final String[] DEBUG = {"--enable-debug-command", "yes"};
  private static final int KEYS = 2_000;

  private static TestServer vedette;
  private static TestServer secondVedette;
  private static RealRedis redis;
  private static RealRedis secondRedis;

  @BeforeAll
  static void start() {
    redis = realRedis("replication-redis");
    secondRedis = realRedis("replication-redis-2");
    vedette = TestServer.start("replication-vedette", DEBUG);
    secondVedette = TestServer.start("replication-vedette-2", DEBUG);
  }

  private static RealRedis realRedis(String name) {
    return RealRedis.start(
        name, "--enable-debug-command", "yes", "--repl-diskless-sync-delay", "0");
  }

  @AfterAll
  static void stop() {
    for (TestServer server : new TestServer[] {vedette, secondVedette}) {
      if (server != null) {
        server.close();
      }
    }
    for (RealRedis server : new RealRedis[] {redis, secondRedis}) {
      if (server != null) {
        server.close();
      }
    }
  }

  @AfterEach
  void everyServerAlone() throws IOException {
    for (Address at : all()) {
      call(at, "REPLICAOF", "NO", "ONE");
      call(at, "FLUSHALL");
    }
  }

  @Test
  void aRealRedisIsReplicaOfVedette() throws IOException {
    assertFollows(vedette.address(), redis.address());
  }

  @Test
  void vedetteIsReplicaOfARealRedis() throws IOException {
    assertFollows(redis.address(), vedette.address());
  }

  @Test
  void vedetteIsReplicaOfVedette() throws IOException {
    assertFollows(vedette.address(), secondVedette.address());
  }

  /** What is written while the replica is being sent the snapshot follows right behind it. */
  @Test
  void aRealRedisSynchronizesWhileClientsWrite() throws IOException {
    populate(vedette.address());
    AtomicBoolean ended = new AtomicBoolean();
    try (RespClient client = connect(vedette.address())) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; !ended.get(); i++) {
                      try {
                        client.call("SET", "written:" + i % KEYS, "value:" + i);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }
                  });
      follow(redis.address(), vedette.address());
      ended.set(true);
      await().atMost(PATIENCE).until(() -> !writer.isAlive());
    }
    awaitEqual(vedette.address(), redis.address());
    assertThat(info(vedette.address(), "replication").get("slave0")).contains("state=online");
  }

  @Test
  void aChainOfBothKinds() throws IOException {
    populate(redis.address());
    follow(vedette.address(), redis.address());
    follow(secondRedis.address(), vedette.address());
    follow(secondVedette.address(), secondRedis.address());
    writeALittle(redis.address());
    for (Address replica : List.of(vedette.address(), secondRedis.address())) {
      awaitEqual(redis.address(), replica);
    }
    awaitEqual(redis.address(), secondVedette.address());
    assertThat(info(vedette.address(), "replication"))
        .containsEntry("role", "slave")
        .containsEntry("connected_slaves", "1");
  }

  @Test
  void infoTellsOfTheReplica() throws IOException {
    follow(redis.address(), vedette.address());
    assertThat(call(vedette.address(), "SET", "k", "v")).isEqualTo(new Reply.Text("OK"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, String> master = info(vedette.address(), "replication");
              assertThat(master).containsEntry("role", "master");
              assertThat(master.get("master_replid")).hasSize(40);
              assertThat(master.get("slave0"))
                  .matches(
                      "ip=127.0.0.1,port="
                          + redis.address().port()
                          + ",state=online,offset="
                          + master.get("master_repl_offset")
                          + ",lag=[01]");
              assertThat(info(redis.address(), "replication"))
                  .containsEntry("master_replid", master.get("master_replid"))
                  .containsEntry("slave_repl_offset", master.get("master_repl_offset"));
            });
  }

  /** Every connection of the stream breaks, writes go on, and nothing but the rest is sent. */
  @Test
  void aRealReplicaResumesAfterItsConnectionBroke() throws IOException {
    populate(vedette.address());
    follow(redis.address(), vedette.address());
    assertResumes(vedette.address(), redis.address());
  }

  @Test
  void vedetteResumesAfterItsConnectionToARealMasterBroke() throws IOException {
    populate(redis.address());
    follow(vedette.address(), redis.address());
    assertResumes(redis.address(), vedette.address());
  }

  /** redis-cli takes a snapshot over the wire and Redis's own tool finds nothing wrong with it. */
  @Test
  void aSnapshotPassesRedisCheckRdb() throws IOException {
    RealTools.require("redis-check-rdb", "redis-tools");
    populate(vedette.address());
    Path snapshot = TestFolder.of("replication-snapshot").resolve("dump.rdb");
    RealTools.run(List.of("redis-cli", "-p", vedette.port(), "--rdb", snapshot.toString()))
        .ofSuccess();
    assertThat(RealTools.run(List.of("redis-check-rdb", snapshot.toString())).ofSuccess())
        .contains("Checksum OK", "RDB looks OK!", (KEYS + 3) + " keys read", "1 expires");
  }

  /** What a real Sentinel sends in order to reconfigure a server. */
  @Test
  void obeysTheTransactionOfARealSentinel() throws IOException {
    try (RespClient sentinel = vedette.connect();
        RespClient other = vedette.connect()) {
      assertThat(other.call("PING")).isEqualTo(new Reply.Text("PONG"));
      sentinel.call("CLIENT", "SETNAME", "sentinel-01234567-cmd");
      sentinel.send("MULTI");
      sentinel.send("SLAVEOF", redis.address().host(), Integer.toString(redis.address().port()));
      sentinel.send("CONFIG", "REWRITE");
      sentinel.send("CLIENT", "KILL", "TYPE", "normal");
      sentinel.send("CLIENT", "KILL", "TYPE", "pubsub");
      sentinel.send("EXEC");
      sentinel.flush();
      for (int i = 0; i < 5; i++) {
        assertThat(sentinel.read()).isInstanceOf(Reply.Text.class);
      }
      List<Reply> results = sentinel.read().items();
      assertThat(results).hasSize(4);
      assertThat(results.get(0)).isEqualTo(new Reply.Text("OK"));
      assertThat(results.get(1))
          .isEqualTo(new Reply.Failure("ERR The server is running without a config file"));
      assertThat(results.get(2)).isEqualTo(new Reply.Number(1));
      assertThat(results.get(3)).isEqualTo(new Reply.Number(0));
      assertThatIOException()
          .as("clients are sent away, so that they ask who is master")
          .isThrownBy(() -> other.call("PING"));
    }
    await().atMost(PATIENCE).until(() -> CopyInfo.ask(vedette.address(), "").follows());
  }

  /** Existing keys by the snapshot, later ones by the stream, and WAIT counts the replica. */
  private static void assertFollows(Address masterAt, Address replicaAt) throws IOException {
    populate(masterAt);
    follow(replicaAt, masterAt);
    try (RespClient master = connect(masterAt);
        RespClient replica = connect(replicaAt)) {
      master.call("INCRBY", "late", "41");
      master.call("INCR", "late");
      assertThat(master.call("WAIT", "1", "10000")).isEqualTo(new Reply.Number(1));
      assertThat(replica.call("GET", "late").text()).isEqualTo("42");
      assertThat(Long.parseLong(replica.call("PTTL", "fading").text())).isBetween(1L, 600_000L);
      assertThat(replica.call("SET", "late", "0").text()).startsWith("READONLY");
      writeALittle(masterAt);
      awaitEqual(masterAt, replicaAt);
      assertThat(replica.call("REPLICAOF", "NO", "ONE")).isEqualTo(new Reply.Text("OK"));
      assertThat(replica.call("SET", "late", "0")).isEqualTo(new Reply.Text("OK"));
    }
  }

  private static void assertResumes(Address masterAt, Address replicaAt) throws IOException {
    Map<String, String> before = info(masterAt, "stats");
    try (RespClient master = connect(masterAt)) {
      for (int round = 1; round <= 3; round++) {
        writeALittle(masterAt);
        assertThat(master.call("CLIENT", "KILL", "TYPE", "replica")).isEqualTo(new Reply.Number(1));
        writeALittle(masterAt);
        int resumed = round;
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(count(info(masterAt, "stats"), "sync_partial_ok"))
                        .isEqualTo(count(before, "sync_partial_ok") + resumed));
        awaitEqual(masterAt, replicaAt);
      }
    }
    assertThat(info(masterAt, "stats"))
        .as("no snapshot was sent again")
        .containsEntry("sync_full", before.get("sync_full"));
  }

  private static void populate(Address at) throws IOException {
    try (RespClient client = connect(at)) {
      for (int i = 0; i < KEYS; i++) {
        client.send("SET", "early:" + i, "value of " + i + "x".repeat(i % 90));
      }
      client.flush();
      for (int i = 0; i < KEYS; i++) {
        assertThat(client.read()).isEqualTo(new Reply.Text("OK"));
      }
      client.call("SET", "fading", "v", "PX", "600000");
      client.call("SET", "empty", "");
      client.call("SET", "number", "-12345");
    }
  }

  /** One of each kind of write, in several databases. */
  private static void writeALittle(Address at) throws IOException {
    try (RespClient client = connect(at)) {
      client.call("INCR", "counter");
      client.call("APPEND", "text", "more ");
      client.call("SETRANGE", "text", "2", "xyz");
      client.call("INCRBYFLOAT", "float", "0.1");
      client.call("EXPIRE", "early:7", "5000");
      client.call("GETDEL", "early:8");
      client.call("RENAME", "early:9", "renamed");
      client.call("SELECT", "3");
      client.call("MSET", "a", "1", "b", "2");
      client.call("MULTI");
      client.call("INCR", "a");
      client.call("DEL", "b");
      assertThat(client.call("EXEC").items()).hasSize(2);
      client.call("SET", "early:9", "again");
    }
    try (RespClient client = connect(at)) {
      client.call("SET", "early:9", "again");
    }
  }

  private static List<Address> all() {
    return List.of(
        vedette.address(), secondVedette.address(), redis.address(), secondRedis.address());
  }

  private static long count(Map<String, String> info, String field) {
    return Long.parseLong(info.get(field));
  }
}

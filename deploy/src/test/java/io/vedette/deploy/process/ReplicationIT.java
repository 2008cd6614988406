package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.CopyInfo;
import io.vedette.deploy.cluster.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replication between Vedette and a real Redis, in both directions, as for a migration. */
@Timeout(120)
class ReplicationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TIMEOUT_MS = 10_000;
  private static final int KEYS = 500;

  @BeforeEach
  void needsRedis() {
    RealTools.require("redis-server", "redis-server");
  }

  @Test
  void aRealRedisIsReplicaOfVedette() throws Exception {
    try (TestServer vedette = TestServer.start("replication-to-redis");
        RealRedis redis = RealRedis.start("replication-to-redis-peer")) {
      assertFollows(vedette.address(), redis.address());
    }
  }

  @Test
  void vedetteIsReplicaOfARealRedis() throws Exception {
    try (TestServer vedette = TestServer.start("replication-from-redis");
        RealRedis redis = RealRedis.start("replication-from-redis-peer")) {
      assertFollows(redis.address(), vedette.address());
    }
  }

  /** Existing keys by the snapshot, later ones by the stream, and WAIT counts the replica. */
  private static void assertFollows(Address masterAt, Address replicaAt) throws IOException {
    try (RespClient master = RespClient.connect(masterAt, TIMEOUT_MS);
        RespClient replica = RespClient.connect(replicaAt, TIMEOUT_MS)) {
      for (int i = 0; i < KEYS; i++) {
        master.call("SET", "early:" + i, "v" + i);
      }
      master.call("SET", "fading", "v", "PX", "600000");
      assertThat(replica.call("REPLICAOF", masterAt.host(), Integer.toString(masterAt.port())))
          .isEqualTo(new Reply.Text("OK"));
      await().atMost(PATIENCE).until(() -> CopyInfo.ask(replicaAt, "").follows());
      master.call("INCRBY", "late", "41");
      master.call("INCR", "late");
      assertThat(master.call("WAIT", "1", "10000")).isEqualTo(new Reply.Number(1));
      assertThat(replica.call("GET", "late").text()).isEqualTo("42");
      assertThat(replica.call("GET", "early:" + (KEYS - 1)).text()).isEqualTo("v" + (KEYS - 1));
      assertThat(Long.parseLong(replica.call("PTTL", "fading").text())).isBetween(1L, 600_000L);
      assertThat(replica.call("DBSIZE")).isEqualTo(master.call("DBSIZE"));
      assertThat(replica.call("SET", "late", "0").text()).startsWith("READONLY");
      assertThat(CopyInfo.ask(replicaAt, "").offsetBytes())
          .isGreaterThanOrEqualTo(CopyInfo.ask(masterAt, "").offsetBytes());
      assertThat(replica.call("REPLICAOF", "NO", "ONE")).isEqualTo(new Reply.Text("OK"));
      assertThat(replica.call("SET", "late", "0")).isEqualTo(new Reply.Text("OK"));
    }
  }

  /** The machine's redis-server on a free port. */
  private record RealRedis(Process process, Address address) implements AutoCloseable {
    static RealRedis start(String name) throws IOException {
      int port = FreePorts.search().block(1);
      Path folder = TestFolder.of(name);
      Process process =
          new ProcessBuilder(
                  List.of(
                      "redis-server",
                      "--port",
                      Integer.toString(port),
                      "--bind",
                      "127.0.0.1",
                      "--save",
                      "",
                      "--repl-diskless-sync-delay",
                      "0",
                      "--dir",
                      folder.toString()))
              .redirectErrorStream(true)
              .redirectOutput(new File(folder.toFile(), "redis.log"))
              .start();
      RealRedis redis = new RealRedis(process, Address.local(port));
      assertThat(Await.until(PATIENCE, () -> Await.answersPing(redis.address))).isTrue();
      return redis;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}

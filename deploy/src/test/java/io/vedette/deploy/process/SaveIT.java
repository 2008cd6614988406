package io.vedette.deploy.process;

import static io.vedette.deploy.process.Servers.digest;
import static io.vedette.deploy.process.Servers.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What makes a snapshot, each in its own process, and what becomes of one that cannot be made. */
@Timeout(120)
class SaveIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** So many keys that saving them takes some tenths of a second. */
  private static final String LARGE = "300000";

  private TestServer server;
  private Path dump;

  private RespClient start(String name, String... directives) throws IOException {
    String[] all = new String[directives.length + 2];
    all[0] = "--enable-debug-command";
    all[1] = "yes";
    System.arraycopy(directives, 0, all, 2, directives.length);
    server = TestServer.start("save-" + name, all);
    RespClient client = server.connect();
    dump = Path.of(client.call("CONFIG", "GET", "dir").items().get(1).text(), "dump.rdb");
    assertThat(client.call("DEBUG", "POPULATE", "2000", "key", "300").text()).isEqualTo("OK");
    assertThat(client.call("SET", "expiring", "x", "EX", "1000").text()).isEqualTo("OK");
    assertThat(dump).doesNotExist();
    return client;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void awaitDump() {
    assertThat(Await.until(SOON, () -> Files.exists(dump))).as("a dump").isTrue();
  }

  /** The dump is whole, and redis-server reads the same data out of it. */
  private void assertDumpHolds(String digest) throws IOException {
    RealTools.require("redis-check-rdb", "redis-server");
    assertThat(RealTools.run(List.of("redis-check-rdb", dump.toString())).ofSuccess())
        .contains("RDB looks OK");
    try (RealRedis redis =
            RealRedis.start(
                "save-redis-" + dump.getParent().getFileName(),
                "--dir",
                dump.getParent().toString(),
                "--enable-debug-command",
                "yes");
        RespClient client = redis.connect()) {
      assertThat(digest(client)).isEqualTo(digest);
    }
  }

  @Test
  void bgsave() throws IOException {
    try (RespClient client = start("bgsave", "--save", "")) {
      String digest = digest(client);
      assertThat(client.call("BGSAVE").text()).isEqualTo("Background saving started");
      client.call("SET", "later", "is not in it");
      awaitDump();
      assertDumpHolds(digest);
      assertThat(client.call("INFO", "persistence").text())
          .contains("rdb_last_bgsave_status:ok", "rdb_saves:1", "rdb_changes_since_last_save:1");
    }
  }

  @Test
  void saveWhileOthersWait() throws IOException {
    try (RespClient client = start("save", "--save", "");
        RespClient other = server.connect()) {
      assertThat(client.call("DEBUG", "POPULATE", LARGE, "large", "300").text()).isEqualTo("OK");
      String digest = digest(client);
      client.send("SAVE");
      client.flush();
      assertThat(Await.until(SOON, this::isSaving)).isTrue();
      assertThat(dump).as("asked before the end of the save").doesNotExist();
      assertThat(other.call("SET", "k", "v").text()).isEqualTo("OK");
      assertThat(dump).as("answered after the end of the save").exists();
      assertThat(client.read().text()).isEqualTo("OK");
      assertDumpHolds(digest);
      assertThat(digest(client)).isNotEqualTo(digest);
    }
  }

  /** Whether the file that becomes the dump is being written. */
  private boolean isSaving() {
    try (Stream<Path> files = Files.list(dump.getParent())) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("temp-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void debugReload() throws IOException {
    try (RespClient client = start("reload", "--save", "", "--rdbcompression", "no")) {
      String digest = digest(client);
      assertThat(client.call("DEBUG", "RELOAD").text()).isEqualTo("OK");
      assertThat(digest(client)).isEqualTo(digest);
      assertDumpHolds(digest);
    }
  }

  @Test
  void savePoint() throws IOException {
    try (RespClient client = start("point", "--save", "")) {
      String digest = digest(client);
      assertThat(client.call("CONFIG", "SET", "save", "1 1").text()).isEqualTo("OK");
      awaitDump();
      assertDumpHolds(digest);
    }
  }

  @Test
  void flushAllWithSavePoints() throws IOException {
    try (RespClient client = start("flushall")) {
      assertThat(client.call("FLUSHALL").text()).isEqualTo("OK");
      awaitDump();
      assertDumpHolds(digest(client));
      assertThat(client.call("DBSIZE").text()).isEqualTo("0");
    }
  }

  @Test
  void shutdown() throws IOException {
    try (RespClient client = start("shutdown")) {
      String digest = digest(client);
      client.send("SHUTDOWN");
      client.flush();
      assertThat(Await.until(SOON, () -> !server.process().isAlive())).isTrue();
      assertDumpHolds(digest);
    }
  }

  @Test
  void sigterm() throws IOException {
    try (RespClient client = start("sigterm")) {
      String digest = digest(client);
      server.terminate();
      assertDumpHolds(digest);
    }
  }

  @Test
  void syncOfAReplica() throws IOException {
    try (RespClient client = start("sync", "--save", "")) {
      RealTools.require("redis-cli", "redis-tools");
      String digest = digest(client);
      RealTools.run(List.of("redis-cli", "-p", server.port(), "--rdb", dump.toString()))
          .ofSuccess();
      assertDumpHolds(digest);
    }
  }

  @Test
  void aSaveThatFailsStopsWritesAndKeepsTheProcess() throws IOException {
    try (RespClient client = start("fails", "--save", "900 1")) {
      Path away = dump.getParent().resolveSibling("save-fails-away");
      Folders.delete(away);
      Files.move(dump.getParent(), away);
      assertThat(client.call("SHUTDOWN").text())
          .isEqualTo("ERR Errors trying to SHUTDOWN. Check logs.");
      assertThat(client.call("SET", "k", "v").text())
          .startsWith("MISCONF Redis is configured to save RDB snapshots");
      assertThat(client.call("PING").text()).startsWith("MISCONF");
      assertThat(client.call("GET", "key:1").text()).startsWith("value:1");
      Files.move(away, dump.getParent());
      assertThat(client.call("SAVE").text()).isEqualTo("OK");
      assertThat(client.call("SET", "k", "v").text()).isEqualTo("OK");
    }
  }

  @Test
  void shutdownWaitsForReplicasAndCanBeAborted() throws IOException {
    try (RespClient client = start("lagging", "--save", "");
        TestServer replica =
            TestServer.start(
                "save-lagging-replica", "--replicaof", server.address().host(), server.port());
        RespClient other = server.connect()) {
      await()
          .atMost(SOON)
          .until(() -> info(other, "replication", "slave0").contains("state=online"));
      replica.process().signal("STOP");
      client.call("SET", "not", "there yet");
      client.send("SHUTDOWN");
      client.flush();
      assertThat(Await.until(SOON, () -> server.log().contains("Waiting for replicas"))).isTrue();
      assertThat(other.call("GET", "key:1").text()).startsWith("value:1");
      assertThat(other.call("SHUTDOWN", "ABORT").text()).isEqualTo("OK");
      assertThat(client.read().text()).isEqualTo("ERR Errors trying to SHUTDOWN. Check logs.");
      assertThat(other.call("SET", "k", "v").text()).isEqualTo("OK");
      assertThat(other.call("SHUTDOWN", "ABORT").text()).isEqualTo("ERR No shutdown in progress.");
      replica.process().signal("CONT");
      server.terminate();
      try (RespClient follower = replica.connect()) {
        assertThat(follower.call("GET", "not").text()).isEqualTo("there yet");
      }
    }
  }
}

package io.vedette.deploy.process;

import static io.vedette.deploy.process.Servers.PATIENCE;
import static io.vedette.deploy.process.Servers.awaitEqual;
import static io.vedette.deploy.process.Servers.awaitLink;
import static io.vedette.deploy.process.Servers.digest;
import static io.vedette.deploy.process.Servers.follow;
import static io.vedette.deploy.process.Servers.info;
import static io.vedette.deploy.process.Servers.rewrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What single servers, ours and Redis's, have after a kill and a restart. */
@Timeout(180)
class RecoveryIT {
  private static final String[] AOF = {
    "--appendonly", "yes", "--save", "", "--enable-debug-command", "yes", "--loglevel", "verbose"
  };

  /** Databases, expiries, transactions, numbers: what a stream is made of. */
  private static void write(Address master, String prefix, int count) throws IOException {
    try (RespClient client = RespClient.connect(master, 30_000)) {
      for (int i = 0; i < count; i++) {
        client.send("SELECT", Integer.toString(i / 50 % 3));
        client.send("SET", prefix + i, "value " + i);
        client.send("MULTI");
        client.send("INCRBY", "counter", "3");
        client.send("APPEND", prefix + i, "!");
        client.send("EXEC");
        client.send("SET", prefix + "expiring" + i, "x", "EX", "1000");
      }
      client.flush();
      for (int i = 0; i < 7 * count; i++) {
        assertThat(client.read()).isNotInstanceOf(Reply.Failure.class);
      }
      if (!info(client, "server", "vedette_version").isEmpty()) {
        assertThat(client.call("WAITAOF", "1", "0", "10000").items().getFirst())
            .isEqualTo(new Reply.Number(1));
      }
    }
  }

  @Test
  void replicasOfAKilledMasterContinueWhenItIsBack() throws Exception {
    try (TestServer first = TestServer.start("recovery-master", AOF);
        TestServer ours = TestServer.start("recovery-master-replica", AOF);
        RealRedis redis =
            RealRedis.start("recovery-master-redis", "--enable-debug-command", "yes")) {
      write(first.address(), "before", 300);
      follow(ours.address(), first.address());
      follow(redis.address(), first.address());
      write(first.address(), "streamed", 300);
      awaitEqual(first.address(), redis.address());
      try (TestServer again = first.again()) {
        awaitLink(ours.address());
        awaitLink(redis.address());
        write(again.address(), "after", 100);
        awaitEqual(again.address(), ours.address());
        awaitEqual(again.address(), redis.address());
        try (RespClient client = again.connect()) {
          assertThat(info(client, "stats", "sync_full")).isEqualTo("0");
          assertThat(info(client, "stats", "sync_partial_ok")).isEqualTo("2");
        }
      }
    }
  }

  @Test
  void aKilledReplicaContinuesFromItsFiles() throws Exception {
    try (RealRedis redis =
            RealRedis.start("recovery-replica-redis", "--enable-debug-command", "yes");
        TestServer master = TestServer.start("recovery-replica-master", AOF)) {
      for (Address source : new Address[] {redis.address(), master.address()}) {
        String[] directives = aofAnd("--replicaof", source.host(), Integer.toString(source.port()));
        try (TestServer first = TestServer.start("recovery-replica", directives)) {
          awaitLink(first.address());
          write(source, "streamed", 300);
          awaitEqual(source, first.address());
          awaitRewritten(first);
          write(source, "more", 100);
          awaitEqual(source, first.address());
          awaitSynced(first);
          first.process().signal("KILL");
          write(source, "missed", 100);
          try (TestServer again = first.again();
              RespClient client = RespClient.connect(source, 10_000)) {
            awaitLink(again.address());
            awaitEqual(source, again.address());
            assertThat(info(client, "stats", "sync_full")).isEqualTo("1");
          }
        }
      }
    }
  }

  private static String[] aofAnd(String... more) {
    String[] all = Arrays.copyOf(AOF, AOF.length + more.length);
    System.arraycopy(more, 0, all, AOF.length, more.length);
    return all;
  }

  private static String syncFull(Address at) throws IOException {
    try (RespClient client = RespClient.connect(at, 10_000)) {
      return info(client, "stats", "sync_full");
    }
  }

  /** Has a replica follow nobody, but remember what it has. */
  private static void leave(Address replica) throws IOException {
    try (RespClient client = RespClient.connect(replica, 10_000)) {
      assertThat(client.call("REPLICAOF", "127.0.0.1", "1").is("OK")).isTrue();
      await()
          .atMost(PATIENCE)
          .until(() -> info(client, "replication", "master_link_status").equals("down"));
    }
  }

  /** Its memory keeps 16 KiB; the replica misses far more than that. */
  @Test
  void whatMemoryNoLongerHoldsComesFromTheFiles() throws Exception {
    String[] small = aofAnd("--repl-backlog-size", "16kb");
    try (TestServer first = TestServer.start("recovery-backlog", small);
        TestServer ours = TestServer.start("recovery-backlog-replica", AOF);
        RealRedis redis =
            RealRedis.start("recovery-backlog-redis", "--enable-debug-command", "yes")) {
      write(first.address(), "before", 100);
      follow(ours.address(), first.address());
      follow(redis.address(), first.address());
      awaitEqual(first.address(), ours.address());
      awaitEqual(first.address(), redis.address());
      String full = syncFull(first.address());
      leave(ours.address());
      leave(redis.address());
      write(first.address(), "missed", 3_000);
      follow(ours.address(), first.address());
      follow(redis.address(), first.address());
      write(first.address(), "live", 50);
      awaitEqual(first.address(), ours.address());
      awaitEqual(first.address(), redis.address());
      assertThat(syncFull(first.address())).isEqualTo(full);
      leave(redis.address());
      write(first.address(), "missed before a restart", 3_000);
      try (TestServer again = first.again()) {
        follow(redis.address(), again.address());
        awaitLink(ours.address());
        awaitEqual(again.address(), redis.address());
        awaitEqual(again.address(), ours.address());
        assertThat(syncFull(again.address())).isEqualTo("0");
      }
    }
  }

  /** After a full resync a replica's file starts afresh; until then the old one counts. */
  private static void awaitRewritten(TestServer server) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (RespClient client = server.connect()) {
                return info(client, "persistence", "aof_rewrite_in_progress").equals("0")
                    && Files.exists(
                        server.folder().resolve("appendonlydir/appendonly.aof.manifest"));
              }
            });
  }

  private static void awaitSynced(TestServer server) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (RespClient client = server.connect()) {
                return info(client, "persistence", "aof_pending_bio_fsync").equals("0");
              }
            });
  }

  @Test
  void eachLoadsWhatTheOtherWrote() throws Exception {
    String digest;
    Path folder;
    try (TestServer ours = TestServer.start("recovery-ours", AOF)) {
      write(ours.address(), "ours", 200);
      digest = digest(ours.address());
      folder = ours.folder();
    }
    try (RealRedis redis =
        RealRedis.start(
            "recovery-theirs",
            "--dir",
            folder.toString(),
            "--appendonly",
            "yes",
            "--aof-timestamp-enabled",
            "yes",
            "--enable-debug-command",
            "yes")) {
      assertThat(digest(redis.address())).isEqualTo(digest);
      // What Redis appends to our checksummed file has no checksums: it begins one of its own.
      try (RespClient client = redis.connect()) {
        rewrite(client);
      }
      write(redis.address(), "theirs", 200);
      digest = digest(redis.address());
      try (RespClient client = redis.connect()) {
        client.call("WAITAOF", "1", "0", "1000");
        client.call("SHUTDOWN", "NOSAVE");
      } catch (IOException e) {
        // It closes the connection as its answer.
      }
    }
    String[] directives = aofAnd("--dir", folder.toString());
    try (TestServer ours = TestServer.start("recovery-again", directives)) {
      assertThat(digest(ours.address())).isEqualTo(digest);
      write(ours.address(), "ours again", 50);
      digest = digest(ours.address());
      try (TestServer again = ours.again()) {
        assertThat(digest(again.address())).isEqualTo(digest);
      }
    }
  }
}

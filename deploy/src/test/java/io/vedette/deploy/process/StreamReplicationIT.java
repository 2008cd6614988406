package io.vedette.deploy.process;

import static io.vedette.deploy.process.Servers.PATIENCE;
import static io.vedette.deploy.process.Servers.call;
import static io.vedette.deploy.process.Servers.connect;
import static io.vedette.deploy.process.Servers.follow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and everything about their groups, from Vedette to a real Redis and back. */
@Timeout(120)
class StreamReplicationIT {
  private static final int ENTRIES = 3_000;
  private static final int SHOWN = 30;
  private static final int COMMANDS = 400;
  private static final String[] KEYS = {"large", "small", "empty"};

  /**
   * What a replica counts by its own clock, what Redis 7.0 does not know, and how its tree happens
   * to look.
   */
  private static final Set<String> OWN = Set.of("seen-time", "active-time", "radix-tree-nodes");

  /** What a Redis of 7.0 does not tell its replicas, of its own kind neither. */
  private static final Set<String> UNTOLD = Set.of("entries-read", "lag");

  @AutoClose private static TestServer vedette;
  @AutoClose private static RealRedis redis;

  private final long seed = Seed.choose();
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() {
    redis =
        RealRedis.start(
            "streams-redis",
            "--enable-debug-command",
            "yes",
            "--repl-diskless-sync-delay",
            "0",
            "--stream-node-max-entries",
            "30");
    vedette =
        TestServer.start(
            "streams-vedette", "--enable-debug-command", "yes", "--stream-node-max-entries", "30");
  }

  @AfterEach
  void everyServerAlone() throws IOException {
    for (Address at : List.of(vedette.address(), redis.address())) {
      call(at, "REPLICAOF", "NO", "ONE");
      call(at, "FLUSHALL");
    }
  }

  @Test
  void aRealRedisKnowsOfTheGroupsWhatVedetteDoes() throws IOException {
    assertFollows(vedette.address(), redis.address(), Set.of());
  }

  @Test
  void vedetteKnowsOfTheGroupsWhatARealRedisDoes() throws IOException {
    assertFollows(redis.address(), vedette.address(), UNTOLD);
  }

  @Test
  void groupsOutliveAReloadAndPassRedisCheckRdb() throws IOException {
    RealTools.require("redis-check-rdb", "redis-tools");
    populate(vedette.address());
    List<String> before = content(vedette.address(), Set.of());
    call(vedette.address(), "DEBUG", "RELOAD");
    assertThat(content(vedette.address(), Set.of())).isEqualTo(before);
    Path snapshot = TestFolder.of("streams-snapshot").resolve("dump.rdb");
    RealTools.run(List.of("redis-cli", "-p", vedette.port(), "--rdb", snapshot.toString()))
        .ofSuccess();
    assertThat(RealTools.run(List.of("redis-check-rdb", snapshot.toString())).ofSuccess())
        .contains("Checksum OK", "RDB looks OK!", KEYS.length + " keys read");
  }

  /** What is there by the snapshot, what happens later by the effects of each command. */
  private void assertFollows(Address master, Address replica, Set<String> untold)
      throws IOException {
    populate(master);
    follow(replica, master);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(difference(content(replica, untold), content(master, untold)))
                    .isEmpty());
    for (int round = 0; round < 3; round++) {
      int number = round;
      try (RespClient client = connect(master)) {
        for (int i = 0; i < COMMANDS; i++) {
          client.call(command());
        }
      }
      List<String> expected = content(master, untold);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(difference(content(replica, untold), expected))
                      .as("-Dvedette.seed=%d, round %d", seed, number)
                      .isEmpty());
    }
  }

  /** Where two contents part, and what is said before; empty if they are equal. */
  private static String difference(List<String> actual, List<String> expected) {
    int at = 0;
    while (at < actual.size() && at < expected.size() && actual.get(at).equals(expected.get(at))) {
      at++;
    }
    if (at == actual.size() && at == expected.size()) {
      return "";
    }
    return "behind "
        + expected.subList(Math.max(0, at - SHOWN), at)
        + " is "
        + actual.subList(at, Math.min(at + SHOWN, actual.size()))
        + ", not "
        + expected.subList(at, Math.min(at + SHOWN, expected.size()));
  }

  private static void populate(Address at) throws IOException {
    try (RespClient client = connect(at)) {
      for (int i = 1; i <= ENTRIES; i++) {
        client.send("XADD", "large", i + "-7", "number", "value" + i);
      }
      client.flush();
      for (int i = 1; i <= ENTRIES; i++) {
        client.read();
      }
      client.require("XADD", "small", "1-1", "field", "value");
      client.require("XGROUP", "CREATE", "empty", "lonely", "$", "MKSTREAM");
      for (String key : List.of("large", "small")) {
        client.require("XGROUP", "CREATE", key, "g1", "0");
        client.require("XGROUP", "CREATE", key, "g2", "0");
        client.require("XGROUP", "CREATECONSUMER", key, "g1", "idle");
      }
      for (int i = 0; i < 10; i++) {
        String count = Integer.toString(20 * i + 1);
        client.require(
            "XREADGROUP", "GROUP", "g1", "c" + i % 4, "COUNT", count, "STREAMS", "large", ">");
      }
      client.require("XREADGROUP", "GROUP", "g2", "all", "STREAMS", "large", "small", ">", ">");
      client.require("XDEL", "large", "5-7", "6-7", "2000-7");
    }
  }

  /** A command that changes entries or groups of the large stream, or tries to. */
  private String[] command() {
    String group = "g" + (1 + random.nextInt(2));
    String consumer = "c" + random.nextInt(6);
    String id = 1 + random.nextInt(ENTRIES) + "-7";
    String words =
        switch (random.nextInt(11)) {
          case 0 -> "XADD large MAXLEN ~ 2900 * a b";
          case 1 -> "XDEL large " + id;
          case 2 -> "XACK large " + group + " " + id + " 7-7";
          case 3, 4 -> "XREADGROUP GROUP g1 " + consumer + " COUNT 5 STREAMS large >";
          case 5 -> "XREADGROUP GROUP " + group + " " + consumer + " NOACK STREAMS small large > >";
          case 6 -> "XCLAIM large " + group + " " + consumer + " 0 " + id + " 9-9 IDLE 50 FORCE";
          case 7 -> "XAUTOCLAIM large " + group + " " + consumer + " 0 " + id + " COUNT 3 JUSTID";
          case 8 -> "XGROUP DELCONSUMER large " + group + " " + consumer;
          case 9 -> "XGROUP SETID large g1 " + id;
          default -> "XADD small * a b";
        };
    return words.split(" ");
  }

  private static List<String> content(Address at, Set<String> untold) throws IOException {
    List<String> content = new ArrayList<>();
    try (RespClient client = connect(at)) {
      for (String key : KEYS) {
        Reply full = client.require("XINFO", "STREAM", key, "FULL", "COUNT", "0");
        flatten(full, content, untold);
      }
    }
    return content;
  }

  /** All scalars in their order, but for what each server has of its own. */
  private static void flatten(Reply reply, List<String> into, Set<String> untold) {
    if (!(reply instanceof Reply.Many many)) {
      into.add(reply.toString());
      return;
    }
    List<Reply> items = many.items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Reply.Text(String name)
          && (OWN.contains(name) || untold.contains(name))) {
        i++;
      } else {
        flatten(items.get(i), into, untold);
      }
    }
  }
}

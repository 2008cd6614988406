package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every family of commands through the proxy of three shards, on keys of all shards, beside one
 * {@code redis-server} that is told the same.
 */
@Timeout(300)
class ProxyTypesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_MS = 20_000;
  private static final int KEYS = 12;
  private static final String CROSS_SLOT = "CROSSSLOT Keys in request don't hash to the same slot";

  @AutoClose private static RealRedis redis;
  @AutoClose private static TestDeployment cluster;
  private RespClient proxied;
  private RespClient real;

  @BeforeAll
  static void start() {
    redis = RealRedis.start("proxy-types-redis");
    cluster =
        TestDeployment.start(
            "proxy-types",
            3,
            "notify-keyspace-events=KEA",
            "slowlog-log-slower-than=0",
            "down-after-milliseconds=20000");
  }

  @BeforeEach
  void connect() throws IOException {
    proxied = cluster.connect();
    real = RespClient.connect(redis.address(), TIMEOUT_MS);
    same("FLUSHALL");
  }

  @AfterEach
  void disconnect() throws IOException {
    proxied.close();
    real.close();
  }

  /** Sends the command both ways; the replies are equal, and returned. */
  private Reply same(String... command) throws IOException {
    Reply expected = real.call(command);
    assertThat(proxied.call(command)).as(String.join(" ", command)).isEqualTo(expected);
    return expected;
  }

  private static String[] words(String command) {
    return command.split(" ");
  }

  @Test
  void everyTypeIsServedWhereverItsKeyIs() throws IOException {
    for (int i = 0; i < KEYS; i++) {
      for (String form :
          List.of(
              "SET s%d v%<d",
              "APPEND s%d x",
              "SETRANGE s%d 3 abc",
              "GETRANGE s%d 0 -1",
              "INCRBYFLOAT n%d 1.5",
              "SETBIT b%d 77 1",
              "BITCOUNT b%d",
              "BITPOS b%d 1",
              "BITFIELD b%d SET u8 0 200 GET i5 3",
              "PFADD p%d a b c",
              "PFCOUNT p%d",
              "HSET h%d f 1 g 2",
              "HINCRBY h%d f 5",
              "HGETALL h%d",
              "HMGET h%d f none g",
              "RPUSH l%d a b c d",
              "LINSERT l%d BEFORE c x",
              "LPOS l%d c",
              "LRANGE l%d 0 -1",
              "LMOVE l%d l%<d LEFT RIGHT",
              "LMPOP 1 l%d LEFT COUNT 2",
              "SADD t%d 3 1 2",
              "SMISMEMBER t%d 1 9",
              "SINTERCARD 1 t%d",
              "SORT t%d DESC",
              "ZADD z%d 1 a 2.5 b 3 c",
              "ZINCRBY z%d 4 a",
              "ZRANGE z%d 0 -1 WITHSCORES",
              "ZRANGE z%d (2 +inf BYSCORE LIMIT 0 2",
              "ZRANK z%d a",
              "ZPOPMIN z%d",
              "GEOADD g%d 13.361389 38.115556 Palermo 15.087269 37.502669 Catania",
              "GEODIST g%d Palermo Catania km",
              "GEOSEARCH g%d FROMMEMBER Palermo BYRADIUS 200 km ASC WITHDIST",
              "XADD x%d 1-1 f v",
              "XADD x%d 1-2 g w",
              "XRANGE x%d - + COUNT 1",
              "XREAD COUNT 1 STREAMS x%d 1-1",
              "OBJECT ENCODING z%d",
              "TYPE g%d",
              "PEXPIREAT s%d 99999999999999",
              "PEXPIRETIME s%d",
              "LPUSH s%d x")) {
        same(words(form.formatted(i)));
      }
    }
    same("DBSIZE");
  }

  @Test
  void keysOfOneSlotMeetAndKeysOfSeveralShardsDoNot() throws IOException {
    for (String form :
        List.of(
            "SADD {x}a 1 2 3",
            "SADD {x}b 2 3 4",
            "SINTERSTORE {x}c {x}a {x}b",
            "SINTERCARD 2 {x}a {x}b",
            "SMOVE {x}a {x}b 1",
            "ZADD {x}y 1 a 2 b",
            "ZADD {x}z 5 b 6 c",
            "ZUNIONSTORE {x}u 2 {x}y {x}z WEIGHTS 2 1",
            "ZRANGESTORE {x}r {x}u 0 1",
            "ZDIFF 2 {x}y {x}z WITHSCORES",
            "ZMPOP 2 {x}none {x}u MAX",
            "SET {x}p abc",
            "SET {x}q abd",
            "BITOP XOR {x}o {x}p {x}q",
            "LCS {x}p {x}q LEN",
            "MSETNX {x}p 1 {x}new 2",
            "COPY {x}a {x}copy",
            "RENAME {x}copy {x}renamed",
            "PFADD {x}h1 a",
            "PFADD {x}h2 b",
            "PFMERGE {x}h3 {x}h1 {x}h2",
            "PFCOUNT {x}h1 {x}h2",
            "RPUSH {x}l 3 1 2",
            "SORT {x}l STORE {x}sorted",
            "LMOVE {x}l {x}m LEFT LEFT",
            "GEOADD {x}g 1 1 p",
            "GEOSEARCHSTORE {x}near {x}g FROMLONLAT 1 1 BYRADIUS 1 km")) {
      same(words(form));
    }
    for (String form :
        List.of(
            "SUNION a b c d",
            "ZUNIONSTORE a 3 b c d",
            "BITOP AND a b c d",
            "PFMERGE a b c d",
            "SMOVE a b x",
            "LMPOP 4 a b c d LEFT",
            "BLPOP a b c d 0",
            "RENAME a b",
            "SORT a STORE b",
            "MSETNX a 1 b 2")) {
      assertThat(proxied.call(words(form))).as(form).isEqualTo(new Reply.Failure(CROSS_SLOT));
    }
    assertThat(proxied.call("GET", "a")).isEqualTo(new Reply.Nil());
  }

  @Test
  void scansGiveEachElementOnce() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      keys.add("key:" + i);
      same("SET", "key:" + i, "v");
      same("HSET", "hash", "f" + i, "v" + i);
      same("SADD", "set", "m" + i);
      same("ZADD", "zset", Integer.toString(i), "m" + i);
    }
    assertThat(scanned("SCAN", null, "MATCH", "key:*", "COUNT", "20")).isEqualTo(keys);
    assertThat(scanned("SCAN", null, "TYPE", "zset")).containsExactly("zset");
    assertThat(scanned("HSCAN", "hash")).hasSize(600).contains("f299", "v299");
    assertThat(scanned("SSCAN", "set", "MATCH", "m29*")).hasSize(11);
    assertThat(scanned("ZSCAN", "zset")).contains("m0", "m299");
  }

  private Set<String> scanned(String scan, String key, String... options) throws IOException {
    Set<String> found = new TreeSet<>();
    String cursor = "0";
    do {
      List<String> command = new ArrayList<>(List.of(scan));
      if (key != null) {
        command.add(key);
      }
      command.add(cursor);
      command.addAll(List.of(options));
      List<Reply> reply = proxied.require(command.toArray(String[]::new)).items();
      cursor = reply.getFirst().text();
      reply.getLast().items().forEach(item -> found.add(item.text()));
    } while (!cursor.equals("0"));
    return found;
  }

  @Test
  void waitingClientsAreServedAndUnblocked() throws IOException {
    try (RespClient worker = cluster.connect()) {
      String id = worker.call("CLIENT", "ID").text();
      for (String[] served :
          new String[][] {
            {"BLPOP q1 0", "RPUSH q1 a"},
            {"BLMOVE {q2}a {q2}b LEFT RIGHT 0", "RPUSH {q2}a a"},
            {"BZPOPMIN q3 0", "ZADD q3 1 a"},
            {"BLMPOP 0 1 q4 LEFT COUNT 2", "RPUSH q4 a b c"},
            {"BZMPOP 0 1 q5 MAX", "ZADD q5 1 a 2 b"}
          }) {
        begin(worker, id, words(served[0]));
        same(words(served[1]));
        assertThat(worker.read()).as(served[0]).isEqualTo(real.call(words(served[0])));
      }
      begin(worker, id, "BLPOP", "none", "0");
      assertThat(proxied.call("CLIENT", "UNBLOCK", id)).isEqualTo(new Reply.Number(1));
      assertThat(worker.read()).isEqualTo(new Reply.Nil());
      begin(worker, id, "BZPOPMAX", "none", "0");
      assertThat(proxied.call("CLIENT", "UNBLOCK", id, "ERROR")).isEqualTo(new Reply.Number(1));
      assertThat(worker.read())
          .isEqualTo(new Reply.Failure("UNBLOCKED client unblocked via CLIENT UNBLOCK"));
      assertThat(proxied.call("CLIENT", "UNBLOCK", id)).isEqualTo(new Reply.Number(0));
      same("RPUSH", "none", "a");
      assertThat(proxied.call("LLEN", "none")).isEqualTo(new Reply.Number(1));
    }
  }

  private void begin(RespClient worker, String id, String... command) throws IOException {
    worker.send(command);
    worker.flush();
    await()
        .atMost(PATIENCE)
        .until(() -> proxied.call("CLIENT", "LIST", "ID", id).text().contains(" flags=b "));
  }

  @Test
  void valuesMoveBetweenDatabases() throws IOException {
    same("RPUSH", "l", "a", "b");
    same("OBJECT", "REFCOUNT", "l");
    same("ZADD", "z", "1.5", "m");
    same("HSET", "h", "f", "v");
    for (String key : List.of("l", "z", "h")) {
      same("COPY", key, key, "DB", "3");
      same("MOVE", key, "4");
    }
    same("SWAPDB", "3", "4");
    same("SELECT", "4");
    same("LRANGE", "l", "0", "-1");
    same("HGETALL", "h");
    same("DBSIZE");
    same("SELECT", "0");
    same("DBSIZE");
  }

  @Test
  void eventsComeFromTheKeysOfAllShards() throws IOException {
    try (RespClient subscriber = cluster.connect()) {
      subscriber.call("PSUBSCRIBE", "__keyevent@0__:*");
      Set<String> expected = new HashSet<>();
      for (int i = 0; i < KEYS; i++) {
        proxied.call("HSET", "h" + i, "f", "v");
        proxied.call("ZADD", "z" + i, "1", "m");
        proxied.call("LPUSH", "h" + i, "wrong type");
        expected.add("__keyevent@0__:hset h" + i);
        expected.add("__keyevent@0__:zadd z" + i);
        expected.add("__keyevent@0__:del h" + i);
        proxied.call("HDEL", "h" + i, "f");
        expected.add("__keyevent@0__:hdel h" + i);
      }
      Set<String> heard = new HashSet<>();
      while (heard.size() < expected.size()) {
        List<Reply> event = subscriber.read().items();
        heard.add(event.get(2).text() + " " + event.get(3).text());
      }
      assertThat(heard).isEqualTo(expected);
    }
  }

  @Test
  void slowCommandsOfAllShardsAreOneLog() throws IOException {
    assertThat(proxied.call("SLOWLOG", "RESET")).isEqualTo(new Reply.Text("OK"));
    proxied.call("KEYS", "slow*");
    assertThat(((Reply.Number) proxied.call("SLOWLOG", "LEN")).value()).isGreaterThanOrEqualTo(3);
    List<Reply> entries = proxied.call("SLOWLOG", "GET", "-1").items();
    assertThat(entries)
        .filteredOn(entry -> entry.items().get(3).items().getFirst().is("KEYS"))
        .hasSize(3);
    assertThat(proxied.call("SLOWLOG", "GET", "2").items()).hasSize(2);
    same("SLOWLOG", "GET", "-2");
    assertThat(proxied.call("LATENCY", "RESET")).isInstanceOf(Reply.Number.class);
    assertThat(proxied.call("LATENCY", "HISTORY", "command").items()).isEmpty();
    for (String form : List.of("MONITOR", "CLIENT PAUSE 100", "LATENCY DOCTOR", "DEBUG RELOAD")) {
      assertThat(proxied.call(words(form)).text()).contains("not possible through the proxy");
    }
    assertThat(proxied.call("PING")).isEqualTo(new Reply.Text("PONG"));
  }
}

package io.vedette.node.proxy;

import static io.vedette.node.proxy.ProxyHarness.topology;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Key {@code bar} is in the first of two shards, {@code foo} in the second. */
class ScatterTest {
  private final ProxyHarness proxy = new ProxyHarness();
  private final ProxyHarness.FakeClient client = proxy.client();

  @BeforeEach
  void twoShards() {
    proxy.topology(topology(2, 1, 1));
  }

  @Test
  void mgetKeepsTheOrderOfKeys() {
    client.send("MGET foo bar {foo}2 {bar}2");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("MGET bar {bar}2");
    assertThat(proxy.link(1).received()).isEqualTo("MGET foo {foo}2");
    proxy.link(0).reply("*2|$1|b|$-1");
    proxy.link(1).reply("*2|$1|f|$1|F");
    assertThat(client.replies()).isEqualTo("*4|$1|f|$1|b|$1|F|$-1");
  }

  @Test
  void keysOfOneShardAreNotCut() {
    client.send("MGET foo {foo}2");
    proxy.accept();
    assertThat(proxy.links).hasSize(1);
    proxy.link(1).reply("*2|$1|1|$1|2");
    assertThat(client.replies()).isEqualTo("*2|$1|1|$1|2");
  }

  @Test
  void msetAndDelAreSpread() {
    client.send("MSET foo 1 bar 2", "DEL foo bar {foo}3");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("MSET bar 2, DEL bar");
    assertThat(proxy.link(1).received()).isEqualTo("MSET foo 1, DEL foo {foo}3");
    proxy.link(0).reply("+OK", ":1");
    proxy.link(1).reply("+OK", ":2");
    assertThat(client.replies()).isEqualTo("+OK|:3");
  }

  @Test
  void anErrorOfOneShardIsTheAnswer() {
    proxy.exchange(client, "DEL foo bar", 0, "-ERR oh");
    assertThat(client.replies()).isEmpty();
    proxy.link(1).reply(":1");
    assertThat(client.replies()).isEqualTo("-ERR oh");
  }

  @Test
  void oddMsetIsRefused() {
    client.send("MSET foo 1 bar");
    proxy.accept();
    assertThat(client.replies()).isEqualTo("-ERR wrong number of arguments for 'mset' command");
  }

  @Test
  void commandsWithKeysOfTwoShardsAreRefused() {
    client.send("RENAME foo bar", "MSETNX foo 1 bar 2", "COPY foo bar", "LCS foo bar");
    String cross = "-CROSSSLOT Keys in request don't hash to the same slot";
    assertThat(client.replies()).isEqualTo(String.join("|", cross, cross, cross, cross));
  }

  @Test
  void sortReadsOnlyWhereThePatternsLead() {
    client.send("SORT foo BY w_* GET #", "SORT_RO foo GET {bar}*", "SORT foo BY {*}");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR BY option of SORT denied in Cluster mode."
                + "|-ERR GET option of SORT denied in Cluster mode."
                + "|-ERR BY option of SORT denied in Cluster mode.");
    client.send("SORT foo STORE bar", "MULTI", "SORT foo BY w_*", "DISCARD");
    assertThat(client.replies())
        .isEqualTo(
            "-CROSSSLOT Keys in request don't hash to the same slot"
                + "|+OK|-ERR BY option of SORT denied in Cluster mode.|+OK");
    String sort = "SORT foo BY {foo}w* GET # GET {foo}* LIMIT BY GET STORE {foo}2";
    client.send(sort, "SORT foo BY nosort");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo(sort + ", SORT foo BY nosort");
    proxy.topology(topology(1, 1, 2));
    client.send("SORT foo BY w_*");
    assertThat(client.replies()).doesNotContain("denied");
  }

  @Test
  void wholeDatabaseCommandsAskAllShards() {
    client.send("DBSIZE", "KEYS *", "RANDOMKEY", "FLUSHALL");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("DBSIZE, KEYS *, RANDOMKEY, FLUSHALL");
    proxy.link(0).reply(":3", "*1|$1|a", "$-1", "+OK");
    proxy.link(1).reply(":4", "*2|$1|b|$1|c", "$1|c", "+OK");
    assertThat(client.replies()).isEqualTo(":7|*3|$1|a|$1|b|$1|c|$1|c|+OK");
  }

  @Test
  void databasesAreSwappedOnAllShards() {
    client.send("SWAPDB 0 1");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SWAPDB 0 1");
    assertThat(proxy.link(1).received()).isEqualTo("SWAPDB 0 1");
    proxy.link(0).reply("+OK");
    proxy.link(1).reply("+OK");
    assertThat(client.replies()).isEqualTo("+OK");
  }

  @Test
  void theSlowLogsOfAllShardsAreOneByTime() {
    client.send("SLOWLOG GET 3", "SLOWLOG LEN", "SLOWLOG RESET");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("SLOWLOG GET 3, SLOWLOG LEN, SLOWLOG RESET");
    String at = "*6|:%d|:%d|:5000|*2|$4|KEYS|$1|%s|$1|a|$1|n";
    proxy.link(0).reply("*2|" + at.formatted(9, 300, "x") + "|" + at.formatted(8, 100, "y"));
    proxy.link(1).reply("*2|" + at.formatted(2, 400, "z") + "|" + at.formatted(1, 200, "*"));
    proxy.link(0).reply(":2", "+OK");
    proxy.link(1).reply(":3", "+OK");
    assertThat(client.replies())
        .isEqualTo(
            "*3|"
                + String.join(
                    "|",
                    at.formatted(2, 400, "z"),
                    at.formatted(9, 300, "x"),
                    at.formatted(1, 200, "*"),
                    ":5",
                    "+OK"));
  }

  @Test
  void latencyTellsTheLatestAndTheWorstOfAllShards() {
    client.send("LATENCY LATEST", "LATENCY HISTORY command", "LATENCY RESET");
    proxy.accept();
    proxy.link(0).reply("*2|*4|$7|command|:50|:3|:90|*4|$4|fork|:7|:8|:9");
    proxy.link(1).reply("*1|*4|$7|command|:60|:4|:5");
    proxy.link(0).reply("*2|*2|:10|:90|*2|:50|:3", ":2");
    proxy.link(1).reply("*2|*2|:20|:5|*2|:60|:4", ":1");
    assertThat(client.replies())
        .isEqualTo(
            "*2|*4|$7|command|:60|:4|:90|*4|$4|fork|:7|:8|:9"
                + "|*4|*2|:10|:90|*2|:20|:5|*2|:50|:3|*2|:60|:4"
                + "|:3");
  }

  @Test
  void scanGoesFromShardToShard() {
    client.send("SCAN 0 COUNT 2");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SCAN 0 COUNT 2");
    proxy.link(0).reply("*2|$1|5|*1|$1|a");
    assertThat(client.replies()).isEqualTo("*2|$4|5120|*1|$1|a");
    client.send("SCAN 5120");
    assertThat(proxy.link(0).received()).isEqualTo("SCAN 5");
    proxy.link(0).reply("*2|$1|0|*0");
    assertThat(client.replies()).isEqualTo("*2|$1|1|*0");
    client.send("SCAN 1");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("SCAN 0");
    proxy.link(1).reply("*2|$1|0|*1|$1|z");
    assertThat(client.replies()).isEqualTo("*2|$1|0|*1|$1|z");
    client.send("SCAN x");
    assertThat(client.replies()).isEqualTo("-ERR invalid cursor");
  }

  @Test
  void aCursorThatWasNeverGivenOutLeadsToSomeShard() {
    client.send("SCAN 77", "SCAN -1 COUNT x");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("SCAN 0, SCAN 18014398509481983 COUNT x");
    proxy.link(1).reply("*2|$1|0|*0", "-ERR value is not an integer or out of range");
    assertThat(client.replies())
        .isEqualTo("*2|$1|0|*0|-ERR value is not an integer or out of range");
  }

  @Test
  void waitAnswersTheLeastOfTheShardsThatTheClientWroteTo() {
    proxy.topology(topology(3, 2, 1));
    client.send("SET foo 1", "SET bar 1", "WAIT 2 100");
    proxy.accept();
    assertThat(proxy.links).as("the third shard is not asked").hasSize(2);
    assertThat(proxy.link(0).received()).isEqualTo("SET bar 1, VEDETTE WAIT 1 2 100");
    assertThat(proxy.link(2).received()).isEqualTo("SET foo 1, VEDETTE WAIT 2 2 100");
    proxy.link(0).reply("+OK", "+OK", ">3|$4|wait|:1|:1");
    proxy.link(2).reply("+OK", "+OK", ">3|$4|wait|:2|:2");
    assertThat(client.replies()).isEqualTo("+OK|+OK|:1");
  }

  @Test
  void waitGoesByShardAndEndsWithItsPushes() {
    proxy.exchange(client, "SET foo 1", 1, "+OK");
    client.send("WAIT 2 100");
    assertThat(proxy.link(1).received()).isEqualTo("SET foo 1, VEDETTE WAIT 1 2 100");
    proxy.link(1).reply("+OK");
    ProxyHarness.FakeClient other = proxy.client().send("GET foo");
    proxy.link(1).reply("$1|1");
    assertThat(other.replies()).as("others go on meanwhile").isEqualTo("$1|1");
    proxy.link(1).reply(">3|$4|wait|:99|:7", ">3|$4|wait|:1|:2");
    assertThat(client.replies()).isEqualTo("+OK|:2");
  }

  @Test
  void afterAFailoverWaitConfirmsNothingOfBefore() {
    proxy.exchange(client, "SET foo 1", 1, "+OK");
    proxy.link(1).lose();
    proxy.topology(topology(2, 2, 2));
    client.send("WAIT 1 100");
    assertThat(client.replies()).isEqualTo("+OK|:0");
    proxy.exchange(client, "SET foo 2", 1, "+OK");
    client.send("WAIT 1 100");
    proxy.link(1).reply("+OK", ">3|$4|wait|:1|:1");
    assertThat(client.replies()).isEqualTo("+OK|:1");
  }

  @Test
  void aWaitOnALostConnectionEndsWithZero() {
    proxy.exchange(client, "SET foo 1", 1, "+OK");
    client.send("WAIT 1 0");
    proxy.link(1).reply("+OK");
    proxy.link(1).lose();
    assertThat(client.replies()).isEqualTo("+OK|:0");
  }

  @Test
  void aClientThatLeavesWaitsNoMore() {
    proxy.exchange(client, "SET foo 1", 1, "+OK");
    client.send("WAIT 1 0");
    ProxyHarness.FakeClient late = proxy.client().send("SET foo 2");
    proxy.link(1).reply("+OK");
    proxy.link(1).reply("+OK");
    late.send("WAIT 2 0");
    assertThat(proxy.link(1).received())
        .isEqualTo("SET foo 1, VEDETTE WAIT 1 1 0, SET foo 2, VEDETTE WAIT 2 2 0");
    client.leave();
    late.leave();
    proxy.iterate();
    proxy.link(1).reply("+OK");
    proxy.iterate();
    assertThat(proxy.link(1).received())
        .as("one began before its client left, one afterwards")
        .isEqualTo("VEDETTE UNBLOCK 1, VEDETTE UNBLOCK 2");
    ProxyHarness.FakeClient other = proxy.client().send("GET foo");
    proxy.link(1).reply("+OK", "+OK");
    proxy.iterate();
    proxy.link(1).reply("$1|2");
    assertThat(other.replies()).isEqualTo("$1|2");
  }

  @Test
  void waitWithBadNumbersIsRefused() {
    client.send("WAIT x 0", "WAIT 1 y", "WAIT 1 -1");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR value is not an integer or out of range|"
                + "-ERR timeout is not an integer or out of range|-ERR timeout is negative");
  }

  @Test
  void waitaofAnswersTheLeastOfBothCounts() {
    proxy.topology(topology(3, 2, 1));
    client.send("SET foo 1", "SET bar 1", "WAITAOF 1 2 100");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SET bar 1, VEDETTE WAITAOF 1 1 2 100");
    assertThat(proxy.link(2).received()).isEqualTo("SET foo 1, VEDETTE WAITAOF 2 1 2 100");
    proxy.link(0).reply("+OK", "+OK", ">3|$4|wait|:1|*2|:1|:1");
    proxy.link(2).reply("+OK", "+OK", ">3|$4|wait|:2|*2|:0|:2");
    assertThat(client.replies()).isEqualTo("+OK|+OK|*2|:0|:1");
  }

  @Test
  void waitaofOnALostConnectionConfirmsNothing() {
    proxy.exchange(client, "SET foo 1", 1, "+OK");
    client.send("WAITAOF 0 1 0");
    proxy.link(1).reply("+OK");
    proxy.link(1).lose();
    assertThat(client.replies()).isEqualTo("+OK|*2|:0|:0");
  }

  @Test
  void waitaofPassesOnThatThereIsNoFile() {
    proxy.exchange(client, "SET foo 1", 1, "+OK");
    client.send("WAITAOF 1 0 0", "WAITAOF 1 0 0");
    proxy.link(1).reply("-ERR no file");
    proxy.link(1).reply("+OK", ">3|$4|wait|:2|-ERR switched off");
    assertThat(client.replies()).isEqualTo("+OK|-ERR no file|-ERR switched off");
  }

  @Test
  void waitaofWithBadNumbersIsRefused() {
    client.send("WAITAOF 2 0 0", "WAITAOF x 0 0", "WAITAOF 1 -1 0", "WAITAOF 1 0 -1");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR value is out of range, must be between 0 and 1|"
                + "-ERR value is not an integer or out of range|"
                + "-ERR value is out of range, must be positive|-ERR timeout is negative");
  }

  @Test
  void whatOnlyItsMasterHasFsyncedIsNotConfirmed() {
    client.send("SET foo 1", "WAITAOF 1 0 0", "WAIT 0 0");
    proxy.accept();
    proxy.link(1).reply("+OK", "+OK", ">3|$4|wait|:1|*2|:1|:0", "+OK", ">3|$4|wait|:2|:0");
    assertThat(client.replies()).isEqualTo("+OK|*2|:1|:0|:0");
    proxy.link(1).lose();
    proxy.topology(topology(2, 2, 2));
    client.send("WAIT 1 100");
    assertThat(client.replies()).as("it went with its master").endsWith(":0");
  }

  @Test
  void timeoutsBeyondTheClockAreRefused() {
    client.send("WAIT 1 9223372036854775807", "WAITAOF 1 0 9223372036854775807");
    assertThat(client.replies())
        .isEqualTo("-ERR timeout is out of range|-ERR timeout is out of range");
  }
}

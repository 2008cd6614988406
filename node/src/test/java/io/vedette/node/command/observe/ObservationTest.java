package io.vedette.node.command.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.shard.ShardRig;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection client = rig.connect();
  private final ShardRig.Connection other = rig.connect();

  @Test
  void theSlowLogKeepsTheLatestAndShortensWhatIsLong() {
    rig.observe.slowerThanMicros = 0;
    rig.observe.slowLogEntries = 2;
    client.send("SET a 1");
    client.send("SET b " + "x".repeat(130));
    client.send("MGET " + "k ".repeat(40).strip());
    rig.observe.slowerThanMicros = -1;
    assertThat(client.send("SLOWLOG LEN")).isEqualTo(":2");
    assertThat(client.send("SLOWLOG GET -1"))
        .startsWith("*2 *6 :2 :1700000000 :0 *32 $4 MGET")
        .contains("$23 ... (10 more arguments)")
        .contains("x".repeat(128) + "... (2 more bytes)")
        .contains("127.0.0.1:5001");
    assertThat(client.send("SLOWLOG RESET")).isEqualTo("+OK");
    assertThat(client.send("SLOWLOG GET")).isEqualTo("*0");
    assertThat(client.send("SLOWLOG GET -2"))
        .isEqualTo("-ERR count should be greater than or equal to -1");
  }

  @Test
  void theSlowLogKeepsNoSecrets() {
    rig.observe.slowerThanMicros = 0;
    client.send("AUTH me secret");
    client.send("HELLO 2 AUTH default secret SETNAME me");
    assertThat(client.send("SLOWLOG GET"))
        .contains("*3 $4 AUTH $10 (redacted) $10 (redacted)")
        .contains("$5 HELLO $1 2 $4 AUTH $10 (redacted) $10 (redacted) $7 SETNAME $2 me")
        .doesNotContain("secret");
    CommandBatch batch = batch("CONFIG SET MASTERAUTH secret maxmemory 0 requirepass secret");
    CommandSpec spec = CommandTable.standard().find("config|set");
    assertThat(IntStream.range(0, 8).filter(i -> Secrets.isSecret(spec, batch, 0, i)))
        .containsExactly(3, 7);
  }

  private static CommandBatch batch(String line) {
    CommandBatch batch = new CommandBatch();
    byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    batch.append(bytes, 0, bytes.length);
    try {
      new RequestParser().parse(batch, RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(e);
    }
    return batch;
  }

  @Test
  void aTransactionCannotMonitor() {
    assertThat(client.sendRaw("MULTI\r\nMONITOR\r\nEXEC\r\n"))
        .isEqualTo("+OK +QUEUED *1 -ERR MONITOR isn't allowed for DENY BLOCKING client");
    assertThat(client.send("PING")).isEqualTo("+PONG");
  }

  @Test
  void timesOnlyWhatMayBeSlowUnlessAskedForMore() {
    CommandTable table = CommandTable.standard();
    assertThat(rig.observation.times(table.find("get"))).isFalse();
    assertThat(rig.observation.times(table.find("set"))).isFalse();
    assertThat(rig.observation.times(table.find("keys"))).isTrue();
    rig.observe.slowerThanMicros = 999;
    assertThat(rig.observation.times(table.find("get"))).isTrue();
    rig.observe.slowerThanMicros = -1;
    assertThat(rig.observation.times(table.find("keys"))).isFalse();
    rig.observe.latencyThresholdMs = 1;
    assertThat(rig.observation.times(table.find("get"))).isTrue();
  }

  @Test
  void aMonitorSeesCommandsButNoSecretsAndNoAdministration() {
    assertThat(other.send("MONITOR")).isEqualTo("+OK");
    client.send("SET k \"a\\\"\\x01\"");
    client.send("HELLO 3 AUTH default secret");
    client.send("CONFIG GET x");
    client.send("CLIENT KILL ID 77");
    assertThat(other.take())
        .isEqualTo(
            "+1700000000.000000 [0 127.0.0.1:5001] \"SET\" \"k\" \"a\\\"\\x01\""
                + " +1700000000.000000 [0 127.0.0.1:5001] \"HELLO\" \"3\" \"AUTH\""
                + " \"(redacted)\" \"(redacted)\"");
    assertThat(client.send("CLIENT LIST ID 2")).contains(" flags=O ");
    other.send("RESET");
    client.send("SET k v");
    assertThat(other.take()).isEmpty();
  }

  @Test
  void latencyEventsAreKeptBySecond() {
    rig.observe.latencyThresholdMs = 5;
    LatencyMonitor monitor = new LatencyMonitor(rig.observe);
    monitor.add("command", 1_000, 4_000_000);
    assertThat(monitor.events()).isEmpty();
    monitor.add("command", 1_000, 7_000_000);
    monitor.add("command", 1_500, 9_000_000);
    monitor.add("command", 2_000, 6_000_000);
    assertThat(monitor.of("command").samples())
        .containsExactly(new LatencySeries.Sample(1, 9), new LatencySeries.Sample(2, 6));
    assertThat(monitor.of("COMMAND")).isNull();
    assertThat(monitor.of("command").worstMs()).isEqualTo(9);
    assertThat(monitor.graph("command", 3))
        .startsWith("command - high 9 ms, low 6 ms (all time high 9 ms)\n---")
        .endsWith("\n#_\n\n21\nss\n".replace("#_", "|_"));
    assertThat(monitor.report()).contains("* command: 2 seconds", "SLOWLOG GET");
    assertThat(monitor.forget("command")).isTrue();
    assertThat(monitor.forget("command")).isFalse();
  }

  @Test
  void everyTimeLiesInItsBucket() {
    for (long ns : new long[] {0, 1, 15, 16, 17, 31, 32, 1000, 1024, 999_999, 1L << 39}) {
      int bucket = LatencyHistograms.bucket(ns);
      long highest = LatencyHistograms.highestNs(bucket);
      assertThat(highest).isBetween(ns, ns + ns / 16);
      assertThat(LatencyHistograms.bucket(highest)).isEqualTo(bucket);
      assertThat(LatencyHistograms.bucket(highest + 1)).isEqualTo(bucket + 1);
    }
  }

  @Test
  void percentilesComeFromTheBuckets() {
    CommandTable table = CommandTable.standard();
    LatencyHistograms histograms = new LatencyHistograms(table);
    int get = table.find("get").id();
    histograms.add(get, LatencyHistograms.bucket(1_000), 98);
    histograms.add(get, LatencyHistograms.bucket(50_000), 1);
    histograms.add(get, LatencyHistograms.bucket(900_000), 1);
    List<Double> asked = List.of(50.0, 98.0, 99.0, 100.0);
    List<Long> micros =
        asked.stream().map(p -> histograms.percentileNs(table.find("get"), p) / 1000).toList();
    assertThat(micros.get(0)).isEqualTo(1);
    assertThat(micros.get(1)).isEqualTo(1);
    assertThat(micros.get(2)).isBetween(50L, 53L);
    assertThat(micros.get(3)).isBetween(900L, 957L);
    assertThat(histograms.callsWithin(table.find("get"), 1 << 16)).isEqualTo(99);
  }

  @Test
  void aPauseHoldsCommandsUntilItsEnd() {
    assertThat(client.send("CLIENT PAUSE 50 WRITE")).isEqualTo("+OK");
    assertThat(other.send("GET k")).isEqualTo("$-1");
    assertThat(other.send("SET k v")).isEmpty();
    assertThat(other.send("PUBLISH c m")).isEmpty();
    assertThat(client.send("CLIENT UNPAUSE")).isEqualTo("+OK");
    assertThat(other.take()).isEqualTo("+OK :0");
    client.send("CLIENT PAUSE 50");
    assertThat(other.send("GET k")).isEmpty();
    rig.nowMs += 49;
    rig.tick();
    assertThat(other.take()).isEmpty();
    rig.nowMs += 1;
    rig.tick();
    assertThat(other.take()).isEqualTo("$1 v");
  }

  @Test
  void nothingIsWrittenDuringAPause() {
    client.send("SET k v PX 10");
    client.send("PFADD h a");
    long before = rig.log.offset();
    client.send("CLIENT PAUSE 50 WRITE");
    rig.nowMs += 20;
    assertThat(other.send("GET k")).isEqualTo("$-1");
    rig.tick();
    assertThat(rig.log.offset()).isEqualTo(before);
    assertThat(other.send("PFCOUNT h")).isEmpty();
    client.send("CLIENT UNPAUSE");
    assertThat(other.take()).isEqualTo(":1");
    assertThat(rig.logged(before)).contains("PFCOUNT").doesNotContain("DEL");
    assertThat(other.send("GET k")).isEqualTo("$-1");
    assertThat(rig.logged(before)).endsWith("DEL $1 k");
  }

  @Test
  void aLaterPauseDoesNotLoosenAnEarlierOne() {
    assertThat(client.sendRaw("MULTI\r\nCLIENT PAUSE 50\r\nCLIENT PAUSE 20 WRITE\r\nEXEC\r\n"))
        .endsWith("*2 +OK +OK");
    assertThat(other.send("GET k")).isEmpty();
    rig.nowMs += 50;
    rig.tick();
    assertThat(other.take()).isEqualTo("$-1");
    assertThat(client.send("CLIENT PAUSE 50 WRITE x"))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.");
  }

  @Test
  void commandsOfAClientThatDoesNotTouchAreNoUse() {
    client.send("SET k v");
    rig.nowMs += 100_000;
    client.send("CLIENT NO-TOUCH ON");
    client.send("GET k");
    assertThat(client.send("OBJECT IDLETIME k")).isEqualTo(":100");
    assertThat(client.send("CLIENT LIST ID 1")).contains(" flags=T ");
    client.send("TOUCH k");
    assertThat(client.send("OBJECT IDLETIME k")).isEqualTo(":0");
    rig.nowMs += 100_000;
    other.send("GET k");
    assertThat(client.send("OBJECT IDLETIME k")).isEqualTo(":0");
  }
}

package io.vedette.sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vedette.sentinel.FailoverAnswer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reply shapes and error texts of the Sentinel API, byte for byte where clients depend on them. */
class SentinelApiTest {
  private static final String MASTER =
      "\"name\", \"shard-0\", \"ip\", \"127.0.0.1\", \"port\", \"7001\", \"runid\", \""
          + "a".repeat(40)
          + "\", \"flags\", \"master\", \"num-other-sentinels\", \"2\"";

  private ApiFixture fixture;
  private RespProbe client;

  @BeforeEach
  void start() throws IOException {
    fixture = new ApiFixture("", 100);
    client = fixture.connect();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    fixture.close();
  }

  @Test
  void addressOfAMasterIsTwoBulkStrings() throws IOException {
    assertThat(client.call("SENTINEL get-master-addr-by-name shard-0"))
        .isEqualTo("[\"127.0.0.1\", \"7001\"]");
    assertThat(client.call("sentinel GET-MASTER-ADDR-BY-NAME vedette"))
        .isEqualTo("[\"127.0.0.1\", \"6379\"]");
  }

  @Test
  void addressOfAnUnknownMasterIsANullArray() throws IOException {
    assertThat(client.call("SENTINEL get-master-addr-by-name nobody")).isEqualTo("nilarray");
    client.call("HELLO 3");
    assertThat(client.call("SENTINEL get-master-addr-by-name nobody")).isEqualTo("nil3");
  }

  @Test
  void statesAreFlatArraysInResp2AndMapsInResp3() throws IOException {
    assertThat(client.call("SENTINEL MASTER shard-0")).isEqualTo("[" + MASTER + "]");
    assertThat(client.call("SENTINEL MASTERS")).startsWith("[[" + MASTER + "], [");
    client.call("HELLO 3");
    assertThat(client.call("SENTINEL MASTER shard-0")).isEqualTo("{" + MASTER + "}");
    assertThat(client.call("SENTINEL REPLICAS shard-0")).startsWith("[{\"name\", \"127.0.0.1:7002");
    assertThat(client.call("SENTINEL SLAVES vedette")).isEqualTo("[]");
    assertThat(client.call("SENTINEL SENTINELS shard-0")).isEqualTo("[]");
  }

  @Test
  void unknownMastersGetRedisError() throws IOException {
    for (String subcommand : List.of("MASTER", "REPLICAS", "SLAVES", "SENTINELS", "CKQUORUM")) {
      assertThat(client.call("SENTINEL " + subcommand + " nobody"))
          .as(subcommand)
          .isEqualTo("-ERR No such master with that name");
    }
  }

  @Test
  void checksTheQuorum() throws IOException {
    assertThat(client.call("SENTINEL CKQUORUM shard-0"))
        .isEqualTo("+OK 3 usable Sentinels. Quorum and failover authorization can be reached");
  }

  @Test
  void failoverTellsHowItGoes() throws IOException {
    assertThat(client.call("SENTINEL FAILOVER shard-0")).isEqualTo("+OK");
    assertThat(fixture.sentinel.failedOver).isEqualTo("shard-0");
    fixture.sentinel.failoverAnswer = FailoverAnswer.IN_PROGRESS;
    assertThat(client.call("SENTINEL FAILOVER shard-0"))
        .isEqualTo("-INPROG Failover already in progress");
    fixture.sentinel.failoverAnswer = FailoverAnswer.NO_GOOD_REPLICA;
    assertThat(client.call("SENTINEL FAILOVER shard-0"))
        .isEqualTo("-NOGOODSLAVE No suitable replica to promote");
    fixture.sentinel.failoverAnswer = FailoverAnswer.UNKNOWN_SHARD;
    assertThat(client.call("SENTINEL FAILOVER shard-9"))
        .isEqualTo("-ERR No such master with that name");
    assertThat(client.call("SENTINEL FAILOVER vedette")).startsWith("-ERR vedette is the database");
  }

  @Test
  void pipelinedCommandsAnswerInOrder() throws IOException {
    for (int i = 0; i < 50; i++) {
      client.send("PING " + i);
      client.send("SENTINEL get-master-addr-by-name shard-0");
      client.send("SENTINEL FAILOVER shard-0");
    }
    for (int i = 0; i < 50; i++) {
      assertThat(client.read()).isEqualTo("\"" + i + "\"");
      assertThat(client.read()).isEqualTo("[\"127.0.0.1\", \"7001\"]");
      assertThat(client.read()).isEqualTo("+OK");
    }
  }

  @Test
  void smallSubcommands() throws IOException {
    assertThat(client.call("SENTINEL MYID")).isEqualTo("\"" + ApiFixture.ID + "\"");
    assertThat(client.call("SENTINEL IS-MASTER-DOWN-BY-ADDR 127.0.0.1 7001 0 *"))
        .isEqualTo("[:0, \"*\", :0]");
    assertThat(client.call("SENTINEL CONFIG GET quorum")).isEqualTo("[\"quorum\", \"2\"]");
    assertThat(client.call("SENTINEL RESET shard-*")).isEqualTo(":1");
    assertThat(fixture.sentinel.reconnected).containsExactly("shard-0");
    assertThat(client.call("ROLE")).isEqualTo("[\"sentinel\", [\"shard-0\", \"vedette\"]]");
    assertThat(client.call("SENTINEL HELP")).startsWith("[+SENTINEL <subcommand>");
    assertThat(client.call("SENTINEL MONITOR m 127.0.0.1 1 2"))
        .startsWith("-ERR SENTINEL MONITOR is");
  }

  @Test
  void topologyNamesShardsAndProcesses() throws IOException {
    assertThat(client.call("SENTINEL TOPOLOGY"))
        .startsWith("[\"epoch\", :3, \"revision\", :1, \"shards\", [[\"name\", \"shard-0\"")
        .contains("\"slots\", \"0-16383\", \"epoch\", :3, \"master\", [\"node\", \"node-1\"")
        .contains("\"processes\", [[\"role\", \"node\", \"name\", \"node-1\", \"pid\", :42");
  }

  @Test
  void errorsAreThoseOfRedis() throws IOException {
    assertThat(client.call("SENTINEL foo"))
        .isEqualTo("-ERR unknown subcommand 'foo'. Try SENTINEL HELP.");
    assertThat(client.call("SENTINEL MASTER"))
        .isEqualTo("-ERR wrong number of arguments for 'sentinel|master' command");
    assertThat(client.call("GET x"))
        .isEqualTo("-ERR unknown command 'GET', with args beginning with: 'x' ");
    assertThat(client.call("PUBLISH a b"))
        .isEqualTo("-ERR Only HELLO messages are accepted by Sentinel instances.");
    assertThat(client.call("PING a b"))
        .isEqualTo("-ERR wrong number of arguments for 'ping' command");
    assertThat(client.call("CLIENT MAINT_NOTIFICATIONS ON"))
        .startsWith("-ERR unknown subcommand 'MAINT_NOTIFICATIONS'");
    assertThat(client.call("HELLO 4")).isEqualTo("-NOPROTO unsupported protocol version");
  }

  @Test
  void helloSaysThatThisIsASentinel() throws IOException {
    assertThat(client.call("HELLO 3 SETNAME me"))
        .startsWith("{\"server\", \"redis\", \"version\", \"7.2.4\", \"proto\", :3, \"id\", :")
        .endsWith("\"mode\", \"sentinel\", \"modules\", []}");
    assertThat(client.call("CLIENT GETNAME")).isEqualTo("\"me\"");
    assertThat(client.call("INFO sentinel"))
        .startsWith("=txt:# Sentinel\r\nsentinel_masters:1\r\n")
        .contains("master0:name=shard-0,status=ok,address=127.0.0.1:7001,slaves=1,sentinels=3\r\n");
  }

  @Test
  void subscribersHearEventsByNameAndByPattern() throws IOException {
    assertThat(client.call("SUBSCRIBE +switch-master"))
        .isEqualTo("[\"subscribe\", \"+switch-master\", :1]");
    assertThat(client.call("PSUBSCRIBE [-+]sdown"))
        .isEqualTo("[\"psubscribe\", \"[-+]sdown\", :2]");
    assertThat(client.call("SENTINEL MYID"))
        .isEqualTo(
            "-ERR Can't execute 'sentinel': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT /"
                + " RESET are allowed in this context");
    assertThat(client.call("PING")).isEqualTo("[\"pong\", \"\"]");
    fixture.api.publish("+switch-master", "shard-0 a 1 b 2");
    fixture.api.publish("+other", "x");
    fixture.api.publish("-sdown", "y");
    assertThat(client.read()).isEqualTo("[\"message\", \"+switch-master\", \"shard-0 a 1 b 2\"]");
    assertThat(client.read()).isEqualTo("[\"pmessage\", \"[-+]sdown\", \"-sdown\", \"y\"]");
    assertThat(client.call("UNSUBSCRIBE")).isEqualTo("[\"unsubscribe\", \"+switch-master\", :1]");
    assertThat(client.call("PUNSUBSCRIBE")).isEqualTo("[\"punsubscribe\", \"[-+]sdown\", :0]");
    assertThat(client.call("UNSUBSCRIBE")).isEqualTo("[\"unsubscribe\", nil, :0]");
    assertThat(client.call("SENTINEL MYID")).startsWith("\"bbb");
  }

  @Test
  void resp3SubscribersMayGoOnAsking() throws IOException {
    client.call("HELLO 3");
    assertThat(client.call("PSUBSCRIBE *")).isEqualTo(">[\"psubscribe\", \"*\", :1]");
    assertThat(client.call("SENTINEL MYID")).startsWith("\"bbb");
    fixture.api.publish("+sdown", "master shard-0 a 1");
    assertThat(client.read())
        .isEqualTo(">[\"pmessage\", \"*\", \"+sdown\", \"master shard-0 a 1\"]");
  }

  @Test
  void clientsAreListedNamedAndClosed() throws IOException {
    try (RespProbe other = fixture.connect()) {
      assertThat(other.call("CLIENT SETNAME other")).isEqualTo("+OK");
      assertThat(other.call("CLIENT SETINFO lib-name test")).isEqualTo("+OK");
      assertThat(client.call("CLIENT LIST")).contains("name=other").contains("lib-name=test");
      String id = other.call("CLIENT ID").substring(1);
      assertThat(client.call("CLIENT KILL ID " + id)).isEqualTo(":1");
      assertThat(other.read()).isEqualTo("closed");
      assertThat(client.call("CLIENT KILL ID " + id)).isEqualTo(":0");
    }
  }

  @Test
  void commandsAreDescribed() throws IOException {
    assertThat(client.call("COMMAND COUNT")).isEqualTo(":16");
    assertThat(client.call("COMMAND INFO ping nope"))
        .startsWith("[[\"ping\", :-1,")
        .endsWith("nilarray]");
    assertThat(client.call("COMMAND DOCS ping nope"))
        .startsWith("[\"ping\", [\"summary\",")
        .doesNotContain("nope");
    assertThat(client.call("COMMAND DOCS sentinel"))
        .contains("\"subcommands\", [", "\"sentinel|ckquorum\", [")
        .doesNotContain("sentinel|monitor");
    assertThat(client.call("COMMAND DOCS client|kill")).startsWith("[\"client|kill\", [");
  }

  @Test
  void shutdownEndsTheProcess() throws IOException {
    assertThat(client.call("SHUTDOWN foo")).isEqualTo("-ERR syntax error");
    assertThat(client.call("SHUTDOWN NOSAVE")).isEqualTo("closed");
    await().until(() -> fixture.sentinel.shutDown);
  }

  @Test
  void brokenInputIsAnsweredAndClosed() throws IOException {
    client.raw("*1\r\n$-5\r\n");
    assertThat(client.read()).isEqualTo("-ERR Protocol error: invalid bulk length");
    assertThat(client.read()).isEqualTo("closed");
    try (RespProbe huge = fixture.connect()) {
      huge.raw("*2\r\n$4\r\nPING\r\n$2147483647\r\n");
      assertThat(huge.read()).isEqualTo("-ERR Protocol error: invalid bulk length");
    }
    try (RespProbe inline = fixture.connect()) {
      inline.raw("PING\r\n");
      assertThat(inline.read()).isEqualTo("+PONG");
      inline.raw("*1\r\n$4\r\nPI");
      inline.raw("NG\r\n");
      assertThat(inline.read()).isEqualTo("+PONG");
      inline.raw("POST / HTTP/1.1\r\nPING\r\n");
      assertThat(inline.read()).isEqualTo("closed");
    }
  }

  @Test
  void aPasswordIsAskedFor() throws IOException {
    try (ApiFixture locked = new ApiFixture("secret", 100);
        RespProbe guest = locked.connect()) {
      assertThat(guest.call("PING")).isEqualTo("-NOAUTH Authentication required.");
      assertThat(guest.call("HELLO 3")).startsWith("-NOAUTH HELLO must be called");
      assertThat(guest.call("AUTH wrong"))
          .isEqualTo("-WRONGPASS invalid username-password pair or user is disabled.");
      assertThat(guest.call("AUTH secret")).isEqualTo("+OK");
      assertThat(guest.call("PING")).isEqualTo("+PONG");
      assertThat(guest.call("RESET")).isEqualTo("+RESET");
      assertThat(guest.call("HELLO 3 AUTH default secret")).startsWith("{\"server\"");
    }
    assertThat(client.call("AUTH x"))
        .startsWith("-ERR AUTH <password> called without any password configured");
  }

  @Test
  void tooManyClientsAreTurnedAway() throws IOException {
    try (ApiFixture small = new ApiFixture("", 1);
        RespProbe first = small.connect()) {
      assertThat(first.call("PING")).isEqualTo("+PONG");
      try (RespProbe second = small.connect()) {
        assertThat(second.read()).isEqualTo("-ERR max number of clients reached");
        assertThat(second.read()).isEqualTo("closed");
      }
    }
  }

  @Test
  void aPortInUseIsRefusedWithItsNumber() {
    assertThatThrownBy(() -> fixture.api.bind(List.of("127.0.0.1"), fixture.port))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + fixture.port);
  }
}

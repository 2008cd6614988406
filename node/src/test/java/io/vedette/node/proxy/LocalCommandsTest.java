package io.vedette.node.proxy;

import static io.vedette.node.proxy.ProxyHarness.topology;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalCommandsTest {
  private final ProxyHarness proxy = new ProxyHarness();
  private final ProxyHarness.FakeClient client = proxy.client();

  @Test
  void connectionCommandsNeedNoShard() {
    client.send("PING", "PING hi", "ECHO x", "CLIENT SETNAME me", "CLIENT GETNAME", "CLIENT ID");
    assertThat(client.replies()).isEqualTo("+PONG|$2|hi|$1|x|+OK|$2|me|:1");
    assertThat(proxy.links).isEmpty();
  }

  @Test
  void withoutTopologyKeysAreRefused() {
    client.send("GET a", "DBSIZE", "WATCH a");
    String loading = "-LOADING The proxy has not learnt yet where the shards are.";
    assertThat(client.replies()).isEqualTo(loading + "|" + loading + "|" + loading);
    client.send("INFO persistence");
    assertThat(client.replies()).contains("loading:1");
  }

  @Test
  void helloSwitchesTheVersionAfterEverythingBefore() {
    proxy.topology(topology(1, 1, 1));
    client.send("GET a", "HELLO 3", "GET b");
    proxy.accept();
    assertThat(client.replies()).isEmpty();
    proxy.link(0).reply("$-1");
    assertThat(client.replies()).startsWith("$-1|%7|$6|server|$5|redis").contains("$5|proto|:3");
    proxy.accept();
    assertThat(proxy.links).as("RESP3 has a lane of its own").hasSize(2);
    assertThat(proxy.link(0).received()).isEqualTo("GET b");
    proxy.link(0).reply("_");
    assertThat(client.replies()).isEqualTo("_");
  }

  @Test
  void helloErrors() {
    client.send("HELLO 4", "HELLO x", "HELLO 3 FOO", "HELLO 2 SETNAME a\u0001b");
    assertThat(client.replies())
        .isEqualTo(
            "-NOPROTO unsupported protocol version|"
                + "-ERR Protocol version is not an integer or out of range|"
                + "-ERR Syntax error in HELLO option 'FOO'|"
                + "-ERR Client names cannot contain spaces, newlines or special characters.");
  }

  @Test
  void aPasswordIsAskedFor() {
    ProxyHarness locked = new ProxyHarness("secret");
    ProxyHarness.FakeClient guest = locked.client();
    guest.send("GET a", "AUTH wrong", "AUTH nobody secret", "AUTH default secret", "PING");
    String wrong = "-WRONGPASS invalid username-password pair or user is disabled.";
    assertThat(guest.replies())
        .isEqualTo("-NOAUTH Authentication required.|" + wrong + "|" + wrong + "|+OK|+PONG");
    ProxyHarness.FakeClient other = locked.client();
    other.send("HELLO 3");
    assertThat(other.replies()).startsWith("-NOAUTH HELLO must be called");
    other.send("HELLO 3 AUTH default secret SETNAME n", "RESET", "PING");
    assertThat(other.replies())
        .startsWith("%7|")
        .endsWith("+RESET|-NOAUTH Authentication required.");
  }

  @Test
  void whatRedisAloneHasIsRefusedWithTheReason() {
    client.send("EVAL x 0", "CLIENT CACHING YES", "CLUSTER INFO", "CLIENT FOO");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR EVAL is not supported: this server runs no scripts|"
                + "-ERR CLIENT CACHING is not supported: this server does not track what clients"
                + " keep|-ERR This instance has cluster support disabled|"
                + "-ERR unknown subcommand 'FOO'. Try CLIENT HELP.");
  }

  @Test
  void authWithoutAPasswordConfigured() {
    client.send("AUTH x");
    assertThat(client.replies()).startsWith("-ERR AUTH <password> called without any password");
  }

  @Test
  void clientReplyLeavesRepliesOut() {
    client.send("CLIENT REPLY SKIP", "PING", "PING", "CLIENT REPLY OFF", "PING", "CLIENT REPLY ON");
    assertThat(client.replies()).isEqualTo("+PONG|+OK");
  }

  @Test
  void quitAnswersAndEnds() {
    client.send("QUIT", "PING");
    assertThat(client.replies()).isEqualTo("+OK");
    assertThat(client.closed).isTrue();
  }

  @Test
  void clientsAreListedAndKilled() {
    ProxyHarness.FakeClient other = proxy.client();
    client.send("CLIENT LIST");
    assertThat(client.replies()).contains("id=1 ").contains("id=2 ").contains("cmd=client|list");
    client.send("CLIENT KILL ID 2", "CLIENT KILL TYPE pubsub", "CLIENT KILL 9.9.9.9:1");
    assertThat(client.replies()).isEqualTo(":1|:0|-ERR No such client");
    assertThat(other.closed).isTrue();
  }

  @Test
  void subscribersAreKilledByTheirType() {
    ProxyHarness.FakeClient subscriber = proxy.client();
    subscriber.session.info().channels = 1;
    client.send("CLIENT KILL TYPE normal", "CLIENT KILL TYPE pubsub");
    assertThat(client.replies()).isEqualTo(":0|:1");
    assertThat(subscriber.closed).isTrue();
  }

  @Test
  void selectIsChecked() {
    client.send("SELECT 16", "SELECT x", "SELECT 2147483648", "SELECT 15");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR DB index is out of range|-ERR value is not an integer or out of range"
                + "|-ERR value is out of range, value must between -2147483648 and 2147483647"
                + "|+OK");
  }

  @Test
  void commandsThatMakeNoSenseHereAreRefusedClearly() {
    proxy.topology(topology(1, 1, 1));
    client.send("REPLICAOF a 1", "SHUTDOWN", "PSYNC ? -1", "DEBUG SLEEP 1", "CONFIG SET a b");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR REPLICAOF is not possible through the proxy|"
                + "-ERR SHUTDOWN is not possible through the proxy|"
                + "-ERR PSYNC is not possible through the proxy|"
                + "-ERR DEBUG is not possible through the proxy|"
                + "-ERR CONFIG SET is not possible through the proxy");
    assertThat(proxy.links).isEmpty();
  }

  @Test
  void theKeyspaceIsSummedOverShards() {
    proxy.topology(topology(2, 1, 1));
    client.send("INFO keyspace");
    proxy.accept();
    String first = "# Keyspace\r\ndb0:keys=2,expires=1,avg_ttl=100\r\n";
    String second =
        "# Keyspace\r\ndb0:keys=3,expires=1,avg_ttl=300\r\ndb4:keys=1,expires=0,avg_ttl=0\r\n";
    proxy.link(0).reply("$" + first.length() + "|" + first);
    proxy.link(1).reply("$" + second.length() + "|" + second);
    assertThat(client.replies())
        .contains("# Keyspace|db0:keys=5,expires=2,avg_ttl=200|db4:keys=1,expires=0,avg_ttl=0");
  }

  @Test
  void ownSettingsAreAnsweredHereAndOthersByAShard() {
    proxy.topology(topology(1, 1, 1));
    client.send("CONFIG GET timeout", "CONFIG GET save");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("CONFIG GET save");
    proxy.link(0).reply("*2|$4|save|$0|");
    assertThat(client.replies()).isEqualTo("*2|$7|timeout|$1|0|*2|$4|save|$0|");
  }

  @Test
  void aClientThatDoesNotReadIsNotServedOn() {
    proxy.topology(topology(1, 1, 1));
    client.writable = false;
    client.send("PING", "GET a");
    assertThat(client.reading).isFalse();
    assertThat(client.replies()).isEmpty();
    client.writable = true;
    client.session.onWritable();
    proxy.iterate();
    proxy.accept();
    assertThat(client.replies()).isEqualTo("+PONG");
    assertThat(client.reading).isTrue();
  }

  @Test
  void aClientHasOnlySoManyCommandsInFlight() {
    proxy.topology(topology(1, 1, 1));
    proxy.exchange(client, "GET a", 0, "$-1");
    int first = InFlightWindow.FIRST_COMMANDS;
    String[] many = new String[first + 5];
    java.util.Arrays.fill(many, "GET a");
    client.send(many);
    assertThat(client.reading).isFalse();
    ShardLane lane = (ShardLane) proxy.link(0).lane;
    assertThat(lane.awaited()).isEqualTo(first + 1);
    proxy.link(0).reply("$-1");
    assertThat(client.reading).isFalse();
    assertThat(lane.awaited() + lane.unsent()).isEqualTo(first + 2);
    proxy.link(0).reply("$-1", "$-1");
    assertThat(client.reading).isTrue();
  }

  @Test
  void aShardDescribesTheCommands() {
    client.send("COMMAND COUNT");
    assertThat(client.replies()).startsWith("-LOADING");
    proxy.topology(topology(2, 1, 1));
    client.send("COMMAND COUNT");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("COMMAND COUNT");
    proxy.link(0).reply(":99");
    assertThat(client.replies()).isEqualTo(":99");
  }

  @Test
  void browsersAreHungUpOn() {
    client.send("POST / HTTP/1.1");
    assertThat(client.closed).isTrue();
    assertThat(client.replies()).isEmpty();
  }
}

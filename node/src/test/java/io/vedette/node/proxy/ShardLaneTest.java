package io.vedette.node.proxy;

import static io.vedette.node.proxy.ProxyHarness.topology;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of commands while masters come and go. */
class ShardLaneTest {
  private static final String UNKNOWN =
      "-UNKNOWN The master of shard-0 failed while this write was in flight: it may or may not have"
          + " been executed.";

  private final ProxyHarness proxy = new ProxyHarness();
  private final ProxyHarness.FakeClient client = proxy.client();

  @BeforeEach
  void oneShard() {
    proxy.topology(topology(1, 1, 1));
  }

  @Test
  void clientsShareOneConnectionAndGetTheirOwnReplies() {
    ProxyHarness.FakeClient other = proxy.client();
    client.send("GET a");
    proxy.accept();
    other.send("GET b");
    client.send("GET c");
    assertThat(proxy.links).hasSize(1);
    assertThat(proxy.link(0).received()).isEqualTo("GET a");
    proxy.link(0).reply("$1|A");
    assertThat(proxy.link(0).received()).isEqualTo("GET b, GET c");
    proxy.link(0).reply("$1|B", "$1|C");
    assertThat(client.replies()).isEqualTo("$1|A|$1|C");
    assertThat(other.replies()).isEqualTo("$1|B");
  }

  @Test
  void theDatabaseIsSelectedWhenItDiffers() {
    ProxyHarness.FakeClient other = proxy.client();
    other.send("SELECT 3", "GET b");
    client.send("GET a");
    proxy.accept();
    assertThat(other.replies()).isEqualTo("+OK");
    assertThat(proxy.link(0).received()).isEqualTo("SELECT 3, GET b, SELECT 0, GET a");
    proxy.link(0).reply("+OK", "$1|B", "+OK", "$1|A");
    assertThat(other.replies()).isEqualTo("$1|B");
    assertThat(client.replies()).isEqualTo("$1|A");
  }

  @Test
  void aMasterThatFellSilentUnnoticedGetsNoWrite() {
    proxy.exchange(client, "GET a", 0, "$-1");
    assertThat(client.replies()).isEqualTo("$-1");
    proxy.advance(LaneProbe.AFTER_MS);
    proxy.core.probe();
    proxy.iterate();
    assertThat(proxy.link(0).received()).isEqualTo("GET a, PING");
    proxy.advance(ShardLane.STALL_MS + 5);
    client.send("SET a 1");
    assertThat(proxy.link(0).received()).isEmpty();
    proxy.topology(topology(1, 2, 2));
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1");
    proxy.link(0).reply("+OK");
    assertThat(client.replies()).isEqualTo("+OK");
  }

  @Test
  void anAnsweredProbeReachesNobody() {
    proxy.exchange(client, "GET a", 0, "$-1");
    client.replies();
    proxy.advance(LaneProbe.AFTER_MS);
    proxy.core.probe();
    proxy.iterate();
    client.send("SET a 1");
    proxy.link(0).reply("+PONG");
    proxy.link(0).reply("+OK");
    assertThat(client.replies()).isEqualTo("+OK");
    proxy.core.probe();
    proxy.iterate();
    assertThat(proxy.link(0).received()).as("it has just answered").endsWith("SET a 1");
  }

  @Test
  void commandsBehindASilentMasterAreGivenUpWithoutANewTopology() {
    client.send("GET a");
    proxy.accept();
    proxy.advance(ShardLane.STALL_MS + 5);
    ProxyHarness.FakeClient other = proxy.client();
    other.send("SET b 1");
    proxy.advance(ProxyHarness.PARK_TIMEOUT_MS + 10);
    assertThat(other.replies()).startsWith("-MASTERDOWN The master of shard-0");
    assertThat(proxy.core.parking().bytes()).isZero();
  }

  @Test
  void commandsAreCollectedWhileABatchIsInFlight() {
    client.send("GET a", "GET b");
    proxy.accept();
    ProxyHarness.FakeClient other = proxy.client();
    other.send("GET c", "GET d");
    other.send("GET e");
    client.send("GET f");
    assertThat(proxy.link(0).received()).isEqualTo("GET a, GET b");
    proxy.link(0).reply("$1|A");
    assertThat(proxy.link(0).received()).isEmpty();
    proxy.link(0).reply("$1|B");
    assertThat(proxy.link(0).received()).isEqualTo("GET c, GET d, GET e, GET f");
    proxy.link(0).reply("$1|C", "$1|D", "$1|E", "$1|F");
    assertThat(client.replies()).isEqualTo("$1|A|$1|B|$1|F");
    assertThat(other.replies()).isEqualTo("$1|C|$1|D|$1|E");
  }

  @Test
  void aFullBatchWaitsForNoReply() {
    client.send("GET a");
    proxy.accept();
    proxy.link(0).received();
    String[] many = new String[LanePace.FULL_BATCH - 1];
    Arrays.fill(many, "GET c");
    ProxyHarness.FakeClient other = proxy.client();
    other.send(many);
    assertThat(proxy.link(0).received()).isEmpty();
    client.send("GET d");
    assertThat(proxy.link(0).received()).startsWith("GET c, ").endsWith(", GET d");
  }

  @Test
  void collectedCommandsOutliveTheirMaster() {
    client.send("SET a 1", "SET b 2");
    proxy.accept();
    client.send("SET c 3");
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1, SET b 2");
    proxy.topology(topology(1, 2, 2));
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SET c 3");
    proxy.link(0).reply("+OK");
    assertThat(client.replies()).isEqualTo(UNKNOWN + "|" + UNKNOWN + "|+OK");
  }

  @Test
  void whatWasNeverSentGoesToTheNewMaster() {
    client.send("SET a 1");
    proxy.link(0).lose();
    client.send("SET b 2");
    proxy.advance(100);
    proxy.topology(topology(1, 2, 2));
    proxy.accept();
    assertThat(proxy.link(0).target.endpoint().port()).isEqualTo(2001);
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1, SET b 2");
    proxy.link(0).reply("+OK", "+OK");
    assertThat(client.replies()).isEqualTo("+OK|+OK");
    assertThat(proxy.core.parking().bytes()).isZero();
  }

  @Test
  void readsInFlightAreAskedAgainAndWritesInFlightAreUnknown() {
    proxy.exchange(client, "GET a", 0, "$-1");
    client.replies();
    client.send("GET a", "SET a 1", "GET b");
    assertThat(proxy.link(0).received()).isEqualTo("GET a, GET a, SET a 1, GET b");
    proxy.link(0).lose();
    assertThat(client.replies()).isEmpty();
    proxy.topology(topology(1, 2, 2));
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("GET a, GET b");
    proxy.link(0).reply("$1|x", "$1|y");
    assertThat(client.replies()).isEqualTo("$1|x|" + UNKNOWN + "|$1|y");
  }

  @Test
  void theErrorOfAnUnknownWriteComesWithTheNewTopologyNotBefore() {
    client.send("SET a 1");
    proxy.accept();
    proxy.link(0).lose();
    proxy.advance(300);
    assertThat(client.replies()).isEmpty();
    proxy.topology(topology(1, 2, 2));
    assertThat(client.replies()).isEqualTo(UNKNOWN);
  }

  @Test
  void theErrorOfAnUnknownWriteComesWhenTheSameMasterIsBack() {
    client.send("SET a 1");
    proxy.accept();
    proxy.link(0).lose();
    client.send("SET b 1");
    proxy.accept();
    assertThat(client.replies()).isEqualTo(UNKNOWN);
  }

  @Test
  void anUnknownWriteWaitsNoLongerThanTheParkTimeout() {
    client.send("SET a 1");
    proxy.accept();
    proxy.link(0).lose();
    proxy.advance(ProxyHarness.PARK_TIMEOUT_MS + 10);
    assertThat(client.replies()).isEqualTo(UNKNOWN);
  }

  @Test
  void parkedCommandsAreGivenUpAfterTheTimeout() {
    client.send("SET a 1", "PING");
    proxy.advance(ProxyHarness.PARK_TIMEOUT_MS - 50);
    assertThat(client.replies()).isEmpty();
    proxy.advance(60);
    assertThat(client.replies())
        .isEqualTo(
            "-MASTERDOWN The master of shard-0 could not be reached for 1000 ms: the command was"
                + " not executed.|+PONG");
    assertThat(proxy.core.parking().bytes()).isZero();
  }

  @Test
  void parkedBytesAreBounded() {
    client.send("SET a " + "x".repeat(6000));
    client.send("SET b " + "x".repeat(6000));
    client.send("SET c 1");
    proxy.accept();
    assertThat(proxy.link(0).received()).startsWith("SET a xxx").endsWith(", SET c 1");
    proxy.link(0).reply("+OK", "+OK");
    assertThat(client.replies())
        .startsWith("+OK|-MASTERDOWN The master of shard-0 cannot be reached and")
        .endsWith("the command was not executed.|+OK");
  }

  @Test
  void refusedCommandsAreSentAgainInTheirOrder() {
    client.send("SET a 1", "GET a", "SET b 2");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1, GET a, SET b 2");
    proxy.link(0).reply("-READONLY The lease has expired", "-STALEPROXY no", "-STALEPROXY no");
    client.send("SET c 3");
    proxy.advance(50);
    assertThat(proxy.link(0).received()).isEmpty();
    proxy.accept();
    assertThat(proxy.links).hasSize(1);
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1, GET a, SET b 2, SET c 3");
    proxy.link(0).reply("+OK", "$1|1", "+OK", "+OK");
    assertThat(client.replies()).isEqualTo("+OK|$1|1|+OK|+OK");
  }

  /** A master without a lease for a moment still has the writes before that. */
  @Test
  void aWaitConfirmsWhatWasWrittenBeforeARefusal() {
    proxy.exchange(client, "SET a 1", 0, "+OK");
    client.send("SET b 2", "WAIT 1 0");
    proxy.link(0).reply("-READONLY The lease has expired", "-STALEPROXY no");
    proxy.advance(50);
    proxy.link(0).received();
    proxy.accept();
    assertThat(proxy.link(0).received()).startsWith("SET b 2, VEDETTE WAIT ");
    proxy.link(0).reply("+OK", ":1");
    assertThat(client.replies()).isEqualTo("+OK|+OK|:1");
  }

  /** A SELECT behind a refused command is refused as well: the next handshake begins anew. */
  @Test
  void noDatabaseIsSelectedAfterARefusal() {
    client.send("GET a");
    proxy.accept();
    ProxyHarness.FakeClient other = proxy.client();
    client.send("SET a 1");
    proxy.advance(100);
    other.send("SELECT 3", "SET b 2");
    proxy.link(0).received();
    proxy.link(0).reply("$-1");
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1, SELECT 3, SET b 2");
    proxy.link(0).reply("-READONLY The lease has expired", "-STALEPROXY no", "-STALEPROXY no");
    proxy.advance(ProxyHarness.PARK_TIMEOUT_MS - 50);
    assertThat(client.replies()).startsWith("$-1|-MASTERDOWN The master of shard-0");
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SELECT 3, SET b 2");
  }

  @Test
  void aRefusingMasterThatIsNoMasterAnyMoreIsLeft() {
    proxy.exchange(client, "SET a 1", 0, "+OK");
    client.send("SET b 2");
    proxy.link(0).reply("-READONLY You can't write against a read only replica.");
    proxy.advance(50);
    proxy.link(0).lose();
    proxy.advance(100);
    assertThat(proxy.links).hasSize(2);
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SET b 2");
    proxy.link(0).reply("+OK");
    client.send("WAIT 1 0");
    assertThat(client.replies()).as("the first write is lost").isEqualTo("+OK|+OK|:0");
  }

  @Test
  void aRefusingMasterIsNotAskedForEver() {
    client.send("SET a 1");
    for (int i = 0; i < 100 && client.session.hasUnanswered(); i++) {
      proxy.accept();
      proxy.link(0).reply("-READONLY You can't write against a read only replica.");
      proxy.advance(50);
    }
    assertThat(client.replies()).startsWith("-MASTERDOWN The master of shard-0");
  }

  @Test
  void aSilentConnectionGetsNoMoreCommands() {
    client.send("SET a 1");
    proxy.accept();
    proxy.advance(300);
    proxy.client().send("SET b 2");
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1");
    ProxyHarness.FakeLink stopped = proxy.link(0);
    proxy.topology(topology(1, 2, 2));
    assertThat(stopped.closed).isTrue();
    assertThat(client.replies()).isEqualTo(UNKNOWN);
    proxy.accept();
    assertThat(proxy.link(0).received()).isEqualTo("SET b 2");
  }

  @Test
  void aConnectionThatAnswersLateGoesOn() {
    client.send("SET a 1");
    proxy.accept();
    proxy.advance(300);
    client.send("SET b 2");
    proxy.link(0).reply("+OK");
    assertThat(proxy.link(0).received()).isEqualTo("SET a 1, SET b 2");
    proxy.link(0).reply("+OK");
    assertThat(client.replies()).isEqualTo("+OK|+OK");
    assertThat(proxy.core.parking().bytes()).isZero();
  }

  @Test
  void repliesOfOneClientKeepTheirOrderOverShards() {
    proxy.topology(topology(2, 2, 1));
    client.send("GET foo", "GET bar");
    proxy.accept();
    ProxyHarness.FakeLink ofFoo = proxy.link(1);
    ProxyHarness.FakeLink ofBar = proxy.link(0);
    assertThat(ofFoo.received()).isEqualTo("GET foo");
    ofBar.reply("$1|2");
    assertThat(client.replies()).isEmpty();
    ofFoo.reply("$1|1");
    assertThat(client.replies()).isEqualTo("$1|1|$1|2");
  }

  @Test
  void aReplyToNothingIsNoticed() {
    proxy.exchange(client, "GET a", 0, "$-1");
    byte[] stray = "+OK\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(proxy.link(0).lane.onReply(stray, 0, stray.length)).isFalse();
  }

  @Test
  void repliesForAClientThatLeftAreDropped() {
    client.send("GET a", "GET b");
    proxy.accept();
    client.session.onClosed();
    ProxyHarness.FakeClient other = proxy.client().send("GET c");
    proxy.link(0).reply("$1|A", "$1|B");
    proxy.link(0).reply("$1|C");
    assertThat(client.replies()).isEmpty();
    assertThat(other.replies()).isEqualTo("$1|C");
  }
}

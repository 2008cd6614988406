package io.vedette.node.proxy;

import static io.vedette.node.proxy.ProxyHarness.topology;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final ProxyHarness proxy = new ProxyHarness();
  private final ProxyHarness.FakeClient client = proxy.client();

  @BeforeEach
  void twoShards() {
    proxy.topology(topology(2, 1, 1));
  }

  @Test
  void aTransactionIsOneBlock() {
    client.send("MULTI", "SET foo 1", "PING", "GET foo", "EXEC");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("MULTI, SET foo 1, PING, GET foo, EXEC");
    proxy.link(1).reply("+OK", "+QUEUED", "+QUEUED", "+QUEUED", "*3|+OK|+PONG|$1|1");
    assertThat(client.replies()).isEqualTo("+OK|+QUEUED|+QUEUED|+QUEUED|*3|+OK|+PONG|$1|1");
  }

  @Test
  void keysOfTwoShardsSpoilIt() {
    client.send("MULTI", "SET foo 1", "SET bar 1", "EXEC");
    assertThat(client.replies())
        .isEqualTo(
            "+OK|+QUEUED|-CROSSSLOT Keys in request don't hash to the same slot|-EXECABORT"
                + " Transaction discarded because of previous errors.");
    assertThat(proxy.links).isEmpty();
  }

  @Test
  void unknownCommandsAndWrongAritySpoilIt() {
    client.send("MULTI", "NOSUCH", "EXEC", "MULTI", "GET", "EXEC", "MULTI", "SUBSTR a", "DISCARD");
    assertThat(client.replies())
        .isEqualTo(
            "+OK|-ERR unknown command 'NOSUCH', with args beginning with: |"
                + "-EXECABORT Transaction discarded because of previous errors.|"
                + "+OK|-ERR wrong number of arguments for 'get' command|"
                + "-EXECABORT Transaction discarded because of previous errors.|"
                + "+OK|-ERR wrong number of arguments for 'substr' command|+OK");
  }

  @Test
  void misplacedWordsAreErrorsThatDoNotSpoil() {
    client.send("EXEC", "DISCARD", "MULTI", "MULTI", "WATCH a", "EXEC");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR EXEC without MULTI|-ERR DISCARD without MULTI|+OK|"
                + "-ERR MULTI calls can not be nested|-ERR WATCH inside MULTI is not allowed|*0");
  }

  @Test
  void aRefusedTransactionIsSentAgainWhole() {
    client.send("MULTI", "SET foo 1", "EXEC");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("MULTI, SET foo 1, EXEC");
    proxy.link(1).reply("+OK", "-READONLY no", "-EXECABORT Transaction discarded because of ...");
    proxy.advance(30);
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("MULTI, SET foo 1, EXEC");
    proxy.link(1).reply("+OK", "+QUEUED", "*1|+OK");
    assertThat(client.replies()).isEqualTo("+OK|+QUEUED|*1|+OK");
  }

  @Test
  void watchingTakesAConnectionOfItsOwnUntilExec() {
    client.send("GET foo");
    proxy.accept();
    ProxyHarness.FakeLink shared = proxy.link(1);
    client.send("WATCH foo", "GET foo", "MULTI", "SET foo 2", "EXEC", "GET foo");
    assertThat(proxy.links).hasSize(1);
    shared.reply("$1|1");
    proxy.accept();
    assertThat(proxy.links).hasSize(2);
    ProxyHarness.FakeLink own = proxy.link(1);
    assertThat(own.received()).isEqualTo("WATCH foo, GET foo, MULTI, SET foo 2, EXEC");
    assertThat(shared.received()).isEqualTo("GET foo");
    own.reply("+OK", "$1|1", "+OK", "+QUEUED", "*1|+OK");
    assertThat(shared.received()).as("after EXEC is answered").isEqualTo("GET foo");
    shared.reply("$1|2");
    assertThat(client.replies()).isEqualTo("$1|1|+OK|$1|1|+OK|+QUEUED|*1|+OK|$1|2");
    proxy.client().send("WATCH foo");
    assertThat(own.received()).as("the connection is used again").isEqualTo("WATCH foo");
  }

  @Test
  void execAnswersNullWhenTheWatchingConnectionWasLost() {
    proxy.exchange(client, "WATCH foo", 1, "+OK");
    proxy.link(1).lose();
    proxy.topology(topology(2, 2, 2));
    client.send("MULTI", "SET foo 2", "EXEC");
    assertThat(client.replies()).isEqualTo("+OK|+OK|+QUEUED|*-1");
    assertThat(client.session.transaction.isWatching()).isFalse();
  }

  @Test
  void aParkedExecIsVoidWhenItsConnectionIsLost() {
    proxy.exchange(client, "WATCH foo", 1, "+OK");
    proxy.link(1).lose();
    client.send("MULTI", "SET foo 2", "EXEC");
    proxy.topology(topology(2, 2, 2));
    proxy.accept();
    assertThat(client.replies()).isEqualTo("+OK|+OK|+QUEUED|*-1");
  }

  @Test
  void discardAndUnwatchEndWatching() {
    proxy.exchange(client, "WATCH foo", 1, "+OK");
    client.send("MULTI", "SET foo 2", "DISCARD");
    assertThat(proxy.link(1).received()).isEqualTo("WATCH foo, UNWATCH");
    proxy.link(1).reply("+OK");
    assertThat(client.replies()).isEqualTo("+OK|+OK|+QUEUED|+OK");
    assertThat(client.session.transaction.isWatching()).isFalse();
    client.send("UNWATCH");
    assertThat(client.replies()).isEqualTo("+OK");
  }

  @Test
  void watchedKeysBelongToOneShard() {
    client.send("WATCH foo bar", "WATCH foo");
    proxy.accept();
    proxy.link(1).reply("+OK");
    client.send("WATCH bar");
    String cross = "-CROSSSLOT Keys in request don't hash to the same slot";
    assertThat(client.replies()).isEqualTo(cross + "|+OK|" + cross);
  }

  @Test
  void aClientThatLeavesWhileWatchingClosesItsConnection() {
    proxy.exchange(client, "WATCH foo", 1, "+OK");
    client.session.onClosed();
    assertThat(proxy.link(1).closed).isTrue();
  }
}

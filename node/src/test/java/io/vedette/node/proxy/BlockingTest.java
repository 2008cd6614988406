package io.vedette.node.proxy;

import static io.vedette.node.proxy.ProxyHarness.topology;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that wait for keys; {@code bar} is in the first of two shards, {@code foo} not. */
class BlockingTest {
  private final ProxyHarness proxy = new ProxyHarness();
  private final ProxyHarness.FakeClient client = proxy.client();

  @BeforeEach
  void twoShards() {
    proxy.topology(topology(2, 1, 1));
  }

  @Test
  void anAnswerAtOnceIsTheReply() {
    client.send("BLPOP foo 0", "PING");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE BLOCK 1, BLPOP foo 0");
    proxy.link(1).reply("+OK", "*2|$3|foo|$1|a");
    assertThat(client.replies()).isEqualTo("*2|$3|foo|$1|a|+PONG");
  }

  @Test
  void whoWaitsHoldsUpNobodyElse() {
    wait("BLMPOP 5 1 foo LEFT");
    client.send("GET foo");
    ProxyHarness.FakeClient other = proxy.client().send("GET foo");
    proxy.link(1).reply("$1|1");
    assertThat(other.replies()).isEqualTo("$1|1");
    assertThat(client.replies()).isEmpty();
    proxy.link(1).reply(">3|$4|wait|:1|*2|$3|foo|*1|$1|a");
    proxy.link(1).reply("$1|2");
    assertThat(client.replies()).isEqualTo("*2|$3|foo|*1|$1|a|$1|2");
  }

  @Test
  void nothingIsTheReplyWhenTheTimeIsUp() {
    wait("BLMOVE foo foo LEFT RIGHT 1");
    proxy.link(1).reply(">3|$4|wait|:1|*-1");
    assertThat(client.replies()).isEqualTo("*-1");
  }

  @Test
  void aLostConnectionEndsTheWaiting() {
    wait("BLPOP foo 0");
    proxy.link(1).lose();
    assertThat(client.replies())
        .isEqualTo(
            "-UNBLOCKED The connection to the master of shard-1 was lost while the command waited:"
                + " it may or may not have been executed.");
  }

  @Test
  void aRefusedCommandIsAskedOfTheNextMaster() {
    client.send("BLPOP foo 0");
    proxy.accept();
    proxy.link(1).received();
    proxy.link(1).reply("-STALEPROXY x", "-STALEPROXY y");
    proxy.topology(topology(2, 2, 2));
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE BLOCK 1, BLPOP foo 0");
    proxy.link(1).reply("+OK", "*2|$3|foo|$1|a");
    assertThat(client.replies()).isEqualTo("*2|$3|foo|$1|a");
  }

  @Test
  void theShardIsToldOfAClientThatLeft() {
    wait("BLPOP foo 0");
    client.session.onClosed();
    proxy.iterate();
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE UNBLOCK 1");
    proxy.link(1).reply("+OK");
    proxy.link(1).reply(">3|$4|wait|:1|*-1");
    assertThat(client.replies()).isEmpty();
  }

  @Test
  void aClientThatLeftBeforeItsCommandWaitedIsNotForgotten() {
    client.send("BLPOP foo 0");
    proxy.accept();
    proxy.link(1).received();
    client.session.onClosed();
    proxy.link(1).reply("+OK", "+WAITING");
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE UNBLOCK 1");
  }

  @Test
  void clientUnblockHasTheShardEndTheWait() {
    ProxyHarness.FakeClient other = proxy.client();
    long id = client.session.info().id;
    assertThat(other.send("CLIENT UNBLOCK " + id).replies()).isEqualTo(":0");
    wait("BLPOP foo 0");
    assertThat(other.send("CLIENT LIST ID " + id).replies()).contains(" flags=b ");
    assertThat(other.send("CLIENT UNBLOCK " + id, "CLIENT UNBLOCK " + id + " error").replies())
        .as("one wait is ended once")
        .isEqualTo(":1|:0");
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE UNBLOCK 1 TIMEOUT");
    assertThat(client.replies()).isEmpty();
    proxy.link(1).reply("+OK", ">3|$4|wait|:1|*-1");
    assertThat(client.replies()).isEqualTo("*-1");
    assertThat(other.send("CLIENT LIST ID " + id).replies()).contains(" flags=N ");
    client.send("BLPOP foo 0");
    proxy.link(1).received();
    proxy.link(1).reply("+OK", "+WAITING");
    assertThat(other.send("CLIENT UNBLOCK " + id + " ERROR").replies()).isEqualTo(":1");
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE UNBLOCK 2 ERROR");
  }

  @Test
  void clientUnblockRefusesWhatRedisRefuses() {
    client.send("CLIENT UNBLOCK x", "CLIENT UNBLOCK 1 x", "CLIENT UNBLOCK 1 ERROR x");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR value is not an integer or out of range"
                + "|-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"
                + "|-ERR unknown subcommand or wrong number of arguments for 'UNBLOCK'."
                + " Try CLIENT HELP.");
  }

  @Test
  void keysOfSeveralShardsAreRefused() {
    client.send("BLPOP foo bar 0");
    assertThat(client.replies()).startsWith("-CROSSSLOT");
  }

  @Test
  void aTransactionDoesNotWait() {
    client.send("MULTI", "BLPOP foo 0", "EXEC");
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("MULTI, BLPOP foo 0, EXEC");
  }

  private void wait(String command) {
    client.send(command);
    proxy.accept();
    assertThat(proxy.link(1).received()).isEqualTo("VEDETTE BLOCK 1, " + command);
    proxy.link(1).reply("+OK", "+WAITING");
    assertThat(client.replies()).isEmpty();
  }
}

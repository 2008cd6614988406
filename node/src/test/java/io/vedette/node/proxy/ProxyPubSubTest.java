package io.vedette.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyPubSubTest {
  private static final String CONFIRM = ">3|$9|subscribe|$1|a|:1";
  private static final String MESSAGE = ">3|$7|message|$1|a|$1|x";

  private final ProxyHarness proxy = new ProxyHarness();
  private final ProxyHarness.FakeClient client = proxy.client();

  @BeforeEach
  void twoShards() {
    proxy.topology(ProxyHarness.topology(2, 1, 1));
  }

  @Test
  void confirmsWhenEveryShardHasConfirmed() {
    client.send("SUBSCRIBE a");
    proxy.accept();
    assertThat(proxy.messages(0).received()).isEqualTo("subscribe a");
    assertThat(proxy.messages(1).received()).isEqualTo("subscribe a");
    proxy.messages(0).reply(CONFIRM);
    assertThat(client.replies()).isEmpty();
    proxy.messages(1).reply(CONFIRM);
    assertThat(client.replies()).isEqualTo("*3|$9|subscribe|$1|a|:1");
  }

  @Test
  void handsMessagesToEachInItsVersion() {
    subscribe(client, "a");
    ProxyHarness.FakeClient other = proxy.client();
    other.send("HELLO 3", "SUBSCRIBE a");
    assertThat(other.replies()).endsWith(CONFIRM);
    client.replies();
    proxy.messages(1).reply(MESSAGE);
    assertThat(client.replies()).isEqualTo("*3|$7|message|$1|a|$1|x");
    assertThat(other.replies()).isEqualTo(MESSAGE);
    proxy.messages(0).reply(">3|$7|message|$1|b|$1|x");
    assertThat(client.replies()).isEmpty();
  }

  @Test
  void subscribesOnceAndEndsWithTheLast() {
    subscribe(client, "a");
    ProxyHarness.FakeClient other = proxy.client();
    other.send("SUBSCRIBE a");
    assertThat(other.replies()).isEqualTo("*3|$9|subscribe|$1|a|:1");
    assertThat(proxy.messages(0).received()).isEmpty();
    client.send("UNSUBSCRIBE");
    assertThat(client.replies()).endsWith("*3|$11|unsubscribe|$1|a|:0");
    assertThat(proxy.messages(0).received()).isEmpty();
    other.session.onClosed();
    proxy.iterate();
    assertThat(proxy.messages(0).received()).isEqualTo("unsubscribe a");
  }

  @Test
  void subscribesAgainAtTheNextMaster() {
    subscribe(client, "a");
    client.replies();
    ProxyHarness.FakeLink old = proxy.messages(1);
    proxy.topology(ProxyHarness.topology(2, 2, 2));
    proxy.advance(100);
    proxy.accept();
    assertThat(old.closed).isTrue();
    assertThat(proxy.messages(1)).isNotSameAs(old);
    assertThat(proxy.messages(1).received()).isEqualTo("subscribe a");
    proxy.messages(1).reply(CONFIRM, MESSAGE);
    assertThat(client.replies()).isEqualTo("*3|$7|message|$1|a|$1|x");
  }

  @Test
  void doesNotTakeAnOlderConfirmationForALaterSubscription() {
    subscribe(client, "a");
    client.replies();
    client.send("UNSUBSCRIBE a", "SUBSCRIBE a", "UNSUBSCRIBE a");
    proxy.messages(0).received();
    ProxyHarness.FakeClient other = proxy.client();
    other.send("SUBSCRIBE a");
    proxy.messages(0).reply(CONFIRM);
    proxy.messages(1).reply(CONFIRM);
    assertThat(client.replies())
        .isEqualTo("*3|$11|unsubscribe|$1|a|:0|*3|$9|subscribe|$1|a|:1|*3|$11|unsubscribe|$1|a|:0");
    assertThat(other.replies()).isEqualTo("*3|$9|subscribe|$1|a|:1");
  }

  @Test
  void refusesASubscriptionThatAShardDoesNotConfirmInTime() {
    client.send("SUBSCRIBE a", "PING");
    proxy.messages(0).accept();
    proxy.messages(0).reply(CONFIRM);
    proxy.advance(ProxyHarness.PARK_TIMEOUT_MS + 50);
    assertThat(client.replies()).startsWith("-MASTERDOWN Not all shards").endsWith("|+PONG");
    assertThat(proxy.messages(0).received()).isEqualTo("subscribe a, unsubscribe a");
  }

  @Test
  void publishesAtTheShardOfTheChannel() {
    client.send("PUBLISH a x", "PUBLISH b x");
    proxy.accept();
    String first = proxy.link(0).received();
    String second = proxy.link(1).received();
    assertThat(first + "/" + second).isIn("PUBLISH a x/PUBLISH b x", "PUBLISH b x/PUBLISH a x");
  }

  @Test
  void asksTheShardOfAShardChannelOnly() {
    client.send("HELLO 3", "SSUBSCRIBE a");
    proxy.accept();
    assertThat(proxy.links).hasSize(1);
    int shard = proxy.links.getFirst().lane.shard().index();
    proxy.messages(shard).reply(">3|$10|ssubscribe|$1|a|:1", ">3|$8|smessage|$1|a|$1|x");
    assertThat(client.replies()).endsWith(">3|$10|ssubscribe|$1|a|:1|>3|$8|smessage|$1|a|$1|x");
  }

  @Test
  void aSubscriberWithRespTwoMayNotDoMuchElse() {
    subscribe(client, "a");
    client.replies();
    client.send("GET k", "PING", "RESET", "PING");
    assertThat(client.replies())
        .isEqualTo(
            "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
                + " are allowed in this context|*2|$4|pong|$0||+RESET|+PONG");
  }

  @Test
  void answersPubSubForAllShards() {
    client.send("PUBSUB CHANNELS", "PUBSUB NUMPAT", "PUBSUB NUMSUB a b");
    proxy.accept();
    proxy.link(0).reply("*2|$1|a|$1|b", ":2", "*4|$1|a|:1|$1|b|:2");
    proxy.link(1).reply("*2|$1|b|$1|c", ":3", "*4|$1|a|:3|$1|b|:4");
    assertThat(client.replies())
        .isIn("*3|$1|a|$1|b|$1|c|:3|*4|$1|a|:1|$1|b|:4", "*3|$1|a|$1|b|$1|c|:3|*4|$1|a|:3|$1|b|:2");
  }

  /** Has the client subscribe while all shards answer. */
  private void subscribe(ProxyHarness.FakeClient who, String channel) {
    who.send("SUBSCRIBE " + channel);
    proxy.accept();
    for (int shard = 0; shard < 2; shard++) {
      proxy.messages(shard).received();
      proxy.messages(shard).reply(CONFIRM.replace("|a|", "|" + channel + "|"));
    }
    assertThat(who.session.isSubscriber()).isTrue();
  }
}

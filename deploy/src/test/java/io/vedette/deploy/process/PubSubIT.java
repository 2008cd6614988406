package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages at one server, between real servers in both directions, and through the proxy. */
@Timeout(300)
class PubSubIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_MS = 20_000;
  private static final int SILENCE_MS = 300;

  @Test
  void aReplicaOfEitherKindHearsWhatItsMasterPublishes() throws IOException {
    try (TestServer ours = TestServer.start("pubsub-ours");
        RealRedis real = RealRedis.start("pubsub-real")) {
      hears(ours.address(), real.address());
    }
    try (TestServer ours = TestServer.start("pubsub-ours");
        RealRedis real = RealRedis.start("pubsub-real")) {
      hears(real.address(), ours.address());
    }
  }

  private static void hears(Address master, Address replica) throws IOException {
    try (RespClient publisher = RespClient.connect(master, TIMEOUT_MS);
        RespClient subscriber = RespClient.connect(replica, TIMEOUT_MS);
        RespClient operator = RespClient.connect(replica, TIMEOUT_MS)) {
      operator.call("REPLICAOF", master.host(), Integer.toString(master.port()));
      operator.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
      await()
          .atMost(PATIENCE)
          .until(() -> operator.call("INFO", "replication").text().contains("link_status:up"));
      subscriber.call("SUBSCRIBE", "news", "__keyevent@0__:set");
      subscriber.read();
      publisher.call("PUBLISH", "news", "one");
      publisher.call("SET", "k", "v");
      assertThat(words(subscriber.read())).containsExactly("message", "news", "one");
      assertThat(words(subscriber.read())).containsExactly("message", "__keyevent@0__:set", "k");
    }
  }

  @Test
  void aSubscriberThatDoesNotReadIsClosedAtItsLimit() throws IOException {
    try (TestServer server =
            TestServer.start("pubsub-limit", "--client-output-buffer-limit", "pubsub 1mb 0 0");
        RespClient publisher = RespClient.connect(server.address(), TIMEOUT_MS);
        RespClient subscriber = RespClient.connect(server.address(), TIMEOUT_MS)) {
      subscriber.call("SUBSCRIBE", "flood");
      String message = "x".repeat(100_000);
      await()
          .atMost(PATIENCE)
          .until(() -> publisher.call("PUBLISH", "flood", message).equals(new Reply.Number(0)));
      assertThat(publisher.call("PING")).isEqualTo(new Reply.Text("PONG"));
    }
  }

  @Test
  void throughTheProxyEveryMessageComesFromEverywhereAndAfterAFailover() throws Exception {
    try (TestDeployment cluster = TestDeployment.start("cluster-pubsub", 2);
        RespClient subscriber = cluster.connect();
        RespClient publisher = cluster.connect()) {
      subscriber.call("PSUBSCRIBE", "p*");
      assertThat(words(subscriber.call("SUBSCRIBE", "a", "b")))
          .containsExactly("subscribe", "a", "2");
      subscriber.read();
      assertThat(publisher.call("PUBLISH", "a", "1")).isEqualTo(new Reply.Number(1));
      assertThat(words(subscriber.read())).containsExactly("message", "a", "1");
      publisher.call("PUBLISH", "pq", "2");
      assertThat(words(subscriber.read())).containsExactly("pmessage", "p*", "pq", "2");
      for (int shard = 0; shard < 2; shard++) {
        try (RespClient direct = master(cluster, shard)) {
          direct.call("PUBLISH", "b", "from " + shard);
        }
        assertThat(words(subscriber.read())).containsExactly("message", "b", "from " + shard);
      }
      subscriber.call("SSUBSCRIBE", "s");
      publisher.call("SPUBLISH", "s", "3");
      assertThat(words(subscriber.read())).containsExactly("smessage", "s", "3");

      cluster.kill(cluster.nodeOfMaster(0));
      for (int shard = 0; shard < 2; shard++) {
        try (RespClient direct = newMaster(cluster, shard)) {
          hearsAgain(direct, "b", "again " + shard, subscriber);
        }
      }
      hearsAgain(publisher, "a", "last", subscriber);
    }
  }

  /** Publishes until the subscriber hears it: what is lost meanwhile is not sent again. */
  private static void hearsAgain(
      RespClient publisher, String channel, String message, RespClient subscriber)
      throws IOException {
    subscriber.setReadTimeoutMs(SILENCE_MS);
    await()
        .atMost(PATIENCE)
        .ignoreException(SocketTimeoutException.class)
        .until(
            () -> {
              publisher.require("PUBLISH", channel, message);
              return words(subscriber.read()).equals(List.of("message", channel, message));
            });
    subscriber.setReadTimeoutMs(TIMEOUT_MS);
  }

  /** A connection to the shard's master once that accepts messages. */
  private static RespClient newMaster(TestDeployment cluster, int shard) throws IOException {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              try (RespClient direct = master(cluster, shard)) {
                return !(direct.call("PUBLISH", "none", "m") instanceof Reply.Failure);
              }
            });
    return master(cluster, shard);
  }

  private static RespClient master(TestDeployment cluster, int shard) throws IOException {
    return RespClient.connect(cluster.masterOf(shard), TIMEOUT_MS, cluster.state().password());
  }

  private static List<String> words(Reply reply) {
    List<String> words = new ArrayList<>();
    for (Reply element : reply.items()) {
      words.add(element instanceof Reply.Number number ? "" + number.value() : element.text());
    }
    return words;
  }
}

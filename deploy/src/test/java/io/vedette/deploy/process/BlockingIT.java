package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that wait for elements: at one server and its real replica, and through the proxy. */
@Timeout(300)
class BlockingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_MS = 30_000;

  @Test
  void aRealReplicaFollowsWhatWaitingClientsTook() throws IOException {
    try (TestServer ours = TestServer.start("blocking-ours", "--enable-debug-command", "yes");
        RealRedis real = RealRedis.start("blocking-real", "--enable-debug-command", "yes");
        RespClient worker = RespClient.connect(ours.address(), TIMEOUT_MS);
        RespClient mover = RespClient.connect(ours.address(), TIMEOUT_MS);
        RespClient producer = RespClient.connect(ours.address(), TIMEOUT_MS);
        RespClient replica = RespClient.connect(real.address(), TIMEOUT_MS)) {
      replica.call("REPLICAOF", ours.address().host(), Integer.toString(ours.address().port()));
      await()
          .atMost(PATIENCE)
          .until(() -> replica.call("INFO", "replication").text().contains("link_status:up"));
      sendBlocking(producer, worker, 1, "BLPOP", "jobs", "0");
      sendBlocking(producer, mover, 2, "BLMOVE", "jobs", "done", "RIGHT", "LEFT", "0");
      producer.call("RPUSH", "jobs", "a", "b", "c");
      assertThat(worker.read().items().getLast().text()).isEqualTo("a");
      assertThat(mover.read().text()).isEqualTo("c");
      assertThat(producer.call("WAIT", "1", "10000")).isEqualTo(new Reply.Number(1));
      assertThat(replica.call("DEBUG", "DIGEST")).isEqualTo(producer.call("DEBUG", "DIGEST"));
      assertThat(replica.call("LRANGE", "jobs", "0", "-1").items())
          .extracting(Reply::text)
          .isEqualTo(List.of("b"));
      assertThat(worker.call("BLPOP", "nothing", "0.05")).isInstanceOf(Reply.Nil.class);
    }
  }

  @Test
  void clientsOfTheProxyWaitAndOutliveAFailover() throws IOException {
    try (TestDeployment cluster = TestDeployment.start("blocking-proxy", 1);
        RespClient worker = cluster.connect();
        RespClient producer = cluster.connect()) {
      worker.setReadTimeoutMs(TIMEOUT_MS);
      worker.send("BLPOP", "jobs", "0");
      worker.flush();
      awaitBlocked(cluster, 1);
      producer.call("RPUSH", "jobs", "a");
      assertThat(worker.read().items().getLast().text()).isEqualTo("a");
      try (RespClient leaving = cluster.connect()) {
        leaving.send("BLPOP", "jobs", "0");
        leaving.flush();
        awaitBlocked(cluster, 1);
      }
      awaitBlocked(cluster, 0);
      producer.call("RPUSH", "jobs", "b");
      assertThat(producer.call("LLEN", "jobs")).isEqualTo(new Reply.Number(1));

      worker.send("BLPOP", "other", "0");
      worker.flush();
      awaitBlocked(cluster, 1);
      cluster.kill(cluster.nodeOfMaster(0));
      assertThat(worker.read().toString()).contains("UNBLOCKED");
      await()
          .atMost(PATIENCE)
          .until(() -> !(producer.call("RPUSH", "other", "c") instanceof Reply.Failure));
      assertThat(worker.call("BLPOP", "other", "10").items().getLast().text()).isEqualTo("c");
    }
  }

  private static void sendBlocking(
      RespClient observer, RespClient client, int blocked, String... command) throws IOException {
    client.send(command);
    client.flush();
    await().atMost(PATIENCE).until(() -> isBlocked(observer, blocked));
  }

  private static void awaitBlocked(TestDeployment cluster, int blocked) throws IOException {
    try (RespClient master =
        RespClient.connect(cluster.masterOf(0), TIMEOUT_MS, cluster.state().password())) {
      await().atMost(PATIENCE).until(() -> isBlocked(master, blocked));
    }
  }

  private static boolean isBlocked(RespClient observer, int clients) throws IOException {
    return observer.call("INFO", "clients").text().contains("blocked_clients:" + clients + "\r\n");
  }
}

package io.vedette.sentinel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.effect.SentinelEvent;
import io.vedette.sentinel.view.SentinelViews;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a sentinel shows and publishes before, during and after a failover, as clients rely on it.
 */
class ViewsSimTest {
  private final Cluster cluster = new Cluster(5, 3, 3, 3, 2);

  private SimSentinel sentinel() {
    return cluster.sentinels.values().iterator().next();
  }

  private SentinelViews views() {
    return sentinel().core.views(sentinel().clockMs());
  }

  private void start() {
    cluster.startAll();
    assertThat(cluster.awaitHealthy(5_000)).isNotNegative();
    cluster.world.runFor(1_500);
  }

  @Test
  void stateMapsHaveRedisFieldsInRedisOrder() {
    start();
    assertThat(views().master("shard-0").orElseThrow().keySet())
        .containsExactly(
            "name",
            "ip",
            "port",
            "runid",
            "flags",
            "link-pending-commands",
            "link-refcount",
            "last-ping-sent",
            "last-ok-ping-reply",
            "last-ping-reply",
            "down-after-milliseconds",
            "info-refresh",
            "role-reported",
            "role-reported-time",
            "config-epoch",
            "num-slaves",
            "num-other-sentinels",
            "quorum",
            "failover-timeout",
            "parallel-syncs");
    assertThat(views().master("shard-0").orElseThrow())
        .containsEntry("flags", "master")
        .containsEntry("num-slaves", "2")
        .containsEntry("num-other-sentinels", "2");
    assertThat(views().replicas("shard-0").orElseThrow())
        .hasSize(2)
        .allSatisfy(
            replica ->
                assertThat(replica)
                    .containsEntry("flags", "slave")
                    .containsEntry("master-link-status", "ok")
                    .containsKeys("slave-repl-offset", "replica-announced", "slave-priority"));
    assertThat(views().sentinels("shard-0").orElseThrow())
        .hasSize(2)
        .allSatisfy(peer -> assertThat(peer).containsKeys("last-hello-message", "voted-leader"));
    assertThat(views().checkQuorum("shard-0").orElseThrow()).startsWith("OK 3 usable Sentinels.");
    assertThat(views().infoLines().getFirst())
        .isEqualTo("name=shard-0,status=ok,address=node:10100,slaves=2,sentinels=3");
    assertThat(views().master("nobody")).isEmpty();
    assertThat(views().replicas("nobody")).isEmpty();
  }

  @Test
  void aFailoverIsToldInTheOrderThatClientsKnow() {
    start();
    sentinel().events.clear();
    cluster.masterNode("shard-1").crash();
    cluster.world.runFor(2_000);
    List<String> names =
        sentinel().events.stream()
            .filter(e -> e.payload().contains("shard-1") || e.payload().matches("\\d+"))
            .map(SentinelEvent::name)
            .toList();
    assertThat(names)
        .containsSubsequence(
            "+sdown",
            "+odown",
            "+new-epoch",
            "+try-failover",
            "+elected-leader",
            "+failover-state-select-slave",
            "+selected-slave",
            "+failover-state-send-slaveof-noone",
            "+failover-state-wait-promotion",
            "+promoted-slave",
            "+failover-state-reconf-slaves",
            "+slave-reconf-sent",
            "+switch-master",
            "+slave",
            "+slave-reconf-inprog",
            "+slave-reconf-done",
            "+failover-end");
    assertThat(sentinel().events)
        .anySatisfy(
            event -> {
              assertThat(event.name()).isEqualTo("+switch-master");
              assertThat(event.payload()).matches("shard-1 node 10201 node 10[13]01");
            });
    assertThat(views().masterAddress("shard-1").orElseThrow())
        .isNotEqualTo(new Endpoint("node", 10_201));
    assertThat(views().replicas("shard-1").orElseThrow())
        .anySatisfy(replica -> assertThat(replica.get("flags")).contains("s_down,slave"));
  }

  @Test
  void withoutAMajorityTheQuorumIsMissing() {
    start();
    cluster.sentinels.values().stream().skip(1).forEach(Process::crash);
    cluster.world.runFor(2_000);
    assertThat(views().checkQuorum("shard-0").orElseThrow())
        .startsWith("NOQUORUM 1 usable Sentinels.");
    cluster.masterNode("shard-0").crash();
    cluster.world.runFor(3_000);
    assertThat(views().topology().shard("shard-0").orElseThrow().master())
        .as("no failover without a majority")
        .isEqualTo("node-1");
    assertThat(views().infoLines().getFirst()).contains("status=sdown");
  }
}

package io.vedette.sentinel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.FailoverAnswer;
import org.junit.jupiter.api.Test;

class FailoverSimTest {
  private static Cluster ready(long seed) {
    Cluster cluster = new Cluster(seed, 3, 3, 3, 2);
    cluster.startAll();
    assertThat(cluster.awaitHealthy(5_000))
        .as("ms until the first placement works")
        .isNotNegative();
    cluster.world.runFor(1_500);
    return cluster;
  }

  private static long awaitNewMaster(Cluster cluster, String shard, String old, long limitMs) {
    long start = cluster.world.nowMs();
    while (cluster.masterNode(shard).name.equals(old)) {
      cluster.world.runFor(1);
      assertThat(cluster.world.nowMs() - start).as("ms to the new master").isLessThan(limitMs);
    }
    return cluster.world.nowMs() - start;
  }

  @Test
  void placesEveryShardOnStart() {
    Topology topology = ready(1).topology();
    assertThat(topology.shards())
        .extracting(s -> s.master())
        .containsExactly("node-1", "node-2", "node-3");
  }

  @Test
  void aKilledMasterIsReplacedWithin50Ms() {
    for (long seed = 0; seed < 50; seed++) {
      Cluster cluster = ready(seed);
      cluster.masterNode("shard-1").crash();
      assertThat(awaitNewMaster(cluster, "shard-1", "node-2", 200))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(50);
    }
  }

  @Test
  void aSilentMasterIsReplacedWithin150MsAfterDownAfter() {
    for (long seed = 0; seed < 50; seed++) {
      Cluster cluster = ready(seed);
      SimNode master = cluster.masterNode("shard-1");
      master.pause();
      assertThat(awaitNewMaster(cluster, "shard-1", master.name, 2_000))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(Cluster.DOWN_AFTER_MS + 150);
      cluster.world.runFor(3_000);
      master.resume();
      assertThat(cluster.awaitHealthy(10_000)).as("seed %d", seed).isNotNegative();
    }
  }

  @Test
  void aPlannedFailoverLosesNothing() {
    for (long seed = 0; seed < 50; seed++) {
      Cluster cluster = ready(seed);
      SimSentinel asked = cluster.sentinels.values().iterator().next();
      assertThat(asked.core.requestFailover("shard-0", asked.clockMs()))
          .isEqualTo(FailoverAnswer.STARTED);
      awaitNewMaster(cluster, "shard-0", "node-1", 300);
      assertThat(cluster.awaitHealthy(5_000)).isNotNegative();
      cluster.world.runFor(100);
      assertThat(cluster.masterNode("shard-0").copies.get("shard-0").log)
          .as("seed %d", seed)
          .containsAll(cluster.invariants.acknowledged("shard-0"));
    }
  }

  @Test
  void aWholeClusterThatRestartsServesAgain() {
    for (long seed = 0; seed < 20; seed++) {
      Cluster cluster = ready(seed);
      cluster.world.processes.values().forEach(Process::crash);
      cluster.world.runFor(500);
      cluster.heal();
      assertThat(cluster.awaitHealthy(10_000)).as("seed %d", seed).isNotNegative();
    }
  }

  @Test
  void sentinelPausesAloneNeverCauseAFailover() {
    for (long seed = 0; seed < 20; seed++) {
      Cluster cluster = ready(seed);
      Topology before = cluster.topology();
      cluster.sentinels.values().forEach(Process::pause);
      cluster.world.runFor(300 + 400 * (seed % 10));
      cluster.sentinels.values().forEach(Process::resume);
      cluster.world.runFor(3_000);
      assertThat(cluster.topology()).as("seed %d", seed).isEqualTo(before);
      assertThat(cluster.isHealthy()).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void shortPausesOfMastersNeverCauseAFailover() {
    Cluster cluster = ready(7);
    Topology before = cluster.topology();
    for (int i = 0; i < 20; i++) {
      SimNode master = cluster.masterNode("shard-" + i % 3);
      master.pause();
      cluster.world.runFor(500);
      master.resume();
      cluster.world.runFor(700);
    }
    assertThat(cluster.topology()).isEqualTo(before);
  }
}

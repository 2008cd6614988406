package io.vedette.protocol.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static Shard shard(int index, int count) {
    Endpoint control = new Endpoint("h", 9_000 + index);
    return new Shard(
        "shard-" + index,
        SlotRange.even(index, count),
        1,
        "node-1",
        7,
        List.of(
            new Copy("node-1", new Endpoint("h", 7_000 + index), control),
            new Copy("node-2", new Endpoint("h", 8_000 + index), control)));
  }

  @Test
  void slotsSplitAsRedisClusterWouldAndEverySlotHasItsShard() {
    Topology topology =
        new Topology(new Version(1, 1), List.of(shard(0, 3), shard(1, 3), shard(2, 3)));
    assertThat(topology.shards().getFirst().slots().toString()).isEqualTo("0-5460");
    for (int slot = 0; slot < SlotRange.SLOTS; slot++) {
      assertThat(topology.shardOfSlot(slot).orElseThrow().slots().contains(slot)).isTrue();
    }
    assertThat(topology.masterOfSlot(16_383)).contains(new Endpoint("h", 7_002));
    assertThat(Topology.none().shardOfSlot(0)).isEmpty();
  }

  @Test
  void gapsAndForeignMastersAreRefused() {
    assertThatThrownBy(() -> new Topology(new Version(1, 1), List.of(shard(0, 2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shard(0, 1).withMaster("node-9", 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRestartedProcessIsNotTheMasterItWas() {
    Shard shard = shard(0, 1);
    assertThat(shard.isMaster("node-1", 7)).isTrue();
    assertThat(shard.isMaster("node-1", 8)).isFalse();
    Shard failedOver = shard.withMaster("node-2", 5, 2);
    assertThat(failedOver.masterCopy().node()).isEqualTo("node-2");
    assertThat(failedOver.replicas()).extracting(Copy::node).containsExactly("node-1");
  }

  @Test
  void versionsOrderByEpochFirst() {
    assertThat(new Version(2, 0).isNewerThan(new Version(1, 9))).isTrue();
    assertThat(new Version(2, 1).isNewerThan(new Version(2, 1))).isFalse();
  }

  @Test
  void endpointsReadBackTheirText() {
    assertThat(Endpoint.parse("[::1]:26379")).isEqualTo(new Endpoint("::1", 26_379));
    assertThat(new Endpoint("::1", 26_379)).hasToString("[::1]:26379");
    for (String bad : List.of("", "host", ":1", "h:", "h:x", "h:0", "h:65536")) {
      assertThatThrownBy(() -> Endpoint.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package io.vedette.sentinel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static List<Announce> nodes(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new Announce(
                    new Endpoint("h" + i, 9_000),
                    "vedette",
                    Role.NODE,
                    "node-" + i,
                    i,
                    "h" + i,
                    7_000,
                    1,
                    Version.NONE))
        .toList();
  }

  @Test
  void mastersAndReplicasGoRoundTheNodes() {
    Topology topology = Placement.place(new Version(4, 1), nodes(3), 5, 1);
    assertThat(topology.shards())
        .extracting(Shard::master)
        .containsExactly("node-1", "node-2", "node-3", "node-1", "node-2");
    Shard third = topology.shards().get(2);
    assertThat(third.copies()).extracting(Copy::node).containsExactly("node-3", "node-1");
    assertThat(third.masterCopy().endpoint()).isEqualTo(new Endpoint("h3", 7_002));
    assertThat(third.epoch()).isEqualTo(4);
    assertThat(third.masterIncarnation()).isEqualTo(3);
  }

  @Test
  void aSingleNodeHoldsEverything() {
    Topology topology = Placement.place(new Version(1, 1), nodes(1), 2, 0);
    assertThat(topology.shards()).extracting(Shard::master).containsOnly("node-1");
  }
}

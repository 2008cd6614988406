package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Announce;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * The first topology: slots split evenly, masters spread over the nodes in turn, each master's
 * replicas on the nodes after its own.
 */
public final class Placement {
  private Placement() {}

  /**
   * @param nodes in the order of their names, more than {@code replicas}
   */
  public static Topology place(Version version, List<Announce> nodes, int shards, int replicas) {
    List<Shard> placed = new ArrayList<>(shards);
    for (int k = 0; k < shards; k++) {
      List<Copy> copies = new ArrayList<>(replicas + 1);
      for (int i = 0; i <= replicas; i++) {
        copies.add(copyOn(nodes.get((k + i) % nodes.size()), k));
      }
      Announce master = nodes.get(k % nodes.size());
      placed.add(
          new Shard(
              "shard-" + k,
              SlotRange.even(k, shards),
              version.epoch(),
              master.name(),
              master.incarnation(),
              copies));
    }
    return new Topology(version, placed);
  }

  /** Where a node hosts its copy of the k-th shard. */
  static Copy copyOn(Announce node, int k) {
    return new Copy(node.name(), new Endpoint(node.host(), node.port() + k), node.from());
  }
}

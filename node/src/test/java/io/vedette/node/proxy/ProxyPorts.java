package io.vedette.node.proxy;

import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.protocol.transport.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Proxies on real ports before {@link ScriptedShard}s. */
final class ProxyPorts {
  private ProxyPorts() {}

  /** A proxy that knows no topology yet. */
  static ProxyPort open(int port, int eventLoops) throws Exception {
    Endpoint control = new Endpoint("127.0.0.1", 1);
    ProxyConfig config =
        new ProxyConfig(
            "proxy-1",
            "vedette",
            List.of("127.0.0.1"),
            "127.0.0.1",
            port,
            control,
            List.of(),
            "",
            "secret",
            16,
            1000,
            0,
            511,
            10_000,
            64 << 20,
            eventLoops,
            Processors.ANY);
    return ProxyPort.open(config, Map.of(), "0".repeat(40), true);
  }

  /** The slots split evenly over the shards, all mastered by one node. */
  static Topology topology(List<ScriptedShard> shards, long epoch) {
    List<Shard> all = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      Endpoint endpoint = new Endpoint("127.0.0.1", shards.get(i).port());
      Copy copy = new Copy("node-1", endpoint, new Endpoint("127.0.0.1", 1));
      SlotRange slots = SlotRange.even(i, shards.size());
      all.add(new Shard("shard-" + i, slots, epoch, "node-1", epoch, List.of(copy)));
    }
    return new Topology(new Version(epoch, 1), all);
  }
}

package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.view.ProcessView;
import io.vedette.sentinel.view.SentinelViews;
import java.util.Locale;

/**
 * SENTINEL TOPOLOGY, an extension: the committed topology and the known processes.
 *
 * <p>Maps (flat arrays in RESP2) of {@code epoch}, {@code revision}, {@code shards}, {@code
 * processes}; a shard has {@code name slots epoch master replicas}, where copies are maps of {@code
 * node ip port control}; a process has {@code role name pid ip port control alive}.
 */
final class TopologyReply {
  private TopologyReply() {}

  static void write(SentinelViews views, ReplyBuffer out) {
    Topology topology = views.topology();
    out.map(4);
    out.bulk("epoch");
    out.integer(topology.version().epoch());
    out.bulk("revision");
    out.integer(topology.version().revision());
    out.bulk("shards");
    out.array(topology.shards().size());
    topology.shards().forEach(shard -> shard(shard, out));
    out.bulk("processes");
    out.array(views.processes().size());
    views.processes().forEach(process -> process(process, out));
  }

  private static void shard(Shard shard, ReplyBuffer out) {
    out.map(5);
    field("name", shard.name(), out);
    field("slots", shard.slots().toString(), out);
    out.bulk("epoch");
    out.integer(shard.epoch());
    out.bulk("master");
    copy(shard.masterCopy(), out);
    out.bulk("replicas");
    out.array(shard.replicas().size());
    shard.replicas().forEach(replica -> copy(replica, out));
  }

  private static void copy(Copy copy, ReplyBuffer out) {
    out.map(4);
    field("node", copy.node(), out);
    field("ip", copy.endpoint().host(), out);
    out.bulk("port");
    out.integer(copy.endpoint().port());
    field("control", copy.control().toString(), out);
  }

  private static void process(ProcessView process, ReplyBuffer out) {
    out.map(7);
    field("role", process.role().name().toLowerCase(Locale.ROOT), out);
    field("name", process.name(), out);
    out.bulk("pid");
    out.integer(process.pid());
    field("ip", process.endpoint().host(), out);
    out.bulk("port");
    out.integer(process.endpoint().port());
    field("control", process.control().toString(), out);
    out.bulk("alive");
    out.integer(process.alive() ? 1 : 0);
  }

  private static void field(String name, String value, ReplyBuffer out) {
    out.bulk(name);
    out.bulk(value);
  }
}

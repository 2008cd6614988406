package io.vedette.node.command.server;

import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Execution;
import io.vedette.node.store.Database;
import io.vedette.protocol.command.CommandSpec;
import java.util.Locale;

/** The sections of INFO about what the copy has done and holds. */
final class StatsInfo {
  private StatsInfo() {}

  static void stats(InfoText out, InfoSources sources, Execution x) {
    CopyStats stats = sources.stats();
    out.section("Stats");
    out.field("total_connections_received", stats.connections())
        .field("total_commands_processed", stats.commands())
        .field("instantaneous_ops_per_sec", stats.commandsPerSecond())
        .field("rejected_connections", stats.rejectedConnections());
    out.lines(sources.replicationCounters().get());
    out.field("expired_keys", x.keyspace().stats().expiredKeys())
        .field("evicted_keys", 0)
        .field("evicted_clients", 0)
        .field("keyspace_hits", x.keyspace().stats().hits())
        .field("keyspace_misses", x.keyspace().stats().misses());
    out.lines(sources.pubSubFields().get());
    out.field("latest_fork_usec", 0)
        .field("total_forks", 0)
        .field("migrate_cached_sockets", 0)
        .field("total_error_replies", stats.errorReplies());
  }

  static void replication(InfoText out, InfoSources sources) {
    out.section("Replication");
    out.lines(sources.replicationFields().get());
  }

  static void commands(InfoText out, InfoSources sources) {
    CopyStats stats = sources.stats();
    out.section("Commandstats");
    for (int id = 0; id < sources.table().size(); id++) {
      CommandSpec spec = sources.table().byId(id);
      long calls = stats.calls(spec);
      long micros = stats.nanos(spec) / 1000;
      if (calls > 0 || stats.rejected(spec) > 0) {
        out.field(
            "cmdstat_" + spec.name(),
            String.format(
                Locale.ROOT,
                "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
                calls,
                micros,
                calls == 0 ? 0 : (double) stats.nanos(spec) / 1000 / calls,
                stats.rejected(spec),
                stats.failed(spec)));
      }
    }
  }

  static void errors(InfoText out, InfoSources sources) {
    out.section("Errorstats");
    sources
        .stats()
        .errors()
        .forEach((code, count) -> out.field("errorstat_" + code, "count=" + count));
  }

  static void latencies(InfoText out, InfoSources sources) {
    out.section("Latencystats");
    out.lines(sources.latencyFields().get());
  }

  static void cluster(InfoText out) {
    out.section("Cluster");
    out.field("cluster_enabled", 0);
  }

  static void keyspace(InfoText out, Execution x) {
    out.section("Keyspace");
    for (Database database : x.keyspace().nonEmpty()) {
      out.field(
          "db" + database.index(),
          "keys="
              + database.size()
              + ",expires="
              + database.expiring()
              + ",avg_ttl="
              + database.averageTtlMs());
    }
  }
}

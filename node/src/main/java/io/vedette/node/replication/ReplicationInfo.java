package io.vedette.node.replication;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Optional;

/** What INFO and ROLE say about replication, in Redis's words. */
public final class ReplicationInfo {
  private ReplicationInfo() {}

  /** The fields of INFO's replication section, each line ended by CRLF. */
  public static String fields(Replication replication, long nowMs) {
    StringBuilder out = new StringBuilder(1024);
    Optional<MasterView> master = replication.master();
    field(out, "role", master.isEmpty() ? "master" : "slave");
    master.ifPresent(view -> masterFields(out, replication, view, nowMs));
    var replicas = replication.replicas().attached();
    field(out, "connected_slaves", replicas.size());
    if (replication.settings().minReplicasToWrite > 0) {
      field(out, "min_slaves_good_slaves", replication.goodReplicas());
    }
    int index = 0;
    for (ReplicaProgress replica : replicas) {
      field(
          out,
          "slave" + index++,
          "ip="
              + replica.host()
              + ",port="
              + replica.listeningPort()
              + ",state="
              + replica.state().infoName()
              + ",offset="
              + replica.appliedOffset()
              + ",lag="
              + (replica.state() == ReplicaProgress.State.ONLINE
                  ? replica.lagMs(nowMs) / 1000
                  : 0));
    }
    ReplicationLog log = replication.log();
    field(out, "master_failover_state", replication.failover().infoName());
    field(out, "master_replid", replication.history().id());
    field(out, "master_replid2", replication.history().secondId());
    field(out, "master_repl_offset", log.offset());
    field(out, "second_repl_offset", replication.history().secondOffset());
    field(out, "repl_backlog_active", 1);
    field(out, "repl_backlog_size", log.backlogBytes());
    field(out, "repl_backlog_first_byte_offset", log.firstOffset() + 1);
    field(out, "repl_backlog_histlen", log.offset() - log.firstOffset());
    field(out, "replication_epoch", replication.epoch());
    return out.toString();
  }

  private static void masterFields(
      StringBuilder out, Replication replication, MasterView master, long nowMs) {
    ReplicationSettings settings = replication.settings();
    boolean syncing = master.link() == MasterView.Link.SYNC;
    field(out, "master_host", master.endpoint().host());
    field(out, "master_port", master.endpoint().port());
    field(out, "master_link_status", master.isUp() ? "up" : "down");
    field(out, "master_last_io_seconds_ago", master.isUp() ? master.idleMs(nowMs) / 1000 : -1);
    field(out, "master_sync_in_progress", syncing ? 1 : 0);
    field(out, "slave_read_repl_offset", replication.offset());
    field(out, "slave_repl_offset", replication.offset());
    if (syncing) {
      field(out, "master_sync_total_bytes", -1);
      field(out, "master_sync_read_bytes", master.receivedSnapshotBytes());
      field(out, "master_sync_left_bytes", -1);
      field(out, "master_sync_perc", "0.00");
      field(out, "master_sync_last_io_seconds_ago", master.idleMs(nowMs) / 1000);
    }
    if (!master.isUp()) {
      field(out, "master_link_down_since_seconds", master.downMs(nowMs) / 1000);
    }
    field(out, "slave_priority", settings.priority);
    field(out, "slave_read_only", settings.readOnly ? 1 : 0);
    field(out, "replica_announced", settings.announced ? 1 : 0);
  }

  /** The resync counters of INFO's stats section, each line ended by CRLF. */
  public static String counters(Replication replication) {
    StringBuilder out = new StringBuilder(96);
    field(out, "sync_full", replication.replicas().fullResyncs());
    field(out, "sync_partial_ok", replication.replicas().partialResyncs());
    field(out, "sync_partial_err", replication.replicas().refusedPartialResyncs());
    return out.toString();
  }

  private static void field(StringBuilder out, String name, Object value) {
    out.append(name).append(':').append(value).append("\r\n");
  }

  /** Writes the reply to ROLE. */
  public static void role(Replication replication, ReplyBuffer reply) {
    Optional<MasterView> master = replication.master();
    if (master.isPresent()) {
      MasterView view = master.get();
      reply.array(5);
      reply.bulk("slave");
      reply.bulk(view.endpoint().host());
      reply.integer(view.endpoint().port());
      reply.bulk(view.link().roleName());
      reply.integer(view.isUp() ? replication.offset() : -1);
      return;
    }
    var online =
        replication.replicas().attached().stream()
            .filter(replica -> replica.state() == ReplicaProgress.State.ONLINE)
            .toList();
    reply.array(3);
    reply.bulk("master");
    reply.integer(replication.offset());
    reply.array(online.size());
    for (ReplicaProgress replica : online) {
      reply.array(3);
      reply.bulk(replica.host());
      reply.bulk(Integer.toString(replica.listeningPort()));
      reply.bulk(Long.toString(replica.appliedOffset()));
    }
  }
}

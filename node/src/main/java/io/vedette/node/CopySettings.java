package io.vedette.node;

import io.vedette.node.command.CopyStats;
import io.vedette.node.command.observe.Observation;
import io.vedette.node.command.observe.ObserveSettings;
import io.vedette.node.persistence.save.SaveSettings;
import io.vedette.node.persistence.save.Saves;
import io.vedette.node.persistence.snapshot.SnapshotSettings;
import io.vedette.node.replication.ReplicationSettings;
import io.vedette.node.server.PortSettings;
import io.vedette.node.shard.ClientPolicy;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.resp.RespLimits;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The configuration as one copy uses it: plain fields, which only the copy's thread touches. CONFIG
 * SET may come from any copy of the process; its new values reach each copy as a task for its
 * thread, or at once where that is the calling one.
 */
final class CopySettings {
  private static final long SECOND_MS = 1000;

  final ReplicationSettings replication = new ReplicationSettings();
  final ClientPolicy clients = new ClientPolicy();
  final PortSettings port = new PortSettings();
  final SaveSettings saves = new SaveSettings();
  final ObserveSettings observe = new ObserveSettings();
  private final ConfigSet config;
  private final Executor shard;

  /**
   * @param shard runs tasks on the copy's thread
   */
  CopySettings(ConfigSet config, Executor shard) {
    this.config = config;
    this.shard = shard;
  }

  ConfigSet config() {
    return config;
  }

  /** Takes the present values and each later one; to be called on the copy's thread. */
  void follow() {
    followReplication();
    follow(CopyDirectives.MAXCLIENTS, value -> clients.maxClients = value);
    follow(CopyDirectives.TIMEOUT, value -> clients.timeoutMs = value * SECOND_MS);
    follow(CopyDirectives.PROTECTED_MODE, value -> clients.protectedMode = value);
    follow(
        CopyDirectives.OUTPUT_LIMITS,
        value -> {
          clients.outputLimits = value;
          replication.outputLimit = value.replica();
        });
    follow(CopyDirectives.REQUIREPASS, value -> port.passwordRequired = !value.isEmpty());
    follow(CopyDirectives.TCP_KEEPALIVE, value -> port.keepAliveSeconds = value);
    follow(CopyDirectives.QUERY_BUFFER_LIMIT, value -> port.maxQueryBytes = value);
    follow(
        CopyDirectives.PROTO_MAX_BULK_LEN,
        value -> port.limits = new RespLimits(value.intValue(), Integer.MAX_VALUE));
  }

  /** Takes the present values about saving and each later one; on the copy's thread. */
  void followSaves(Saves of) {
    SaveSettings own = saves;
    follow(PersistenceDirectives.SAVE, of.saving()::points);
    follow(PersistenceDirectives.DBFILENAME, value -> own.fileName = value);
    follow(PersistenceDirectives.STOP_WRITES_ON_BGSAVE_ERROR, on -> own.stopWritesOnError = on);
    follow(
        PersistenceDirectives.RDB_SAVE_INCREMENTAL_FSYNC,
        on -> own.file = new SnapshotSettings(config.get(PersistenceDirectives.RDBCHECKSUM), on));
  }

  /** Takes the present values of what is observed, and each later one; on the copy's thread. */
  void followObservation(Observation observation, CopyStats stats) {
    ObserveSettings own = observe;
    follow(ObserveDirectives.SLOWLOG_LOG_SLOWER_THAN, value -> own.slowerThanMicros = value);
    follow(ObserveDirectives.LATENCY_MONITOR_THRESHOLD, value -> own.latencyThresholdMs = value);
    follow(ObserveDirectives.INFO_PERCENTILES, value -> own.percentiles = value);
    follow(
        ObserveDirectives.SLOWLOG_MAX_LEN,
        value -> {
          own.slowLogEntries = value;
          observation.settingsChanged();
        });
    follow(
        ObserveDirectives.LATENCY_TRACKING,
        on -> {
          own.tracksLatency = on;
          observation.settingsChanged();
          stats.histograms(observation.histograms());
        });
  }

  private void followReplication() {
    ReplicationSettings own = replication;
    follow(CopyDirectives.MASTERUSER, value -> own.masterUser = value);
    follow(CopyDirectives.MASTERAUTH, value -> own.masterPassword = value);
    follow(CopyDirectives.REPLICA_READ_ONLY, value -> own.readOnly = value);
    follow(CopyDirectives.REPLICA_SERVE_STALE_DATA, value -> own.serveStaleData = value);
    follow(CopyDirectives.REPLICA_PRIORITY, value -> own.priority = value);
    follow(CopyDirectives.REPLICA_ANNOUNCED, value -> own.announced = value);
    follow(CopyDirectives.REPLICA_ANNOUNCE_IP, value -> own.announceHost = value);
    follow(CopyDirectives.REPLICA_ANNOUNCE_PORT, value -> own.announcePort = value);
    follow(CopyDirectives.MIN_REPLICAS_TO_WRITE, value -> own.minReplicasToWrite = value);
    follow(
        CopyDirectives.MIN_REPLICAS_MAX_LAG, value -> own.minReplicasMaxLagMs = value * SECOND_MS);
    follow(CopyDirectives.REPL_TIMEOUT, value -> own.timeoutMs = value * SECOND_MS);
    follow(CopyDirectives.REPL_PING_PERIOD, value -> own.pingPeriodMs = value * SECOND_MS);
    follow(CopyDirectives.RDBCOMPRESSION, value -> own.compressSnapshots = value);
    follow(CopyDirectives.REPL_BACKLOG_SIZE, value -> own.backlogBytes = value);
  }

  /** Hands over the present value and each later one; to be called on the copy's thread. */
  <T> void follow(Directive<T> directive, Consumer<T> user) {
    config.onChange(directive, value -> shard.execute(() -> user.accept(value)));
    user.accept(config.get(directive));
  }
}

package io.vedette.node;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.replication.ReplicationSettings;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.Directives;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The directives that every copy honours, with Redis's names and, mostly, defaults. */
final class CopyDirectives {
  static final Directive<List<String>> BIND = Directive.texts("bind", "127.0.0.1").immutable();
  static final Directive<Integer> PORT = Directive.integer("port", 6379, 0, 65_535).immutable();
  static final Directive<Integer> TCP_BACKLOG =
      Directive.integer("tcp-backlog", 511, 0, Integer.MAX_VALUE).immutable();
  static final Directive<Integer> IO_THREADS =
      Directive.integer("io-threads", 1, 1, 128).immutable();
  static final Directive<Integer> DATABASES =
      Directive.integer("databases", 16, 1, 1024).immutable();
  static final Directive<String> DIR = Directive.text("dir", ".").immutable();
  static final Directive<DebugAccess> ENABLE_DEBUG_COMMAND =
      Directive.choice("enable-debug-command", DebugAccess.NO).immutable();
  static final Directive<Integer> MAXCLIENTS =
      Directive.integer("maxclients", 10_000, 1, Integer.MAX_VALUE);
  static final Directive<String> REQUIREPASS = Directive.password("requirepass");
  static final Directive<String> MASTERAUTH = Directive.password("masterauth");
  static final Directive<String> MASTERUSER = Directive.text("masteruser", "");

  static final Directive<String> SAVE =
      Directive.text("save", "")
          .unless(value -> value.isEmpty() ? null : "snapshots to disk are not in this version");
  static final Directive<Boolean> APPENDONLY =
      Directive.yesNo("appendonly", false)
          .unless(on -> on ? "append-only files are not in this version" : null);

  private static final Directive<Boolean> REPLICA_READ_ONLY =
      Directive.yesNo("replica-read-only", true).alias("slave-read-only");
  private static final Directive<Boolean> REPLICA_SERVE_STALE_DATA =
      Directive.yesNo("replica-serve-stale-data", true).alias("slave-serve-stale-data");
  private static final Directive<Integer> REPLICA_PRIORITY =
      Directive.integer("replica-priority", 100, 0, Integer.MAX_VALUE).alias("slave-priority");
  private static final Directive<Boolean> REPLICA_ANNOUNCED =
      Directive.yesNo("replica-announced", true);
  private static final Directive<String> REPLICA_ANNOUNCE_IP =
      Directive.text("replica-announce-ip", "").alias("slave-announce-ip");
  private static final Directive<Integer> REPLICA_ANNOUNCE_PORT =
      Directive.integer("replica-announce-port", 0, 0, 65_535).alias("slave-announce-port");
  private static final Directive<Integer> MIN_REPLICAS_TO_WRITE =
      Directive.integer("min-replicas-to-write", 0, 0, Integer.MAX_VALUE)
          .alias("min-slaves-to-write");
  private static final Directive<Integer> MIN_REPLICAS_MAX_LAG =
      Directive.integer("min-replicas-max-lag", 10, 0, Integer.MAX_VALUE)
          .alias("min-slaves-max-lag");
  private static final Directive<Integer> REPL_TIMEOUT =
      Directive.integer("repl-timeout", 60, 1, Integer.MAX_VALUE);
  private static final Directive<Integer> REPL_PING_PERIOD =
      Directive.integer("repl-ping-replica-period", 10, 1, Integer.MAX_VALUE)
          .alias("repl-ping-slave-period");
  private static final Directive<Boolean> RDBCOMPRESSION = Directive.yesNo("rdbcompression", true);
  private static final Directive<Long> REPL_BACKLOG_SIZE =
      Directive.memory("repl-backlog-size", ReplicationLog.DEFAULT_BACKLOG_BYTES, 1, Long.MAX_VALUE)
          .immutable();

  private CopyDirectives() {}

  /** These and those that a kind of process adds. */
  static Directives with(List<Directive<?>> more) {
    List<Directive<?>> all =
        new ArrayList<>(
            List.of(
                BIND,
                PORT,
                TCP_BACKLOG,
                IO_THREADS,
                DATABASES,
                DIR,
                ENABLE_DEBUG_COMMAND,
                MAXCLIENTS,
                REQUIREPASS,
                MASTERAUTH,
                MASTERUSER,
                SAVE,
                APPENDONLY,
                REPLICA_READ_ONLY,
                REPLICA_SERVE_STALE_DATA,
                REPLICA_PRIORITY,
                REPLICA_ANNOUNCED,
                REPLICA_ANNOUNCE_IP,
                REPLICA_ANNOUNCE_PORT,
                MIN_REPLICAS_TO_WRITE,
                MIN_REPLICAS_MAX_LAG,
                REPL_TIMEOUT,
                REPL_PING_PERIOD,
                RDBCOMPRESSION,
                REPL_BACKLOG_SIZE));
    all.addAll(more);
    return Directives.of(all);
  }

  /** What the configuration says about replication, now and after every CONFIG SET. */
  static ReplicationSettings replicationSettings(ConfigSet config) {
    ReplicationSettings settings = new ReplicationSettings();
    settings.backlogBytes = config.get(REPL_BACKLOG_SIZE);
    follow(config, MASTERUSER, value -> settings.masterUser = value);
    follow(config, MASTERAUTH, value -> settings.masterPassword = value);
    follow(config, REPLICA_READ_ONLY, value -> settings.readOnly = value);
    follow(config, REPLICA_SERVE_STALE_DATA, value -> settings.serveStaleData = value);
    follow(config, REPLICA_PRIORITY, value -> settings.priority = value);
    follow(config, REPLICA_ANNOUNCED, value -> settings.announced = value);
    follow(config, REPLICA_ANNOUNCE_IP, value -> settings.announceHost = value);
    follow(config, REPLICA_ANNOUNCE_PORT, value -> settings.announcePort = value);
    follow(config, MIN_REPLICAS_TO_WRITE, value -> settings.minReplicasToWrite = value);
    follow(config, MIN_REPLICAS_MAX_LAG, value -> settings.minReplicasMaxLagMs = value * 1000L);
    follow(config, REPL_TIMEOUT, value -> settings.timeoutMs = value * 1000L);
    follow(config, REPL_PING_PERIOD, value -> settings.pingPeriodMs = value * 1000L);
    follow(config, RDBCOMPRESSION, value -> settings.compressSnapshots = value);
    return settings;
  }

  /** Hands over the present value, and each later one. */
  static <T> void follow(ConfigSet config, Directive<T> directive, Consumer<T> user) {
    user.accept(config.get(directive));
    config.onChange(directive, user);
  }
}

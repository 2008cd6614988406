package io.vedette.node;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.command.event.EventSelection;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.shard.OutputLimits;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.Directives;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.transport.Processors;
import java.util.ArrayList;
import java.util.List;

/** The directives that every copy honours, with Redis's names and, mostly, defaults. */
final class CopyDirectives {
  private static final long MIN_LIMIT_BYTES = 1024 * 1024;

  static final Directive<List<String>> BIND = Directive.texts("bind", "127.0.0.1").immutable();
  static final Directive<Integer> PORT = Directive.integer("port", 6379, 1, 65_535).immutable();
  static final Directive<Integer> TCP_BACKLOG =
      Directive.integer("tcp-backlog", 511, 0, Integer.MAX_VALUE).immutable();
  static final Directive<Integer> IO_THREADS =
      Directive.integer("io-threads", 1, 1, 128).immutable();
  static final Directive<Integer> DATABASES =
      Directive.integer("databases", 16, 1, 1024).immutable();
  static final Directive<DebugAccess> ENABLE_DEBUG_COMMAND =
      Directive.choice("enable-debug-command", DebugAccess.NO).immutable();
  static final Directive<Integer> MAXCLIENTS =
      Directive.integer("maxclients", 10_000, 1, Integer.MAX_VALUE);
  static final Directive<String> REQUIREPASS = Directive.password("requirepass");
  static final Directive<String> MASTERAUTH = Directive.password("masterauth");
  static final Directive<String> MASTERUSER = Directive.text("masteruser", "");

  static final Directive<Boolean> REPLICA_READ_ONLY =
      Directive.yesNo("replica-read-only", true).alias("slave-read-only");
  static final Directive<Boolean> REPLICA_SERVE_STALE_DATA =
      Directive.yesNo("replica-serve-stale-data", true).alias("slave-serve-stale-data");
  static final Directive<Integer> REPLICA_PRIORITY =
      Directive.integer("replica-priority", 100, 0, Integer.MAX_VALUE).alias("slave-priority");
  static final Directive<Boolean> REPLICA_ANNOUNCED = Directive.yesNo("replica-announced", true);
  static final Directive<String> REPLICA_ANNOUNCE_IP =
      Directive.text("replica-announce-ip", "").alias("slave-announce-ip");
  static final Directive<Integer> REPLICA_ANNOUNCE_PORT =
      Directive.integer("replica-announce-port", 0, 0, 65_535).alias("slave-announce-port");
  static final Directive<Integer> MIN_REPLICAS_TO_WRITE =
      Directive.integer("min-replicas-to-write", 0, 0, Integer.MAX_VALUE)
          .alias("min-slaves-to-write");
  static final Directive<Integer> MIN_REPLICAS_MAX_LAG =
      Directive.integer("min-replicas-max-lag", 10, 0, Integer.MAX_VALUE)
          .alias("min-slaves-max-lag");
  static final Directive<Integer> REPL_TIMEOUT =
      Directive.integer("repl-timeout", 60, 1, Integer.MAX_VALUE);
  static final Directive<Integer> REPL_PING_PERIOD =
      Directive.integer("repl-ping-replica-period", 10, 1, Integer.MAX_VALUE)
          .alias("repl-ping-slave-period");
  static final Directive<Boolean> RDBCOMPRESSION = Directive.yesNo("rdbcompression", true);
  static final Directive<Long> REPL_BACKLOG_SIZE =
      Directive.memory(
          "repl-backlog-size", ReplicationLog.DEFAULT_BACKLOG_BYTES, 1, Long.MAX_VALUE);

  static final Directive<Integer> TIMEOUT = Directive.integer("timeout", 0, 0, Integer.MAX_VALUE);
  static final Directive<Integer> TCP_KEEPALIVE =
      Directive.integer("tcp-keepalive", 300, 0, Integer.MAX_VALUE);
  static final Directive<Boolean> PROTECTED_MODE = Directive.yesNo("protected-mode", true);
  static final Directive<OutputLimits> OUTPUT_LIMITS =
      Directive.of("client-output-buffer-limit", new OutputLimitsType(), OutputLimits.DEFAULT);
  static final Directive<Long> QUERY_BUFFER_LIMIT =
      Directive.memory(
          "client-query-buffer-limit",
          RespLimits.MAX_QUERY_BUFFER_BYTES,
          MIN_LIMIT_BYTES,
          RespLimits.MAX_QUERY_BUFFER_BYTES);
  static final Directive<Long> PROTO_MAX_BULK_LEN =
      Directive.memory(
          "proto-max-bulk-len",
          RespLimits.AUTHENTICATED.maxBulkBytes(),
          MIN_LIMIT_BYTES,
          RespLimits.AUTHENTICATED.maxBulkBytes());

  static final Directive<EventSelection> NOTIFY_KEYSPACE_EVENTS =
      Directive.of("notify-keyspace-events", new EventSelectionType(), EventSelection.NOTHING);

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
                Processors.SERVER_CPULIST,
                DATABASES,
                ENABLE_DEBUG_COMMAND,
                MAXCLIENTS,
                REQUIREPASS,
                MASTERAUTH,
                MASTERUSER,
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
                REPL_BACKLOG_SIZE,
                TIMEOUT,
                TCP_KEEPALIVE,
                PROTECTED_MODE,
                OUTPUT_LIMITS,
                NOTIFY_KEYSPACE_EVENTS,
                QUERY_BUFFER_LIMIT,
                PROTO_MAX_BULK_LEN));
    all.addAll(PersistenceDirectives.all());
    all.addAll(ObserveDirectives.all());
    ValueDirectives.LIMITS.forEach(limit -> all.add(limit.directive()));
    all.addAll(more);
    return Directives.of(all);
  }
}

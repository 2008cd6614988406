package io.vedette.node;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.node.persistence.aof.FsyncPolicy;
import io.vedette.node.persistence.save.SavePoints;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import java.util.List;

/** The directives about what a copy keeps on disk, with Redis's names and defaults. */
final class PersistenceDirectives {
  /** A name in {@code dir}, without a path. */
  static final Directive<String> DBFILENAME =
      Directive.text("dbfilename", "dump.rdb")
          .unless(
              name ->
                  name.isEmpty() || name.contains("/")
                      ? "dbfilename can't be a path, just a filename"
                      : null)
          .guarded();

  /** What nothing was said about; {@link ServerProcess} puts redis-server's default there. */
  private static final SavePoints UNSAID = new SavePoints(List.of());

  static final Directive<SavePoints> SAVE =
      Directive.of("save", new SavePointsType(UNSAID), UNSAID);
  static final Directive<Boolean> STOP_WRITES_ON_BGSAVE_ERROR =
      Directive.yesNo("stop-writes-on-bgsave-error", true);
  static final Directive<Boolean> RDBCHECKSUM = Directive.yesNo("rdbchecksum", true).immutable();
  static final Directive<Boolean> RDB_SAVE_INCREMENTAL_FSYNC =
      Directive.yesNo("rdb-save-incremental-fsync", true);
  static final Directive<Boolean> RDB_DEL_SYNC_FILES =
      Directive.yesNo("rdb-del-sync-files", false)
          .unless(
              on ->
                  on
                      ? "snapshots for replicas never touch the disk, so there are no files to"
                          + " delete"
                      : null);
  static final Directive<DebugAccess> ENABLE_PROTECTED_CONFIGS =
      Directive.choice("enable-protected-configs", DebugAccess.NO).immutable();

  static final Directive<Boolean> APPENDONLY = Directive.yesNo("appendonly", false);
  static final Directive<FsyncPolicy> APPENDFSYNC =
      Directive.choice("appendfsync", FsyncPolicy.EVERYSEC);
  static final Directive<String> APPENDFILENAME =
      Directive.text("appendfilename", "appendonly.aof")
          .immutable()
          .unless(
              name ->
                  name.isEmpty() || name.contains("/")
                      ? "appendfilename can't be a path, just a filename"
                      : null);
  static final Directive<String> APPENDDIRNAME =
      Directive.text("appenddirname", "appendonlydir")
          .immutable()
          .unless(
              name ->
                  name.isEmpty() || name.contains("/")
                      ? "appenddirname can't be a path, just a dirname"
                      : null);
  static final Directive<Boolean> NO_APPENDFSYNC_ON_REWRITE =
      Directive.yesNo("no-appendfsync-on-rewrite", false);
  static final Directive<Integer> AUTO_AOF_REWRITE_PERCENTAGE =
      Directive.integer("auto-aof-rewrite-percentage", 100, 0, Integer.MAX_VALUE);
  static final Directive<Long> AUTO_AOF_REWRITE_MIN_SIZE =
      Directive.memory("auto-aof-rewrite-min-size", 64L << 20, 0, Long.MAX_VALUE);
  static final Directive<Boolean> AOF_TIMESTAMP_ENABLED =
      Directive.yesNo("aof-timestamp-enabled", false);
  static final Directive<Boolean> AOF_LOAD_TRUNCATED = Directive.yesNo("aof-load-truncated", true);
  static final Directive<Boolean> AOF_USE_RDB_PREAMBLE =
      Directive.yesNo("aof-use-rdb-preamble", true)
          .unless(yes -> yes ? null : "the base of an append only file is always an RDB here");

  static final Directive<Integer> SHUTDOWN_TIMEOUT =
      Directive.integer("shutdown-timeout", 10, 0, Integer.MAX_VALUE / 1000);
  static final Directive<ShutdownRequest> SHUTDOWN_ON_SIGINT =
      Directive.of("shutdown-on-sigint", new ShutdownType(), ShutdownRequest.DEFAULT);
  static final Directive<ShutdownRequest> SHUTDOWN_ON_SIGTERM =
      Directive.of("shutdown-on-sigterm", new ShutdownType(), ShutdownRequest.DEFAULT);

  /** What a signal of this name, without SIG, asks for. */
  static ShutdownRequest onSignal(ConfigSet config, String name) {
    return config.get(name.equals("INT") ? SHUTDOWN_ON_SIGINT : SHUTDOWN_ON_SIGTERM);
  }

  private PersistenceDirectives() {}

  static List<Directive<?>> all() {
    return List.of(
        DBFILENAME,
        SAVE,
        STOP_WRITES_ON_BGSAVE_ERROR,
        RDBCHECKSUM,
        RDB_SAVE_INCREMENTAL_FSYNC,
        RDB_DEL_SYNC_FILES,
        ENABLE_PROTECTED_CONFIGS,
        SHUTDOWN_TIMEOUT,
        SHUTDOWN_ON_SIGINT,
        SHUTDOWN_ON_SIGTERM,
        APPENDONLY,
        APPENDFSYNC,
        APPENDFILENAME,
        APPENDDIRNAME,
        NO_APPENDFSYNC_ON_REWRITE,
        AUTO_AOF_REWRITE_PERCENTAGE,
        AUTO_AOF_REWRITE_MIN_SIZE,
        AOF_TIMESTAMP_ENABLED,
        AOF_LOAD_TRUNCATED,
        AOF_USE_RDB_PREAMBLE);
  }
}

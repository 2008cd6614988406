package io.vedette.node;

import io.vedette.node.command.server.DebugCommands;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.Reload;
import io.vedette.node.persistence.recovery.AofPlace;
import io.vedette.node.persistence.recovery.DataFiles;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.replication.Replication;
import io.vedette.node.shard.ShardClock;
import io.vedette.node.store.Keyspace;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DEBUG RELOAD and DEBUG LOADAOF of one copy. */
final class CopyReloads implements DebugCommands.Reloads {
  private static final Logger LOG = LoggerFactory.getLogger("Server");

  private final Path folder;
  private final CopySettings settings;
  private final Persistence persistence;
  private final Replication replication;
  private final Reload.Copy copy;

  /**
   * @param folder of the copy's files at its start, which its append-only file stays in
   */
  CopyReloads(
      Path folder,
      CopySettings settings,
      Persistence persistence,
      Replication replication,
      Keyspace keyspace,
      ShardClock clock) {
    this.folder = folder;
    this.settings = settings;
    this.persistence = persistence;
    this.replication = replication;
    this.copy =
        new Reload.Copy(
            replication::offset, clock::wallMs, keyspace::adopt, text -> LOG.info("{}", text));
  }

  @Override
  public String refusal(boolean appendOnly) {
    if (!replication.isMaster()) {
      return "ERR a replica's data are its master's: reload the master";
    }
    if (appendOnly && !persistence.aof().isEnabled()) {
      return "ERR there is no append only file to load: appendonly is no";
    }
    return null;
  }

  @Override
  public void snapshot(boolean save, Consumer<Optional<String>> done) {
    persistence
        .reload()
        .fromSnapshot(save, copy, () -> request(DataFiles.snapshot(settings.saves.path())), done);
  }

  @Override
  public void appendOnly(Consumer<Optional<String>> done) {
    Path rdb = settings.saves.path();
    Optional<AofPlace> place = CopyRecovery.aof(folder, settings.config()).map(AofPlace::inUse);
    persistence
        .reload()
        .fromAppendOnly(copy, () -> request(new DataFiles(rdb, place, false)), done);
  }

  private LoadRequest request(DataFiles files) {
    return CopyRecovery.request(files, settings.config(), false);
  }
}

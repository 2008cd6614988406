package io.vedette.node;

import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.aof.AofSettings;
import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.persistence.recovery.AofPlace;
import io.vedette.node.persistence.save.Saves;
import io.vedette.node.replication.Replication;
import io.vedette.node.shard.AofOfCopy;
import io.vedette.node.shard.HeldReplies;
import io.vedette.node.shard.ShardActor;
import io.vedette.node.shard.ShardClock;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the disk's part of one copy together. */
final class CopyPersistence {
  private static final Logger LOG = LoggerFactory.getLogger("Server");

  private CopyPersistence() {}

  /**
   * @param folder the copy's own
   * @param changes number of writes so far
   */
  static Persistence assemble(
      ShardActor.Ports ports,
      CopySettings settings,
      Path folder,
      KeyspaceSnapshots walks,
      Replication replication,
      HeldReplies held,
      LongSupplier changes,
      ShardClock clock) {
    AofSettings own = aofSettings(settings.config(), folder);
    Persistence persistence =
        new Persistence(
            ports.disk(),
            walks,
            settings.saves,
            new Saves.Copy(
                replication::identity,
                changes,
                clock::monotonicMs,
                clock::wallMs,
                text -> LOG.info("{}", text)),
            clock::monotonicNs,
            snapshots -> {
              AofOfCopy copy =
                  new AofOfCopy(own, replication, snapshots, ports.disk(), held, clock);
              return new AppendOnly(own, replication.log(), copy, copy, copy);
            },
            ports.resumeAll());
    settings.followSaves(persistence.saves());
    follow(settings, own, persistence.aof());
    replication.durableWaits().disk(persistence.aof());
    Optional<AofPlace> place = Optional.of(new AofPlace(own.folder, own.fileName, true));
    replication
        .replicas()
        .backlogFiles(() -> persistence.aof().isInForce() ? place : Optional.empty());
    return persistence;
  }

  private static AofSettings aofSettings(ConfigSet config, Path dir) {
    return new AofSettings(
        dir.resolve(config.get(PersistenceDirectives.APPENDDIRNAME)),
        config.get(PersistenceDirectives.APPENDFILENAME));
  }

  private static void follow(CopySettings settings, AofSettings own, AppendOnly aof) {
    settings.follow(PersistenceDirectives.APPENDONLY, value -> own.enabled = value);
    settings.follow(PersistenceDirectives.APPENDFSYNC, value -> own.policy = value);
    settings.follow(
        PersistenceDirectives.NO_APPENDFSYNC_ON_REWRITE, value -> own.restWhileSaving = value);
    settings.follow(
        PersistenceDirectives.AUTO_AOF_REWRITE_PERCENTAGE, value -> own.rewritePercentage = value);
    settings.follow(
        PersistenceDirectives.AUTO_AOF_REWRITE_MIN_SIZE, value -> own.rewriteMinBytes = value);
    settings.follow(PersistenceDirectives.AOF_TIMESTAMP_ENABLED, value -> own.timestamps = value);
    notice(settings, PersistenceDirectives.APPENDONLY, aof);
    notice(settings, PersistenceDirectives.APPENDFSYNC, aof);
  }

  private static <T> void notice(CopySettings settings, Directive<T> directive, AppendOnly aof) {
    settings.follow(directive, value -> aof.settingsChanged());
  }
}

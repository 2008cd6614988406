package io.vedette.node;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.command.pubsub.PubSub;
import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.node.persistence.recovery.AofPlace;
import io.vedette.node.persistence.recovery.DataFiles;
import io.vedette.node.persistence.recovery.IncrementExecutor;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.shard.ShardClock;
import io.vedette.node.shard.StreamExecutor;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.config.ConfigSet;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a copy loads before it serves, and with what. */
final class CopyRecovery {
  private static final Logger LOG = LoggerFactory.getLogger("Server");

  private CopyRecovery() {}

  /**
   * The load that a start begins with; empty if there is nothing to load.
   *
   * @param dir the copy's own folder
   * @param isMember whether sentinels decide the copy's role, later
   */
  static Optional<LoadRequest> files(Path dir, ConfigSet config, boolean isMember) {
    Path rdb = dir.resolve(config.get(PersistenceDirectives.DBFILENAME));
    DataFiles files = new DataFiles(rdb, aof(dir, config), isMember);
    if (files.leaveSnapshot()) {
      LOG.warn(
          "{} is not loaded: appendonly is yes, and there is no append only file. Start with"
              + " 'appendonly no' and say CONFIG SET appendonly yes to keep its data",
          rdb);
    }
    boolean isMaster = !isMember && config.get(ServerDirectives.REPLICAOF).isEmpty();
    return files.exist() ? Optional.of(request(files, config, isMaster)) : Optional.empty();
  }

  /** Where the copy's append-only file is; empty if it has none. */
  static Optional<AofPlace> aof(Path dir, ConfigSet config) {
    return config.get(PersistenceDirectives.APPENDONLY)
        ? Optional.of(
            new AofPlace(
                dir.resolve(config.get(PersistenceDirectives.APPENDDIRNAME)),
                config.get(PersistenceDirectives.APPENDFILENAME),
                config.get(PersistenceDirectives.AOF_LOAD_TRUNCATED)))
        : Optional.empty();
  }

  /**
   * A load of these files into a key space of its own.
   *
   * @param isMaster whether the copy itself decides that a key's time has passed
   */
  static LoadRequest request(DataFiles files, ConfigSet config, boolean isMaster) {
    return new LoadRequest(
        files,
        () -> ShardCopy.emptyKeyspace(config),
        CopyRecovery::executor,
        isMaster,
        ShardClock.SYSTEM::wallMs);
  }

  /** Handlers of its own: those of the copy belong to the shard's thread. */
  private static IncrementExecutor executor(Keyspace keyspace) {
    Commands commands = new Commands(CommandTable.standard());
    Types.register(commands);
    KeyCommands.register(commands);
    Server nobody = new NoClients();
    // The file is the replication stream, in which messages are as well.
    PubSubCommands.register(commands, new PubSub(nobody));
    return new StreamExecutor(keyspace, commands, nobody, ShardClock.SYSTEM);
  }

  private record NoClients() implements Server {
    @Override
    public void block(Session session) {
      throw new IllegalStateException("a file has nobody who could wait");
    }

    @Override
    public void unblock(Session session, byte[] reply) {
      throw new IllegalStateException("a file has nobody who waits");
    }

    @Override
    public Collection<Session> sessions() {
      return List.of();
    }

    @Override
    public void close(Session session) {
      // There is no connection.
    }

    @Override
    public void push(Session session, byte[] bytes, int offset, int length) {
      throw new IllegalStateException("a file has nobody who subscribed");
    }

    @Override
    public void suspected(Session session) {
      // Nobody sent this.
    }
  }
}

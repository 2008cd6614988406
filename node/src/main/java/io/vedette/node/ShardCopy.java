package io.vedette.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.server.EventLoops;
import io.vedette.node.server.ShardPort;
import io.vedette.node.shard.Clients;
import io.vedette.node.shard.CommandGate;
import io.vedette.node.shard.ControlOutbox;
import io.vedette.node.shard.ShardActor;
import io.vedette.node.shard.ShardClock;
import io.vedette.node.shard.ShardCore;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.string.StringCommands;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.topology.Endpoint;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;

/**
 * Puts one shard copy together: key space, commands, log, actor and port, all on one event loop.
 */
final class ShardCopy {
  private ShardCopy() {}

  /**
   * Starts a copy that listens on the given endpoint.
   *
   * @param loop index of its event loop
   * @throws Exception if the port cannot be bound
   */
  static ActorRef<ShardActor.Command> start(
      ActorContext<?> context, EventLoops loops, int loop, String name, Endpoint endpoint)
      throws Exception {
    Keyspace keyspace = new Keyspace(16, new SecureRandom(), (database, key) -> {});
    Commands commands = new Commands(CommandTable.standard());
    commands.register("ping", x -> x.reply().pong());
    StringCommands.register(commands);
    KeyCommands.register(commands);
    Clients clients = new Clients(10_000);
    ReplicationLog log = new ReplicationLog(ReplicationLog.DEFAULT_BACKLOG_BYTES, 0);
    ControlOutbox outbox = (sentinel, message) -> {};
    ShardCore core =
        new ShardCore(
            keyspace,
            commands,
            new CommandGate(commands),
            new LocalServer(clients),
            log,
            ShardClock.SYSTEM);
    ActorRef<ShardActor.Command> shard =
        context.spawn(
            ShardActor.create(core, clients, Optional.empty(), outbox, ShardClock.SYSTEM),
            name,
            DispatcherSelector.fromConfig(loops.dispatcher(loop)));
    new ShardPort(RespLimits.AUTHENTICATED)
        .bind(loops.transport(), loops.loop(loop), shard, endpoint.host(), endpoint.port(), 511);
    return shard;
  }

  private record LocalServer(Clients clients) implements Server {
    @Override
    public Collection<Session> sessions() {
      return clients.sessions();
    }

    @Override
    public void close(Session session) {
      session.link().close();
    }
  }
}

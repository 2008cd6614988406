package io.vedette.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.vedette.node.command.Authenticator;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Server;
import io.vedette.node.command.connection.ClientCommands;
import io.vedette.node.command.connection.ConnectionCommands;
import io.vedette.node.command.connection.LoginCommands;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.command.server.InfoSources;
import io.vedette.node.command.server.ProcessCommands;
import io.vedette.node.command.server.ProcessFacts;
import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.node.command.transaction.TransactionCommands;
import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.ops.JvmProcessFacts;
import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.PersistenceInfo;
import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.persistence.aof.AofCommands;
import io.vedette.node.persistence.aof.AofInfo;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.persistence.save.SaveCommands;
import io.vedette.node.persistence.snapshot.TemporaryFiles;
import io.vedette.node.replication.MasterInput;
import io.vedette.node.replication.MasterLink;
import io.vedette.node.replication.Replication;
import io.vedette.node.replication.ReplicationCommands;
import io.vedette.node.replication.ReplicationInfo;
import io.vedette.node.server.BindAddress;
import io.vedette.node.server.EventLoops;
import io.vedette.node.server.ShardPort;
import io.vedette.node.shard.BlockedServing;
import io.vedette.node.shard.Clients;
import io.vedette.node.shard.CommandGate;
import io.vedette.node.shard.ControlOutbox;
import io.vedette.node.shard.CopyControl;
import io.vedette.node.shard.CopyShutdown;
import io.vedette.node.shard.HeldReplies;
import io.vedette.node.shard.ProxyHandlers;
import io.vedette.node.shard.ReplicationOfCopy;
import io.vedette.node.shard.ServingState;
import io.vedette.node.shard.ShardActor;
import io.vedette.node.shard.ShardClock;
import io.vedette.node.shard.ShardCore;
import io.vedette.node.shard.Startup;
import io.vedette.node.shard.StreamExecutor;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.config.ConfigFile;
import io.vedette.protocol.config.ConfigSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one shard copy together: key space, commands, log, actor and port, all on one event loop.
 */
final class ShardCopy {
  private static final Logger LOG = LoggerFactory.getLogger("Server");

  private ShardCopy() {}

  /**
   * A copy's place in a cluster.
   *
   * @param sentinels how many there are
   */
  record Membership(String shard, NodeActor.Identity node, int sentinels, ControlOutbox outbox) {}

  /**
   * The process that copies live in.
   *
   * @param file that it was configured by
   * @param end what ends it
   */
  record Host(EventLoops loops, ConfigSet config, Optional<ConfigFile> file, ProcessEnd end) {}

  /**
   * Starts a copy that listens on the given addresses.
   *
   * @param loop index of its event loop
   * @param membership present where sentinels decide its role
   * @param serves told when the copy has loaded what its files hold; on its thread
   * @throws IOException if the port cannot be bound, or the folder of its files cannot be made
   */
  static ActorRef<ShardActor.Command> start(
      ActorContext<?> context,
      Host host,
      int loop,
      String name,
      List<String> bind,
      int port,
      Optional<Membership> membership,
      Runnable serves)
      throws IOException {
    EventLoops loops = host.loops();
    ConfigSet config = host.config();
    Path folder = folder(config, membership);
    TemporaryFiles.removeLeftovers(folder);
    Optional<LoadRequest> files = CopyRecovery.files(folder, config, membership.isPresent());
    CopySettings settings = new CopySettings(config, loops.executor(loop));
    settings.saves.folder = folder;
    settings.replication.listeningPort = port;
    ProcessFacts process =
        new JvmProcessFacts(
            loops.transport().label(), host.file().map(f -> f.path().toString()).orElse(""));
    ActorRef<ShardActor.Command> shard =
        context.spawn(
            ShardActor.create(
                loops.loop(loop),
                events ->
                    new MasterLink.Environment(
                        loops.transport(), loops.loop(loop), events, () -> snapshotTarget(config)),
                ports ->
                    assemble(ports, settings, host, folder, process, membership, files, serves)),
            name,
            DispatcherSelector.fromConfig(loops.dispatcher(loop)));
    ShardPort listener = new ShardPort(settings.port);
    listener.bind(
        loops.transport(),
        loops.loop(loop),
        shard,
        bind.stream().map(BindAddress::parse).toList(),
        port,
        config.get(CopyDirectives.TCP_BACKLOG));
    host.end().retires(shard, listener);
    return shard;
  }

  private static ShardActor.Parts assemble(
      ShardActor.Ports ports,
      CopySettings settings,
      Host host,
      Path folder,
      ProcessFacts process,
      Optional<Membership> membership,
      Optional<LoadRequest> files,
      Runnable serves) {
    settings.follow();
    ConfigSet config = host.config();
    SecureRandom random = new SecureRandom();
    ShardClock clock = ShardClock.SYSTEM;
    Keyspace keyspace = emptyKeyspace(config);
    ValueDirectives.LIMITS.forEach(limit -> limit.follow(settings, keyspace.limits()));
    Commands commands = new Commands(CommandTable.standard());
    Types.register(commands);
    KeyCommands.register(commands);
    CopyStats stats = new CopyStats(commands.table());
    Authenticator authenticator = new Authenticator();
    settings.follow(CopyDirectives.REQUIREPASS, authenticator::password);
    Clients clients = new Clients(settings.clients, authenticator, stats);
    CopyMessaging messaging = CopyMessaging.assemble(ports, settings, clients, commands, clock);
    messaging.follow(settings, keyspace, stats);
    Server server = messaging.server();
    String runId = ReplicationHistory.newId(random);
    KeyspaceSnapshots snapshots =
        new KeyspaceSnapshots(
            keyspace, () -> settings.replication.compressSnapshots, clock::wallMs);
    StreamExecutor stream = new StreamExecutor(keyspace, commands, server, clock);
    stream.events(messaging.events());
    Replication replication =
        new Replication(
            runId, settings.replication, keyspace, snapshots, stream, ports.replication(), random);
    settings.follow(CopyDirectives.REPL_BACKLOG_SIZE, bytes -> replication.backlogResized());
    Optional<CopyControl> control =
        membership.map(m -> control(m, runId, replication, settings, clock));
    ReplicationCommands.register(commands, replication, control.isPresent(), clock::monotonicMs);
    HeldReplies held =
        new HeldReplies(
            () -> control.isEmpty() || control.get().mayAcknowledge(clock.monotonicMs()),
            ports.resume());
    Persistence persistence =
        CopyPersistence.assemble(
            ports,
            settings,
            folder,
            snapshots,
            replication,
            held,
            () -> stats.changes() + stream.changes(),
            clock);
    AofCommands.register(commands, persistence.aof());
    SaveCommands.register(commands, persistence.saves());
    if (membership.isEmpty()) {
      settings.follow(ServerDirectives.DIR, path -> settings.saves.folder = path);
    }
    CopyShutdown shutdown =
        new CopyShutdown(
            replication,
            persistence,
            () -> config.get(PersistenceDirectives.SHUTDOWN_TIMEOUT) * 1000L,
            clock,
            text -> LOG.info("{}", text));
    CopyState state = new ServingState(replication, control, persistence, shutdown, clock);
    ConnectionCommands.register(commands, authenticator, messaging::reset);
    LoginCommands.register(commands, authenticator, state);
    ClientCommands.register(commands);
    TransactionCommands.register(commands);
    CommandGate gate =
        new CommandGate(commands, state, config.get(CopyDirectives.ENABLE_DEBUG_COMMAND));
    BlockedServing blocking =
        new BlockedServing(
            keyspace,
            commands,
            gate,
            state,
            server,
            clients,
            replication,
            stats,
            held,
            messaging.pushes(),
            messaging.events(),
            clock,
            ports.timer());
    replication.onMasterChange(master -> master.ifPresent(_ -> blocking.roleChanged()));
    control.ifPresent(
        c -> ProxyHandlers.register(commands, c, replication, blocking.proxied(), clock));
    ServerCommands.register(
        commands,
        config,
        host.file(),
        new InfoSources(
            process,
            stats,
            commands.table(),
            state,
            replication.runId(),
            settings.replication.listeningPort,
            () -> settings.clients.maxClients,
            () -> PersistenceInfo.fields(persistence, clock.monotonicMs()),
            () -> persistence.loading().infoFields(clock.wallMs()),
            () -> AofInfo.fields(persistence.aof(), clock.monotonicNs()),
            () -> ReplicationInfo.fields(replication, clock.monotonicMs()),
            () -> ReplicationInfo.counters(replication),
            messaging.pubSub()::infoFields,
            messaging.observation()::infoFields,
            () -> replication.log().offset() - replication.log().firstOffset(),
            () -> AofInfo.unwrittenBytes(persistence.aof()),
            blocking.clients()),
        new ShutdownsHere(host.end(), ports),
        new CopyReloads(folder, settings, persistence, replication, keyspace, clock));
    ShardCore core =
        new ShardCore(
            keyspace,
            commands,
            gate,
            state,
            server,
            replication,
            stats,
            held,
            messaging.pushes(),
            messaging.events(),
            messaging.observation(),
            messaging.pause(),
            blocking,
            clock);
    Runnable takeRole =
        () -> {
          if (membership.isEmpty()) {
            takeConfiguredRole(config, replication, clock);
          }
          serves.run();
        };
    Startup startup =
        new Startup(
            persistence, keyspace, replication, control, clock, new OwnHost(host, takeRole));
    ControlOutbox outbox = membership.map(Membership::outbox).orElse((sentinel, message) -> {});
    return new ShardActor.Parts(
        core, clients, replication, control, outbox, persistence, startup, shutdown, files, clock);
  }

  /** {@code replicaof}, from the start on; it shows and keeps what REPLICAOF says later. */
  private static void takeConfiguredRole(
      ConfigSet config, Replication replication, ShardClock clock) {
    config
        .get(ServerDirectives.REPLICAOF)
        .ifPresentOrElse(
            master -> replication.follow(master, 0, clock.monotonicMs()),
            replication::beMasterAgain);
    replication.onMasterChange(master -> config.put(ServerDirectives.REPLICAOF, master));
  }

  /** The folder of the copy's files, without what a crash left in it. */
  private static Path folder(ConfigSet config, Optional<Membership> membership) throws IOException {
    if (membership.isEmpty()) {
      return config.get(ServerDirectives.DIR);
    }
    Path ofNode = Path.of(config.get(NodeDirectives.DIR));
    return Files.createDirectories(ofNode.resolve(membership.get().shard()));
  }

  /** Tells of failures on the copy's thread. */
  private record ShutdownsHere(ProcessEnd end, ShardActor.Ports ports)
      implements ProcessCommands.Shutdowns {
    @Override
    public void request(ShutdownRequest request, Runnable failed) {
      end.request(request, () -> ports.shard().execute(failed));
    }

    @Override
    public boolean abort() {
      return end.abort();
    }
  }

  private record OwnHost(Host process, Runnable takeRole) implements Startup.Host {
    @Override
    public void serves() {
      takeRole.run();
    }

    @Override
    public void failed(String reason) {
      process.end().fail(reason);
    }

    @Override
    public void note(String text) {
      LOG.info("{}", text);
    }
  }

  private static CopyControl control(
      Membership membership,
      String runId,
      Replication replication,
      CopySettings settings,
      ShardClock clock) {
    NodeActor.Identity node = membership.node();
    CopyControl control =
        new CopyControl(
            node.control(),
            membership.shard(),
            node.name(),
            node.incarnation(),
            runId,
            membership.sentinels(),
            new ReplicationOfCopy(replication, clock));
    settings.follow(CopyDirectives.REPLICA_PRIORITY, control::priority);
    return control;
  }

  /** A key space as configured now; on any thread. */
  static Keyspace emptyKeyspace(ConfigSet config) {
    int databases = config.get(CopyDirectives.DATABASES);
    Keyspace keyspace = new Keyspace(databases, new SecureRandom(), (database, key) -> {});
    ValueDirectives.LIMITS.forEach(limit -> limit.apply(config, keyspace.limits()));
    return keyspace;
  }

  private static MasterInput.SnapshotTarget snapshotTarget(ConfigSet config) {
    Keyspace keyspace = emptyKeyspace(config);
    return new MasterInput.SnapshotTarget(keyspace, new SnapshotLoader(keyspace));
  }
}

package io.vedette.node;

import akka.actor.BootstrapSetup;
import akka.actor.CoordinatedShutdown;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vedette.node.proxy.ProxyActor;
import io.vedette.node.server.EventLoops;
import io.vedette.protocol.config.ConfigFile;
import io.vedette.protocol.config.ConfigReader;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.control.OwnedFolder;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Processors;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** A node of a cluster: hosts the copies that the sentinels' topology gives it. */
final class NodeProcess {
  private static final long SHUTDOWN_MS = 200;
  private static final long LEAVE_MS = 2_000;

  /** Copies give up their leases before anything else of the process goes. */
  private static final Config END =
      ConfigFactory.parseString("akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off");

  private NodeProcess() {}

  /**
   * Starts with {@code --config FILE}.
   *
   * @throws Exception if the configuration, the data directory or a port is refused; the message is
   *     for the operator
   */
  static void start(List<String> arguments) throws Exception {
    ConfigSet config = new ConfigSet(CopyDirectives.with(NodeDirectives.all()));
    Path file = configFile(arguments);
    config.load(ConfigReader.readFile(file));
    List<Endpoint> sentinels = NodeDirectives.sentinels(config);
    NodeActor.Identity identity = identity(config);
    OwnedFolder folder =
        OwnedFolder.claim(
            Path.of(config.get(NodeDirectives.DIR)),
            "node " + identity.name() + " of database " + identity.database());
    Optional<NodeProxy> proxy = NodeProxy.open(config, identity, sentinels);
    EventLoops loops =
        new EventLoops(
            Transport.best(),
            config.get(CopyDirectives.IO_THREADS),
            config.get(Processors.SERVER_CPULIST));
    Config akka =
        ControlPlane.config(
            identity.control().host(),
            config.get(CopyDirectives.BIND).getFirst(),
            identity.control().port(),
            proxy.isPresent()
                ? List.of(Role.NODE.actorName(), Role.PROXY.actorName())
                : List.of(Role.NODE.actorName()),
            sentinels.stream().map(Endpoint::toString).toList(),
            loops.dispatchers().withFallback(END));
    ProcessEnd end = new ProcessEnd();
    ShardCopy.Host host = new ShardCopy.Host(loops, config, Optional.of(new ConfigFile(file)), end);
    ActorSystem<Void> system =
        create(guardian(identity, sentinels, host, proxy), identity.control(), akka, loops);
    end.then(
        signal -> PersistenceDirectives.onSignal(config, signal),
        () -> {
          proxy.ifPresent(open -> open.port().close());
          leave(system);
          ended(loops, folder);
        });
  }

  private static ActorSystem<Void> create(
      Behavior<Void> guardian, Endpoint control, Config akka, EventLoops loops) throws IOException {
    try {
      return ActorSystem.create(
          guardian,
          ControlPlane.SYSTEM_NAME,
          ActorSystemSetup.create(BootstrapSetup.create(akka), loops));
    } catch (RuntimeException e) {
      throw ControlPlane.cannotListen(control, e);
    }
  }

  /** Tells the other members that this one goes; they manage if there is no time for it. */
  private static void leave(ActorSystem<Void> system) {
    try {
      CoordinatedShutdown.get(system)
          .runAll(CoordinatedShutdown.jvmExitReason())
          .toCompletableFuture()
          .get(LEAVE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LoggerFactory.getLogger("Node").warn("Left without a farewell: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The node's actor gave up, which the log explains: a node without copies is of no use. */
  private static Behavior<Void> fail(Terminated node) {
    Runtime.getRuntime().halt(1);
    return Behaviors.stopped();
  }

  private static void ended(EventLoops loops, OwnedFolder folder) {
    loops.shutDown(SHUTDOWN_MS);
    try {
      folder.close();
    } catch (IOException e) {
      LoggerFactory.getLogger("Node").warn("The data directory's lock: {}", e.getMessage());
    }
  }

  private static Path configFile(List<String> arguments) {
    if (arguments.size() != 2 || !arguments.get(0).equals("--config")) {
      throw new IllegalArgumentException("usage: vedette node --config FILE");
    }
    return Path.of(arguments.get(1));
  }

  private static NodeActor.Identity identity(ConfigSet config) throws Exception {
    String host =
        config.isDefault(NodeDirectives.ANNOUNCE)
            ? config.get(CopyDirectives.BIND).getFirst()
            : config.get(NodeDirectives.ANNOUNCE);
    return new NodeActor.Identity(
        new Endpoint(host, NodeDirectives.required(config, NodeDirectives.CONTROL_PORT)),
        config.get(NodeDirectives.DATABASE),
        NodeDirectives.required(config, NodeDirectives.NAME),
        new SecureRandom().nextLong(),
        host,
        NodeDirectives.required(config, NodeDirectives.PORT_BASE));
  }

  private static Behavior<Void> guardian(
      NodeActor.Identity identity,
      List<Endpoint> sentinels,
      ShardCopy.Host host,
      Optional<NodeProxy> proxy) {
    return Behaviors.setup(
        context -> {
          SentinelLink outbox = new SentinelLink(context.getSystem());
          NodeActor.CopyStarter starter =
              (parent, shard, index) ->
                  ShardCopy.start(
                      parent,
                      host,
                      index % host.loops().count(),
                      shard.name(),
                      host.config().get(CopyDirectives.BIND),
                      shard.copy(identity.name()).orElseThrow().endpoint().port(),
                      Optional.of(
                          new ShardCopy.Membership(
                              shard.name(), identity, sentinels.size(), outbox)),
                      () -> {});
          context.watch(
              context.spawn(NodeActor.create(identity, sentinels, starter), Role.NODE.actorName()));
          proxy.ifPresent(
              open ->
                  context.spawn(
                      ProxyActor.create(open.config(), open.port(), identity.incarnation()),
                      Role.PROXY.actorName()));
          return Behaviors.receive(Void.class)
              .onSignal(Terminated.class, NodeProcess::fail)
              .build();
        });
  }
}

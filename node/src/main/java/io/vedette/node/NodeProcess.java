package io.vedette.node;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import io.vedette.node.server.EventLoops;
import io.vedette.protocol.config.ConfigFile;
import io.vedette.protocol.config.ConfigReader;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.control.OwnedFolder;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A node of a cluster: hosts the copies that the sentinels' topology gives it. */
final class NodeProcess {
  private static final long SHUTDOWN_MS = 1_000;

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
            Path.of(config.get(CopyDirectives.DIR)),
            "node " + identity.name() + " of database " + identity.database());
    EventLoops loops = new EventLoops(Transport.best(), config.get(CopyDirectives.IO_THREADS));
    Config akka =
        ControlPlane.config(
            identity.control().host(),
            config.get(CopyDirectives.BIND).getFirst(),
            identity.control().port(),
            List.of(Role.NODE.actorName()),
            sentinels.stream().map(Endpoint::toString).toList(),
            loops.dispatchers());
    ActorSystem<Void> system =
        ActorSystem.create(
            guardian(identity, sentinels, loops, config, new ConfigFile(file)),
            ControlPlane.SYSTEM_NAME,
            ActorSystemSetup.create(BootstrapSetup.create(akka), loops));
    system.getWhenTerminated().thenRun(() -> ended(loops, folder));
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
      EventLoops loops,
      ConfigSet config,
      ConfigFile file) {
    return Behaviors.setup(
        context -> {
          SentinelLink outbox = new SentinelLink(context.getSystem());
          NodeActor.CopyStarter starter =
              (parent, shard, index) ->
                  ShardCopy.start(
                      parent,
                      loops,
                      index % loops.count(),
                      shard.name(),
                      shard.copy(identity.name()).orElseThrow().endpoint(),
                      config,
                      Optional.of(file),
                      Optional.of(
                          new ShardCopy.Membership(
                              shard.name(), identity, sentinels.size(), outbox)));
          context.spawn(NodeActor.create(identity, sentinels, starter), Role.NODE.actorName());
          return Behaviors.empty();
        });
  }
}

package io.vedette.node;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vedette.node.server.EventLoops;
import io.vedette.protocol.config.CommandLine;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigFile;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
import java.util.List;
import java.util.Optional;

/** One shard copy alone: what {@code redis-server} is, without cluster or sentinels. */
final class ServerProcess {
  private static final Config AKKA =
      ConfigFactory.parseString(
          """
          akka.loggers = ["akka.event.slf4j.Slf4jLogger"]
          akka.logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
          akka.stdout-loglevel = "WARNING"
          akka.actor.allow-java-serialization = off
          """);

  private ServerProcess() {}

  /**
   * Starts with a command line as redis-server takes it.
   *
   * @throws ConfigException if the configuration is refused; the message is for the operator
   */
  static void start(String[] args) throws ConfigException {
    CommandLine line = CommandLine.parse(List.of(args));
    ConfigSet config = new ConfigSet(CopyDirectives.with(List.of()));
    config.load(line.read(System.in));
    EventLoops loops = new EventLoops(Transport.best(), config.get(CopyDirectives.IO_THREADS));
    Config akka = loops.dispatchers().withFallback(AKKA).withFallback(ConfigFactory.load());
    ActorSystem.create(
        guardian(loops, config, line.file().map(ConfigFile::new)),
        ControlPlane.SYSTEM_NAME,
        ActorSystemSetup.create(BootstrapSetup.create(akka), loops));
  }

  private static Behavior<Void> guardian(
      EventLoops loops, ConfigSet config, Optional<ConfigFile> file) {
    return Behaviors.setup(
        context -> {
          String host = config.get(CopyDirectives.BIND).getFirst();
          Endpoint endpoint = new Endpoint(host, config.get(CopyDirectives.PORT));
          System.out.println("pid " + ProcessHandle.current().pid());
          ShardCopy.start(context, loops, 0, "shard", endpoint, config, file, Optional.empty());
          System.out.println("Server initialized");
          System.out.println("Ready to accept connections");
          return Behaviors.empty();
        });
  }
}

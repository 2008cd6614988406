package io.vedette.node;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vedette.node.server.EventLoops;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
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

  static void start(String[] args) {
    EventLoops loops = new EventLoops(Transport.best(), 1);
    Config config = loops.dispatchers().withFallback(AKKA).withFallback(ConfigFactory.load());
    ActorSystem.create(
        guardian(loops, new Endpoint("127.0.0.1", Integer.parseInt(args[0]))),
        ControlPlane.SYSTEM_NAME,
        ActorSystemSetup.create(BootstrapSetup.create(config), loops));
  }

  private static Behavior<Void> guardian(EventLoops loops, Endpoint endpoint) {
    return Behaviors.setup(
        context -> {
          ShardCopy.start(context, loops, 0, "shard", endpoint, Optional.empty());
          System.out.println("Ready to accept connections");
          return Behaviors.empty();
        });
  }
}

package io.vedette.node;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vedette.node.command.RedisVersion;
import io.vedette.node.ops.ServerLog;
import io.vedette.node.persistence.save.SavePoints;
import io.vedette.node.server.EventLoops;
import io.vedette.protocol.config.CommandLine;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigFile;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.transport.Processors;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shard copy alone: what {@code redis-server} is, without cluster or sentinels. */
final class ServerProcess {
  /** As redis-server: all addresses, guarded by {@code protected-mode}. */
  private static final List<String> BIND = List.of("*", "-::*");

  private static final Config AKKA =
      ConfigFactory.parseString(
          """
          akka.loggers = ["akka.event.slf4j.Slf4jLogger"]
          akka.logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
          akka.stdout-loglevel = "WARNING"
          akka.logger-startup-timeout = 60s
          akka.actor.allow-java-serialization = off
          akka.actor.default-dispatcher.fork-join-executor.parallelism-max = 2
          akka.actor.internal-dispatcher.fork-join-executor {
            parallelism-min = 1
            parallelism-max = 2
          }
          akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
          akka.java-flight-recorder.enabled = off
          """);

  private ServerProcess() {}

  /**
   * Starts with a command line as redis-server takes it; returns when the copy serves.
   *
   * @throws Exception if the configuration, a file or the port is refused; the message is for the
   *     operator
   */
  static void start(List<String> arguments) throws Exception {
    CommandLine line = CommandLine.parse(arguments);
    ConfigSet config = new ConfigSet(CopyDirectives.with(ServerDirectives.all()));
    config.put(CopyDirectives.BIND, BIND);
    config.load(line.read(System.in));
    if (!config.isGiven(PersistenceDirectives.SAVE)) {
      config.put(PersistenceDirectives.SAVE, SavePoints.REDIS_DEFAULT);
    }
    prepare(config);
    Logger log = LoggerFactory.getLogger("Server");
    log.info(
        "Vedette is starting: Redis version={}, bits=64, pid={}, just started",
        RedisVersion.REPORTED,
        ProcessHandle.current().pid());
    EventLoops loops =
        new EventLoops(
            Transport.best(),
            config.get(CopyDirectives.IO_THREADS),
            config.get(Processors.SERVER_CPULIST));
    ProcessEnd end = new ProcessEnd();
    Optional<ConfigFile> file = line.file().map(ConfigFile::new);
    CountDownLatch serves = new CountDownLatch(1);
    run(new ShardCopy.Host(loops, config, file, end), serves::countDown);
    Path pidFile = writePid(config.get(ServerDirectives.PIDFILE));
    end.then(
        signal -> PersistenceDirectives.onSignal(config, signal),
        () -> {
          log.info("Vedette is now ready to exit, bye bye...");
          delete(pidFile);
        });
    log.info("Running mode=standalone, port={}.", config.get(CopyDirectives.PORT));
    log.info("Server initialized");
    serves.await();
    log.info("Ready to accept connections");
  }

  private static void prepare(ConfigSet config) throws ConfigException, IOException {
    ServerLog.install();
    ServerLog.level(config.get(ServerDirectives.LOGLEVEL));
    config.onChange(ServerDirectives.LOGLEVEL, ServerLog::level);
    if (!config.get(ServerDirectives.LOGFILE).isEmpty()) {
      try {
        ServerLog.toFile(config.get(ServerDirectives.LOGFILE));
      } catch (IOException e) {
        throw new ConfigException("can't open the log file: " + e.getMessage());
      }
    }
  }

  /** Answers the file, null if none is wanted. */
  private static Path writePid(String name) throws ConfigException {
    if (name.isEmpty()) {
      return null;
    }
    Path pidFile = Path.of(name);
    try {
      return Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
    } catch (IOException e) {
      throw new ConfigException("can't write the pid file: " + e.getMessage());
    }
  }

  private static void run(ShardCopy.Host host, Runnable serves) throws Exception {
    CompletableFuture<Void> started = new CompletableFuture<>();
    Config akka = host.loops().dispatchers().withFallback(AKKA).withFallback(ConfigFactory.load());
    ActorSystem.create(
        guardian(host, serves, started),
        ControlPlane.SYSTEM_NAME,
        ActorSystemSetup.create(BootstrapSetup.create(akka), host.loops()));
    try {
      started.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Behavior<Void> guardian(
      ShardCopy.Host host, Runnable serves, CompletableFuture<Void> started) {
    return Behaviors.setup(
        context -> {
          try {
            ShardCopy.start(
                context,
                host,
                0,
                "shard",
                host.config().get(CopyDirectives.BIND),
                host.config().get(CopyDirectives.PORT),
                Optional.empty(),
                serves);
            started.complete(null);
          } catch (IOException e) {
            started.completeExceptionally(e);
          }
          return Behaviors.empty();
        });
  }

  private static void delete(Path pidFile) {
    try {
      if (pidFile != null) {
        Files.deleteIfExists(pidFile);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger("Server").warn("The pid file stays: {}", e.getMessage());
    }
  }
}

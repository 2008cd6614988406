package io.vedette.node.proxy;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.control.ControlPlane;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** Starts a proxy process: its port, and its actor on the control plane. */
public final class ProxyGuardian {
  private static final int RUN_ID_BYTES = 20;

  private ProxyGuardian() {}

  /**
   * Starts with {@code --config FILE [--directive value]...}; the process then runs until SIGTERM.
   *
   * @throws ConfigException if the configuration is refused, with file, line and reason
   * @throws IOException if a port cannot be bound
   */
  public static ActorSystem<Void> start(List<String> arguments)
      throws ConfigException, IOException {
    ConfigSet values = ProxyDirectives.parse(arguments);
    ProxyConfig config = ProxyDirectives.config(values);
    ProxyPort port = open(config, ProxyDirectives.shown(values));
    ActorSystem<Void> system = createSystem(config, port);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(),
            "close-proxy-port",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      port.close();
                      return Done.getInstance();
                    }));
    LoggerFactory.getLogger("Proxy")
        .info(
            "{} of database {} listens on {} port {}, control {}",
            config.name(),
            config.database(),
            String.join(" ", config.bind()),
            port.port(),
            config.control());
    return system;
  }

  /**
   * Opens a proxy's port, for a {@link ProxyActor} to be told of.
   *
   * @param shown its settings as CONFIG GET shows them
   * @throws IOException if it cannot be bound
   */
  public static ProxyPort open(ProxyConfig config, Map<String, String> shown) throws IOException {
    byte[] runId = new byte[RUN_ID_BYTES];
    new SecureRandom().nextBytes(runId);
    try {
      return ProxyPort.open(config, shown, HexFormat.of().formatHex(runId), true);
    } catch (Exception e) {
      throw new IOException(
          "cannot listen on " + config.bind() + " port " + config.port() + ": " + e.getMessage(),
          e);
    }
  }

  private static ActorSystem<Void> createSystem(ProxyConfig config, ProxyPort port)
      throws IOException {
    try {
      return ActorSystem.create(
          guardian(config, port, new SecureRandom().nextLong()),
          ControlPlane.SYSTEM_NAME,
          ControlPlane.config(
              config.control().host(),
              config.bind().getFirst(),
              config.control().port(),
              List.of(ControlPlane.PROXY_ACTOR),
              config.sentinels().stream().map(Object::toString).toList(),
              ConfigFactory.empty()));
    } catch (RuntimeException e) {
      port.close();
      throw ControlPlane.cannotListen(config.control(), e);
    }
  }

  private static Behavior<Void> guardian(ProxyConfig config, ProxyPort port, long incarnation) {
    return Behaviors.setup(
        context -> {
          context.spawn(ProxyActor.create(config, port, incarnation), ControlPlane.PROXY_ACTOR);
          return Behaviors.empty();
        });
  }
}

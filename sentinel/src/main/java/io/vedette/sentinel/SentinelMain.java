package io.vedette.sentinel;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.netty.channel.EventLoopGroup;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.control.OwnedFolder;
import io.vedette.protocol.transport.Transport;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.journal.DurableFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;

/** Entry point of a sentinel process: {@code --config FILE [--directive value]...}. */
public final class SentinelMain {
  private static final String ID_FILE = "sentinel-id";
  private static final int ID_BYTES = 20;

  private SentinelMain() {}

  /**
   * Runs until SIGTERM or SHUTDOWN; ends with status 1 and a line on standard error if it cannot.
   */
  public static void main(String[] args) {
    ActorSystem<Void> system = null;
    try {
      system = start(SentinelSettings.parse(Arrays.asList(args)));
    } catch (ConfigException | IOException e) {
      fail(e.getMessage());
    }
    system.getWhenTerminated().toCompletableFuture().join();
    // Also reached on the way out after SIGTERM, where the status is the signal's.
    System.exit(wasAsked(system) ? 0 : 1);
  }

  /** Whether SHUTDOWN or a signal ended the process, and not a failure. */
  private static boolean wasAsked(ActorSystem<?> system) {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason == CoordinatedShutdown.jvmExitReason())
        .isPresent();
  }

  private static void fail(String reason) {
    System.err.println("vedette sentinel: " + reason);
    System.exit(1);
  }

  private static ActorSystem<Void> start(SentinelSettings settings)
      throws ConfigException, IOException {
    long incarnation = new SecureRandom().nextLong();
    long pid = ProcessHandle.current().pid();
    settings.core("0".repeat(2 * ID_BYTES), incarnation, pid);
    OwnedFolder folder = OwnedFolder.claim(settings.dir(), settings.owner());
    SentinelConfig config = settings.core(id(folder.path()), incarnation, pid);
    Transport transport = Transport.NIO;
    EventLoopGroup loops = transport.newEventLoops(1, "api");
    CompletableFuture<LedgerState> ready = new CompletableFuture<>();
    ActorSystem<Void> system =
        createSystem(settings, config, ready, loops, transport, folder.path());
    try {
      LedgerState state = ready.join();
      LoggerFactory.getLogger("Sentinel")
          .info(
              "{} of database {} is ready: API {}, control {}, epoch {}, pid {}, {} ms",
              config.name(),
              config.database(),
              config.api(),
              config.control(),
              state.epoch(),
              pid,
              millisSinceStart());
    } catch (CompletionException e) {
      throw new IOException(reason(e), e);
    }
    return system;
  }

  private static ActorSystem<Void> createSystem(
      SentinelSettings settings,
      SentinelConfig config,
      CompletableFuture<LedgerState> ready,
      EventLoopGroup loops,
      Transport transport,
      Path dir)
      throws IOException {
    try {
      return ActorSystem.create(
          SentinelGuardian.create(settings, config, loops.next().next(), transport, ready),
          ControlPlane.SYSTEM_NAME,
          ControlPlane.config(
              config.control().host(),
              settings.get(SentinelSettings.BIND).getFirst(),
              config.control().port(),
              List.of(ControlPlane.SENTINEL_ACTOR),
              settings.get(SentinelSettings.SENTINELS),
              SentinelPersistence.config(dir)));
    } catch (RuntimeException e) {
      throw ControlPlane.cannotListen(config.control(), e);
    }
  }

  /** The sentinel's id: made at its first start, kept in its directory. */
  private static String id(Path dir) throws IOException {
    Path file = dir.resolve(ID_FILE);
    if (Files.exists(file)) {
      String id = Files.readString(file).strip();
      if (!id.matches("[0-9a-f]{" + 2 * ID_BYTES + "}")) {
        throw new IOException(file + " does not hold a sentinel's id");
      }
      return id;
    }
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    DurableFolder.open(dir)
        .replace(file, ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.US_ASCII)));
    return id;
  }

  /** What a person can act upon: the first failed access to a file or port, else the root. */
  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return cause.getMessage();
      }
    }
    return rootMessage(failure);
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static long millisSinceStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> System.currentTimeMillis() - start.toEpochMilli())
        .orElse(0L);
  }
}

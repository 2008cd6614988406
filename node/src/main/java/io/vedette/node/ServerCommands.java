package io.vedette.node;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.server.CommandCommands;
import io.vedette.node.command.server.ConfigCommands;
import io.vedette.node.command.server.DebugCommands;
import io.vedette.node.command.server.InfoCommand;
import io.vedette.node.command.server.InfoSources;
import io.vedette.node.command.server.LolwutCommand;
import io.vedette.node.command.server.MemoryCommands;
import io.vedette.node.command.server.ProcessCommands;
import io.vedette.node.type.Types;
import io.vedette.protocol.config.ConfigFile;
import io.vedette.protocol.config.ConfigSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Gives the commands about the server the clock, the file and the process that they act on. */
final class ServerCommands {
  private ServerCommands() {}

  static void register(
      Commands commands,
      ConfigSet config,
      Optional<ConfigFile> file,
      InfoSources sources,
      ProcessCommands.Shutdowns shutdown,
      DebugCommands.Reloads reloads) {
    CommandCommands.register(commands);
    InfoCommand.register(commands, sources);
    MemoryCommands.register(commands, sources);
    LolwutCommand.register(commands);
    ConfigCommands.register(
        commands,
        config,
        config.get(PersistenceDirectives.ENABLE_PROTECTED_CONFIGS),
        () -> rewrite(config, file),
        sources.stats());
    DebugCommands.register(commands, ServerCommands::sleep, reloads, Types::value);
    ProcessCommands.register(commands, ServerCommands::microseconds, shutdown);
  }

  private static void rewrite(ConfigSet config, Optional<ConfigFile> file) {
    if (file.isEmpty()) {
      throw new CommandError("ERR The server is running without a config file");
    }
    try {
      file.get().rewrite(config);
    } catch (IOException e) {
      throw new CommandError("ERR Rewriting config file: " + e.getMessage());
    }
  }

  /** DEBUG SLEEP is meant to stop the event loop: it stands in for a copy that hangs. */
  private static void sleep(long milliseconds) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long microseconds() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }
}

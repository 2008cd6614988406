package io.vedette.node.proxy;

import io.vedette.protocol.command.AbsentCommands;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Redis's words for commands that are not as they should be, and ours for those it alone has. */
final class CommandErrors {
  private static final int MAX_SHOWN = 128;

  private CommandErrors() {}

  static String unknownCommand(CommandBatch batch, int command) {
    String absent = AbsentCommands.refusal(batch, command);
    if (absent != null) {
      return absent;
    }
    StringBuilder arguments = new StringBuilder();
    for (int i = 1; i < batch.argumentCount(command) && arguments.length() < MAX_SHOWN; i++) {
      String argument = text(batch, command, i, MAX_SHOWN - arguments.length());
      arguments.append('\'').append(argument).append("' ");
    }
    return "ERR unknown command '"
        + text(batch, command, 0, MAX_SHOWN)
        + "', with args beginning with: "
        + arguments;
  }

  static String unknownSubcommand(CommandBatch batch, int command) {
    String absent = AbsentCommands.refusal(batch, command);
    if (absent != null) {
      return absent;
    }
    return "ERR unknown subcommand '"
        + text(batch, command, 1, MAX_SHOWN)
        + "'. Try "
        + text(batch, command, 0, MAX_SHOWN).toUpperCase(Locale.ROOT)
        + " HELP.";
  }

  static String wrongArity(CommandSpec spec) {
    return "ERR wrong number of arguments for '" + spec.name() + "' command";
  }

  static String impossible(CommandSpec spec) {
    return "ERR "
        + spec.name().toUpperCase(Locale.ROOT).replace('|', ' ')
        + " is not possible through the proxy";
  }

  static String text(CommandBatch batch, int command, int argument, int maxBytes) {
    return new String(
        batch.bytes(),
        batch.offset(command, argument),
        Math.min(maxBytes, batch.length(command, argument)),
        StandardCharsets.UTF_8);
  }
}

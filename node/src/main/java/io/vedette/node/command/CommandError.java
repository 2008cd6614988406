package io.vedette.node.command;

import io.vedette.protocol.command.CommandSpec;
import java.util.Locale;

/**
 * An error reply as an exception, its code word first. Without a stack trace: it is an answer to a
 * client, not a fault of the program.
 */
public final class CommandError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final CommandError SYNTAX = new CommandError("ERR syntax error");
  public static final CommandError NOT_AN_INTEGER =
      new CommandError("ERR value is not an integer or out of range");
  public static final CommandError NOT_A_FLOAT = new CommandError("ERR value is not a valid float");
  public static final CommandError WRONG_TYPE =
      new CommandError("WRONGTYPE Operation against a key holding the wrong kind of value");
  public static final CommandError NO_SUCH_KEY = new CommandError("ERR no such key");

  public CommandError(String codeAndText) {
    super(codeAndText, null, false, false);
  }

  public static CommandError wrongArity(String lowerCaseName) {
    return new CommandError("ERR wrong number of arguments for '" + lowerCaseName + "' command");
  }

  /** For arguments that a subcommand has no use for, though their number is not the lowest. */
  public static CommandError subcommandSyntax(Execution x) {
    CommandSpec container = x.spec().container() == null ? x.spec() : x.spec().container();
    return new CommandError(
        "ERR unknown subcommand or wrong number of arguments for '%s'. Try %s HELP."
            .formatted(x.text(1), container.name().toUpperCase(Locale.ROOT)));
  }
}

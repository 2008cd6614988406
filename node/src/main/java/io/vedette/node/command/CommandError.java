package io.vedette.node.command;

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
}

package io.vedette.node.command;

import io.vedette.protocol.resp.HelpReply;

/** The answer of a HELP subcommand: lines of a status array under Redis's usual heading. */
public final class HelpText {
  private HelpText() {}

  /** A handler that answers the given lines for the container that it is called of. */
  public static CommandHandler handler(String... lines) {
    return x -> reply(x, x.spec().container().name(), lines);
  }

  /** Answers the lines for the command of this name. */
  public static void reply(Execution x, String name, String... lines) {
    HelpReply.write(x.reply(), name, lines);
  }
}

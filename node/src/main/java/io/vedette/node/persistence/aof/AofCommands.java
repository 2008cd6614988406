package io.vedette.node.persistence.aof;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** BGREWRITEAOF. */
public final class AofCommands {
  private final AppendOnly aof;

  private AofCommands(AppendOnly aof) {
    this.aof = aof;
  }

  /** Adds the handler. */
  public static void register(Commands commands, AppendOnly aof) {
    commands.register("bgrewriteaof", new AofCommands(aof)::rewrite);
  }

  private void rewrite(Execution x) {
    if (!aof.isEnabled()) {
      throw new CommandError(
          "ERR There is no append only file to rewrite: CONFIG SET appendonly yes makes one");
    }
    // The first base of a fresh AOF is nobody's rewrite: a request waits for it.
    if (aof.rewrite().isShown()) {
      throw new CommandError("ERR Background append only file rewriting already in progress");
    }
    x.reply()
        .simple(
            aof.requestRewrite()
                ? "Background append only file rewriting started"
                : "Background append only file rewriting scheduled");
  }
}

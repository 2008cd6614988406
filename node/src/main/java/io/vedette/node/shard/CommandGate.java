package io.vedette.node.shard;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.DebugAccess;
import io.vedette.node.command.Session;
import io.vedette.node.command.Transaction;
import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.protocol.command.AbsentCommands;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What must hold before a command is executed or queued, checked in Redis's order: it exists, its
 * arity fits, DEBUG is allowed, the client has authenticated, a transaction may hold it, the copy
 * accepts writes, its data may be served, it is loaded.
 */
public final class CommandGate {
  private static final int SHOWN_BYTES = 128;
  private static final String NOAUTH = "NOAUTH Authentication required.";
  private static final String NO_MULTI = "ERR Command not allowed inside a transaction";
  private static final String LOADING = "LOADING Redis is loading the dataset in memory";

  /** Whoever watches over a copy shall hear of a disk that fails. */
  private static final String PING = "ping";

  private static final String PROTECTED =
      "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you"
          + " can run it from a local connection, otherwise you need to set this option in the"
          + " configuration file, and then restart the server.";

  private final Commands commands;
  private final CopyState copy;
  private final DebugAccess debugAccess;

  /** Checks commands for one copy. */
  public CommandGate(Commands commands, CopyState copy, DebugAccess debugAccess) {
    this.commands = commands;
    this.copy = copy;
    this.debugAccess = debugAccess;
  }

  /** The error, code word first, that refuses the command, or null if it may run. */
  public String refusal(CommandSpec spec, Session session, CommandBatch batch, int command) {
    int arguments = batch.argumentCount(command);
    if (spec == null) {
      return unknownCommand(batch, command);
    }
    if (session.proxy() != null && session.proxy().mustShakeHands(spec)) {
      return session.proxy().stale();
    }
    if (!spec.accepts(arguments)) {
      return "ERR wrong number of arguments for '" + spec.name() + "' command";
    }
    if (arguments > 1 && spec.isContainer()) {
      return unknownSubcommand(spec, batch, command);
    }
    if (commands.handler(spec) == null) {
      return unknownCommand(batch, command);
    }
    if (spec.has(CommandFlag.PROTECTED) && !debugAccess.allows(session)) {
      return PROTECTED;
    }
    if (!session.authenticated() && !spec.has(CommandFlag.NO_AUTH)) {
      return NOAUTH;
    }
    Transaction transaction = session.transaction();
    if (transaction != null && spec.has(CommandFlag.NO_MULTI)) {
      return NO_MULTI;
    }
    return session.kind() == ClientKind.MASTER ? null : refusalByCopy(spec, session, transaction);
  }

  private String refusalByCopy(CommandSpec spec, Session session, Transaction transaction) {
    // EXEC does what was queued.
    Transaction executed =
        transaction != null && spec.name().equals(Transaction.EXEC) ? transaction : null;
    boolean writes = spec.isWrite() || executed != null && executed.writes();
    String diskRefusal = copy.diskRefusal();
    if (diskRefusal != null && (writes || spec.name().equals(PING))) {
      return diskRefusal;
    }
    if (writes) {
      String refusal = copy.writeRefusal();
      if (refusal != null) {
        return refusal;
      }
    }
    if (spec.has(CommandFlag.PUBLISHES) || executed != null && executed.publishes()) {
      String refusal = copy.publishRefusal();
      if (refusal != null) {
        return refusal;
      }
    }
    if (session.kind() == ClientKind.PUBSUB) {
      String refusal = PubSubCommands.refusal(spec, session);
      if (refusal != null) {
        return refusal;
      }
    }
    if (!spec.has(CommandFlag.STALE) || executed != null && !executed.allHave(CommandFlag.STALE)) {
      String refusal = copy.readRefusal();
      if (refusal != null) {
        return refusal;
      }
    }
    if (!copy.isLoading()) {
      return null;
    }
    boolean allowed =
        spec.has(CommandFlag.LOADING)
            && (executed == null || executed.allHave(CommandFlag.LOADING));
    return allowed ? null : LOADING;
  }

  private static String unknownSubcommand(CommandSpec container, CommandBatch batch, int command) {
    String absent = AbsentCommands.refusal(batch, command);
    return absent != null
        ? absent
        : "ERR unknown subcommand '%s'. Try %s HELP."
            .formatted(shown(batch, command, 1), container.name().toUpperCase(Locale.ROOT));
  }

  private static String unknownCommand(CommandBatch batch, int command) {
    String absent = AbsentCommands.refusal(batch, command);
    if (absent != null) {
      return absent;
    }
    StringBuilder text = new StringBuilder("ERR unknown command '");
    text.append(shown(batch, command, 0)).append("', with args beginning with: ");
    int shownBytes = 0;
    for (int i = 1; i < batch.argumentCount(command) && shownBytes < SHOWN_BYTES; i++) {
      int from = batch.offset(command, i);
      int length = Math.min(batch.length(command, i), SHOWN_BYTES - shownBytes);
      String argument = new String(batch.bytes(), from, length, StandardCharsets.UTF_8);
      text.append('\'').append(argument).append("' ");
      shownBytes += length + 3;
    }
    return text.toString();
  }

  private static String shown(CommandBatch batch, int command, int argument) {
    int length = Math.min(batch.length(command, argument), SHOWN_BYTES);
    return new String(
        batch.bytes(), batch.offset(command, argument), length, StandardCharsets.UTF_8);
  }
}

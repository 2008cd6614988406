package io.vedette.node.command.transaction;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Session;
import io.vedette.node.command.Transaction;
import io.vedette.protocol.command.CommandSpec;
import java.util.Set;

/** Begins, executes and drops transactions, and says what a refused command does to one. */
public final class TransactionCommands {
  private static final String EXEC = Transaction.EXEC;
  private static final String GENERAL_CODE = "ERR ";

  /** Commands that a transaction does not queue. */
  private static final Set<String> AT_ONCE =
      Set.of(EXEC, "discard", "multi", "watch", "quit", "reset");

  private TransactionCommands() {}

  /** Adds the handlers. */
  public static void register(Commands commands) {
    commands
        .register("multi", TransactionCommands::multi)
        .register(EXEC, TransactionCommands::exec)
        .register("discard", TransactionCommands::discard)
        .register("watch", TransactionCommands::watch)
        .register("unwatch", TransactionCommands::unwatch);
  }

  /** Whether the command is executed even between MULTI and EXEC. */
  public static boolean runsAtOnce(CommandSpec spec) {
    return AT_ONCE.contains(spec.name());
  }

  /**
   * Notes that a command was refused: a transaction is then lost. Answers the error to send.
   *
   * @param spec what was refused, null if unknown
   * @param error code word first
   */
  public static String refused(CommandSpec spec, Session session, String error) {
    Transaction transaction = session.transaction();
    if (spec != null && spec.name().equals(EXEC)) {
      end(session);
      String reason = error.startsWith(GENERAL_CODE) ? error.substring(4) : error;
      return "EXECABORT Transaction discarded because of: " + reason;
    }
    if (transaction != null) {
      transaction.abort();
    }
    return error;
  }

  private static void multi(Execution x) {
    if (x.session().transaction() != null) {
      throw new CommandError("ERR MULTI calls can not be nested");
    }
    x.session().transaction(new Transaction());
    x.reply().ok();
  }

  private static void exec(Execution x) {
    Session session = x.session();
    Transaction transaction = session.transaction();
    if (transaction == null) {
      throw new CommandError("ERR EXEC without MULTI");
    }
    boolean broken = session.watches().isBroken();
    end(session);
    if (transaction.isAborted()) {
      throw new CommandError("EXECABORT Transaction discarded because of previous errors.");
    }
    if (broken) {
      x.reply().nullArray();
    } else {
      x.transactions().run(transaction);
    }
  }

  private static void discard(Execution x) {
    if (x.session().transaction() == null) {
      throw new CommandError("ERR DISCARD without MULTI");
    }
    end(x.session());
    x.reply().ok();
  }

  private static void watch(Execution x) {
    if (x.session().transaction() != null) {
      throw new CommandError("ERR WATCH inside MULTI is not allowed");
    }
    // Once a watched key has changed, EXEC fails whatever else is watched.
    if (!x.session().watches().isBroken()) {
      for (int i = 1; i < x.argumentCount(); i++) {
        x.session().watches().add(x.db(), x.copy(i));
      }
    }
    x.reply().ok();
  }

  private static void unwatch(Execution x) {
    x.session().watches().clear();
    x.reply().ok();
  }

  private static void end(Session session) {
    session.transaction(null);
    session.watches().clear();
  }
}

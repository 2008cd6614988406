package io.vedette.node.command.connection;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.ReplyMode;
import io.vedette.node.command.Session;
import java.util.function.Consumer;

/** PING, ECHO, SELECT, QUIT, RESET. */
public final class ConnectionCommands {
  /** SELECT's error for integers of more than 32 bits. */
  public static final String BEYOND_INT =
      "ERR value is out of range, value must between -2147483648 and 2147483647";

  private final Authenticator authenticator;

  private final Consumer<Session> unsubscribe;

  private ConnectionCommands(Authenticator authenticator, Consumer<Session> unsubscribe) {
    this.authenticator = authenticator;
    this.unsubscribe = unsubscribe;
  }

  /**
   * Adds the handlers.
   *
   * @param unsubscribe ends all subscriptions of a client
   */
  public static void register(
      Commands commands, Authenticator authenticator, Consumer<Session> unsubscribe) {
    ConnectionCommands own = new ConnectionCommands(authenticator, unsubscribe);
    commands
        .register("ping", ConnectionCommands::ping)
        .register("echo", x -> x.reply().bulk(x.bytes(), x.offset(1), x.length(1)))
        .register("select", ConnectionCommands::select)
        .register("quit", ConnectionCommands::quit)
        .register("reset", own::reset);
  }

  private static void ping(Execution x) {
    if (x.argumentCount() > 2) {
      throw CommandError.wrongArity("ping");
    }
    boolean subscriber = x.session().kind() == ClientKind.PUBSUB && x.session().protocol() == 2;
    if (subscriber) {
      // Looks like a message, for clients that expect nothing else.
      x.reply().array(2);
      x.reply().bulk("pong");
    }
    switch (x.argumentCount()) {
      case 1 -> {
        if (subscriber) {
          x.reply().bulk("");
        } else {
          x.reply().pong();
        }
      }
      default -> x.reply().bulk(x.bytes(), x.offset(1), x.length(1));
    }
  }

  private static void select(Execution x) {
    long index = x.integer(1);
    if (index != (int) index) {
      throw new CommandError(BEYOND_INT);
    }
    if (index < 0 || index >= x.keyspace().databases()) {
      throw new CommandError("ERR DB index is out of range");
    }
    x.session().select((int) index);
    x.reply().ok();
  }

  private static void quit(Execution x) {
    x.session().closeAfterReply(true);
    x.reply().ok();
  }

  private void reset(Execution x) {
    Session session = x.session();
    if (session.kind() == ClientKind.MASTER || session.kind() == ClientKind.REPLICA) {
      throw new CommandError("ERR can only reset normal client connections");
    }
    session.transaction(null);
    session.watches().clear();
    unsubscribe.accept(session);
    session.select(0);
    session.name("");
    session.evictable(true);
    session.touchesKeys(true);
    session.replyMode(ReplyMode.ON);
    session.protocol(2);
    x.reply().protocol(2);
    authenticator.opened(session);
    x.reply().simple("RESET");
  }
}

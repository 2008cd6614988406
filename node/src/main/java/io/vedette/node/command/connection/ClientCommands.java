package io.vedette.node.command.connection;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.node.command.Interruption;
import io.vedette.node.command.ReplyMode;
import io.vedette.node.command.Session;

/** CLIENT subcommands about the calling connection; those about others stand beside. */
public final class ClientCommands {
  private ClientCommands() {}

  /** Adds the handlers of all CLIENT subcommands. */
  public static void register(Commands commands) {
    commands
        .register("client|id", x -> x.reply().integer(x.session().id()))
        .register("client|getname", ClientCommands::getName)
        .register("client|setname", ClientCommands::setName)
        .register("client|setinfo", ClientCommands::setInfo)
        .register("client|no-evict", ClientCommands::noEvict)
        .register("client|no-touch", ClientCommands::noTouch)
        .register("client|reply", ClientCommands::reply)
        .register("client|info", ClientList::info)
        .register("client|list", ClientList::list)
        .register("client|kill", ClientKill::execute)
        .register("client|unblock", ClientCommands::unblock)
        .register("client|help", HelpText.handler(HELP));
  }

  private static void getName(Execution x) {
    if (x.session().name().isEmpty()) {
      x.reply().nullBulk();
    } else {
      x.reply().bulk(x.session().name());
    }
  }

  private static void setName(Execution x) {
    ClientNames.check("Client names", x, 2);
    x.session().name(x.text(2));
    x.reply().ok();
  }

  private static void setInfo(Execution x) {
    boolean name = x.is(2, "LIB-NAME");
    if (!name && !x.is(2, "LIB-VER")) {
      throw new CommandError("ERR Unrecognized option '" + x.text(2) + "'");
    }
    ClientNames.check(x.text(2), x, 3);
    if (name) {
      x.session().libraryName(x.text(3));
    } else {
      x.session().libraryVersion(x.text(3));
    }
    x.reply().ok();
  }

  private static void noEvict(Execution x) {
    if (x.is(2, "ON")) {
      x.session().evictable(false);
    } else if (x.is(2, "OFF")) {
      x.session().evictable(true);
    } else {
      throw CommandError.SYNTAX;
    }
    x.reply().ok();
  }

  private static void noTouch(Execution x) {
    if (x.is(2, "ON")) {
      x.session().touchesKeys(false);
    } else if (x.is(2, "OFF")) {
      x.session().touchesKeys(true);
    } else {
      throw CommandError.SYNTAX;
    }
    x.reply().ok();
  }

  private static void reply(Execution x) {
    if (x.is(2, "ON")) {
      x.session().replyMode(ReplyMode.ON);
      x.reply().ok();
    } else if (x.is(2, "OFF")) {
      x.session().replyMode(ReplyMode.OFF);
    } else if (!x.is(2, "SKIP")) {
      throw CommandError.SYNTAX;
    } else if (x.session().replyMode() != ReplyMode.OFF) {
      x.session().replyMode(ReplyMode.SKIP_NEXT);
    }
  }

  private static void unblock(Execution x) {
    if (x.argumentCount() > 4) {
      throw CommandError.subcommandSyntax(x);
    }
    boolean error = x.argumentCount() == 4 && x.is(3, Interruption.ERROR);
    if (x.argumentCount() == 4 && !error && !x.is(3, Interruption.TIMEOUT)) {
      throw new CommandError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    long id = x.integer(2);
    for (Session session : x.server().sessions()) {
      Interruption waiting = session.interruption();
      if (session.id() == id && waiting != null) {
        waiting.end(error);
        x.reply().integer(1);
        return;
      }
    }
    x.reply().integer(0);
  }

  private static final String[] HELP = {
    "GETNAME",
    "    The name of this connection.",
    "ID",
    "    The id of this connection.",
    "INFO",
    "    This connection as a line of LIST.",
    "KILL <ip:port>",
    "    Close the connection from <ip:port>.",
    "KILL <option> <value> [<option> <value> [...]]",
    "    Close the connections that fit all options:",
    "    * ADDR <ip:port>: of the client",
    "    * LADDR <ip:port>: that the client connected to",
    "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
    "    * USER <username>",
    "    * ID <client-id>",
    "    * SKIPME (YES|NO): whether to spare this connection (default: yes)",
    "LIST [TYPE (NORMAL|MASTER|REPLICA|PUBSUB) | ID <client-id> [<client-id> ...]]",
    "    The connections, one a line.",
    "NO-EVICT (ON|OFF)",
    "    Spare this connection when connections are closed to save memory.",
    "NO-TOUCH (ON|OFF)",
    "    Do not count this connection's commands as uses of their keys.",
    "PAUSE <timeout> [WRITE|ALL]",
    "    Let the commands of all clients, or those that write, wait for <timeout> milliseconds.",
    "REPLY (ON|OFF|SKIP)",
    "    Choose which replies this connection gets.",
    "SETINFO (LIB-NAME|LIB-VER) <value>",
    "    Say which client library is speaking.",
    "SETNAME <name>",
    "    Give this connection a name.",
    "UNBLOCK <client-id> [TIMEOUT|ERROR]",
    "    End the waiting of a connection, as if its time were up or with an error.",
    "UNPAUSE",
    "    End a pause.",
  };
}

package io.vedette.node.command.connection;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Session;
import io.vedette.protocol.resp.Decimal;

/**
 * CLIENT KILL: the old form with one address, and the new one with filters that must all fit. The
 * caller's own connection closes after its reply.
 */
final class ClientKill {
  private long id;
  private String address;
  private String localAddress;
  private ClientKind kind;
  private String user;
  private boolean skipMe = true;

  private ClientKill() {}

  static void execute(Execution x) {
    if (x.argumentCount() == 3) {
      killAddress(x);
      return;
    }
    ClientKill filter = new ClientKill();
    filter.parse(x);
    long killed = 0;
    for (Session session : x.server().sessions()) {
      if (filter.fits(session, x.session())) {
        close(x, session);
        killed++;
      }
    }
    x.reply().integer(killed);
  }

  private static void killAddress(Execution x) {
    String address = x.text(2);
    for (Session session : x.server().sessions()) {
      if (session.remoteAddress().equals(address)) {
        close(x, session);
        x.reply().ok();
        return;
      }
    }
    throw new CommandError("ERR No such client");
  }

  private static void close(Execution x, Session session) {
    if (session == x.session()) {
      session.closeAfterReply(true);
    } else {
      x.server().close(session);
    }
  }

  private void parse(Execution x) {
    for (int i = 2; i < x.argumentCount(); i += 2) {
      if (i + 1 == x.argumentCount()) {
        throw CommandError.SYNTAX;
      }
      parse(x, i, i + 1);
    }
  }

  private void parse(Execution x, int option, int value) {
    if (x.is(option, "ID")) {
      id = id(x, value);
    } else if (x.is(option, "ADDR")) {
      address = x.text(value);
    } else if (x.is(option, "LADDR")) {
      localAddress = x.text(value);
    } else if (x.is(option, "TYPE")) {
      kind = ClientList.kind(x, value);
    } else if (x.is(option, "USER")) {
      user = x.text(value);
      if (!user.equals(Authenticator.DEFAULT_USER)) {
        throw new CommandError("ERR No such user '" + user + "'");
      }
    } else if (x.is(option, "SKIPME") && x.is(value, "YES")) {
      skipMe = true;
    } else if (x.is(option, "SKIPME") && x.is(value, "NO")) {
      skipMe = false;
    } else {
      throw CommandError.SYNTAX;
    }
  }

  private static long id(Execution x, int argument) {
    int offset = x.offset(argument);
    int length = x.length(argument);
    long id = Decimal.isLong(x.bytes(), offset, length) ? x.integer(argument) : 0;
    if (id < 1) {
      throw new CommandError("ERR client-id should be greater than 0");
    }
    return id;
  }

  private boolean fits(Session session, Session caller) {
    return (id == 0 || session.id() == id)
        && (address == null || session.remoteAddress().equals(address))
        && (localAddress == null || session.localAddress().equals(localAddress))
        && (kind == null || session.kind() == kind)
        && (user == null || session.authenticated())
        && !(skipMe && session == caller);
  }
}

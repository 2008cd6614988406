package io.vedette.node.command.connection;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientAddress;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.Execution;
import io.vedette.node.command.RedisVersion;
import io.vedette.node.command.Session;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;

/** AUTH and HELLO: who the client is, and which version of the protocol it speaks. */
public final class LoginCommands {
  private static final CommandError WRONG_PASSWORD =
      new CommandError("WRONGPASS invalid username-password pair or user is disabled.");
  private static final CommandError TOO_MANY_GUESSES =
      new CommandError(
          "ERR Too many failed AUTH attempts from your address. Try again in a second.");
  private static final CommandError NO_PASSWORD_SET =
      new CommandError(
          "ERR AUTH <password> called without any password configured for the default user. Are you"
              + " sure your configuration is correct?");
  private static final CommandError HELLO_NEEDS_AUTH =
      new CommandError(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");
  private static final CommandError NO_SUCH_PROTOCOL =
      new CommandError("NOPROTO unsupported protocol version");

  private final Authenticator authenticator;
  private final CopyState copy;

  private LoginCommands(Authenticator authenticator, CopyState copy) {
    this.authenticator = authenticator;
    this.copy = copy;
  }

  /** Adds the handlers. */
  public static void register(Commands commands, Authenticator authenticator, CopyState copy) {
    LoginCommands own = new LoginCommands(authenticator, copy);
    commands.register("auth", own::auth).register("hello", own::hello);
  }

  private void auth(Execution x) {
    switch (x.argumentCount()) {
      case 2 -> {
        if (!authenticator.isRequired()) {
          throw NO_PASSWORD_SET;
        }
        login(x, Authenticator.DEFAULT_USER, 1);
      }
      case 3 -> login(x, x.text(1), 2);
      default -> throw CommandError.SYNTAX;
    }
    x.reply().ok();
  }

  private void login(Execution x, String user, int passwordArgument) {
    String source = ClientAddress.host(x.session().remoteAddress());
    if (!authenticator.mayGuess(source, x.nowMs())) {
      throw TOO_MANY_GUESSES;
    }
    if (!authenticator.accepts(
        user, x.bytes(), x.offset(passwordArgument), x.length(passwordArgument))) {
      authenticator.guessedWrong(source, x.nowMs());
      throw WRONG_PASSWORD;
    }
    x.session().authenticated(true);
  }

  private void hello(Execution x) {
    int version = x.argumentCount() > 1 ? version(x) : x.session().protocol();
    int name = -1;
    for (int i = 2; i < x.argumentCount(); i++) {
      int more = x.argumentCount() - 1 - i;
      if (x.is(i, "AUTH") && more >= 2) {
        login(x, x.text(i + 1), i + 2);
        i += 2;
      } else if (x.is(i, "SETNAME") && more >= 1) {
        ClientNames.check("Client names", x, i + 1);
        name = ++i;
      } else {
        throw new CommandError("ERR Syntax error in HELLO option '" + x.text(i) + "'");
      }
    }
    Session session = x.session();
    if (!session.authenticated()) {
      throw HELLO_NEEDS_AUTH;
    }
    if (name > 0) {
      session.name(x.text(name));
    }
    session.protocol(version);
    x.reply().protocol(version);
    describe(x.reply(), session);
  }

  private static int version(Execution x) {
    if (!Decimal.isLong(x.bytes(), x.offset(1), x.length(1))) {
      throw new CommandError("ERR Protocol version is not an integer or out of range");
    }
    long version = Decimal.parse(x.bytes(), x.offset(1), x.length(1));
    if (version != 2 && version != 3) {
      throw NO_SUCH_PROTOCOL;
    }
    return (int) version;
  }

  private void describe(ReplyBuffer reply, Session session) {
    reply.map(7);
    reply.bulk("server");
    reply.bulk("redis");
    reply.bulk("version");
    reply.bulk(RedisVersion.REPORTED);
    reply.bulk("proto");
    reply.integer(session.protocol());
    reply.bulk("id");
    reply.integer(session.id());
    reply.bulk("mode");
    reply.bulk("standalone");
    reply.bulk("role");
    reply.bulk(copy.isReplica() ? "replica" : "master");
    reply.bulk("modules");
    reply.array(0);
  }
}

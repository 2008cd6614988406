package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import java.util.List;
import java.util.Locale;

/** PING, AUTH, HELLO, RESET and QUIT. */
final class ConnectionCommands {
  /** The Redis release whose behaviour we follow; clients choose features by it. */
  static final String REDIS_VERSION = "7.2.4";

  private static final List<String> FAST = List.of("fast", "sentinel");
  private final ApiContext context;

  ConnectionCommands(ApiContext context) {
    this.context = context;
  }

  List<ApiCommand> all() {
    return List.of(
        new ApiCommand("ping", -1, FAST, this::ping),
        new ApiCommand("auth", -2, FAST, this::auth),
        new ApiCommand("hello", -1, FAST, this::hello),
        new ApiCommand("reset", 1, FAST, this::reset),
        new ApiCommand("quit", -1, FAST, this::quit));
  }

  private void ping(SentinelSession session, String[] args, ReplyBuffer out) {
    if (args.length > 2) {
      out.error("ERR wrong number of arguments for 'ping' command");
    } else if (session.protocol == 2 && session.isSubscriber()) {
      out.array(2);
      out.bulk("pong");
      out.bulk(args.length == 2 ? args[1] : "");
    } else if (args.length == 2) {
      out.bulk(args[1]);
    } else {
      out.pong();
    }
  }

  private void auth(SentinelSession session, String[] args, ReplyBuffer out) {
    if (args.length > 3) {
      out.error("ERR syntax error");
    } else if (args.length == 2 && !context.passwordRequired()) {
      out.error(
          "ERR AUTH <password> called without any password configured for the default user. Are you"
              + " sure your configuration is correct?");
    } else if (authenticate(
        session, args.length == 3 ? args[1] : "default", args[args.length - 1])) {
      out.ok();
    } else {
      out.error("WRONGPASS invalid username-password pair or user is disabled.");
    }
  }

  private boolean authenticate(SentinelSession session, String user, String password) {
    boolean matches =
        user.equals("default")
            && (!context.passwordRequired() || context.passwordMatches(password));
    session.authenticated |= matches;
    return matches;
  }

  private void hello(SentinelSession session, String[] args, ReplyBuffer out) {
    int version = session.protocol;
    if (args.length > 1) {
      try {
        version = Integer.parseInt(args[1]);
      } catch (NumberFormatException notANumber) {
        out.error("ERR Protocol version is not an integer or out of range");
        return;
      }
      if (version < 2 || version > 3) {
        out.error("NOPROTO unsupported protocol version");
        return;
      }
    }
    String newName = null;
    for (int i = 2; i < args.length; i++) {
      String option = args[i].toLowerCase(Locale.ROOT);
      if (option.equals("auth") && i + 2 < args.length) {
        if (!authenticate(session, args[i + 1], args[i + 2])) {
          out.error("WRONGPASS invalid username-password pair or user is disabled.");
          return;
        }
        i += 2;
      } else if (option.equals("setname") && i + 1 < args.length) {
        newName = args[++i];
        if (!ClientCommands.isValidName(newName)) {
          out.error(ClientCommands.INVALID_NAME);
          return;
        }
      } else {
        out.error("ERR Syntax error in HELLO option '" + args[i] + "'");
        return;
      }
    }
    if (!session.authenticated) {
      out.error(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");
      return;
    }
    if (newName != null) {
      session.name = newName;
    }
    session.protocol = version;
    out.protocol(version);
    greet(session, out);
  }

  private static void greet(SentinelSession session, ReplyBuffer out) {
    out.map(6);
    out.bulk("server");
    out.bulk("redis");
    out.bulk("version");
    out.bulk(REDIS_VERSION);
    out.bulk("proto");
    out.integer(session.protocol);
    out.bulk("id");
    out.integer(session.id);
    out.bulk("mode");
    out.bulk("sentinel");
    out.bulk("modules");
    out.array(0);
  }

  private void reset(SentinelSession session, String[] args, ReplyBuffer out) {
    session.channels.clear();
    session.patterns.clear();
    session.reset(!context.passwordRequired());
    out.protocol(2);
    out.simple("RESET");
  }

  private void quit(SentinelSession session, String[] args, ReplyBuffer out) {
    session.closing = true;
    out.ok();
  }
}

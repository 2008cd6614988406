package io.vedette.sentinel.api;

import io.vedette.protocol.resp.HelpReply;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** CLIENT and its subcommands. */
final class ClientCommands {
  static final String INVALID_NAME =
      "ERR Client names cannot contain spaces, newlines or special characters.";
  private static final List<String> FLAGS = List.of("noscript", "loading", "stale");
  private final ApiContext context;

  ClientCommands(ApiContext context) {
    this.context = context;
  }

  List<ApiCommand> all() {
    return List.of(
        sub("id", 2, (s, args, out) -> out.integer(s.id)),
        sub("getname", 2, this::getName),
        sub("setname", 3, this::setName),
        sub("setinfo", 4, this::setInfo),
        sub("info", 2, (s, args, out) -> out.verbatim(s.describe(now()))),
        sub("list", -2, this::list),
        sub("kill", -3, this::kill),
        sub("help", 2, ClientCommands::help));
  }

  private static ApiCommand sub(String name, int arity, ApiCommand.Handler handler) {
    return new ApiCommand("client|" + name, arity, FLAGS, handler);
  }

  private long now() {
    return context.clockMs().getAsLong();
  }

  static boolean isValidName(String name) {
    return name.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  private void getName(SentinelSession session, String[] args, ReplyBuffer out) {
    if (session.name.isEmpty()) {
      out.nullBulk();
    } else {
      out.bulk(session.name);
    }
  }

  private void setName(SentinelSession session, String[] args, ReplyBuffer out) {
    if (!isValidName(args[2])) {
      out.error(INVALID_NAME);
      return;
    }
    session.name = args[2];
    out.ok();
  }

  private void setInfo(SentinelSession session, String[] args, ReplyBuffer out) {
    String attribute = args[2].toLowerCase(Locale.ROOT);
    if (!attribute.equals("lib-name") && !attribute.equals("lib-ver")) {
      out.error("ERR Unrecognized option '" + args[2] + "'");
    } else if (!isValidName(args[3])) {
      out.error("ERR " + attribute + " cannot contain spaces, newlines or special characters.");
    } else {
      if (attribute.equals("lib-name")) {
        session.libraryName = args[3];
      } else {
        session.libraryVersion = args[3];
      }
      out.ok();
    }
  }

  private void list(SentinelSession session, String[] args, ReplyBuffer out) {
    Predicate<SentinelSession> chosen = client -> true;
    if (args.length == 4 && args[2].equalsIgnoreCase("type")) {
      chosen = ofType(args[3]);
      if (chosen == null) {
        out.error("ERR Unknown client type '" + args[3] + "'");
        return;
      }
    } else if (args.length > 3 && args[2].equalsIgnoreCase("id")) {
      List<Long> ids = new ArrayList<>();
      for (int i = 3; i < args.length; i++) {
        try {
          ids.add(Long.parseLong(args[i]));
        } catch (NumberFormatException notAnId) {
          out.error("ERR Invalid client ID");
          return;
        }
      }
      chosen = client -> ids.contains(client.id);
    } else if (args.length != 2) {
      out.error("ERR syntax error");
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (SentinelSession client : context.clients().all()) {
      if (chosen.test(client)) {
        lines.append(client.describe(now()));
      }
    }
    out.verbatim(lines.toString());
  }

  /** Null if there is no such type. */
  private static Predicate<SentinelSession> ofType(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "normal" -> client -> !client.isSubscriber();
      case "pubsub" -> SentinelSession::isSubscriber;
      case "master", "replica", "slave" -> client -> false;
      default -> null;
    };
  }

  private void kill(SentinelSession session, String[] args, ReplyBuffer out) {
    if (args.length == 3) {
      int killed = closeAll(client -> client.wire.remoteAddress().equals(args[2]));
      if (killed == 0) {
        out.error("ERR No such client");
      } else {
        out.ok();
      }
      return;
    }
    if (args.length % 2 != 0) {
      out.error("ERR syntax error");
      return;
    }
    Predicate<SentinelSession> chosen = client -> true;
    boolean skipMe = true;
    for (int i = 2; i < args.length; i += 2) {
      String value = args[i + 1];
      Predicate<SentinelSession> condition =
          switch (args[i].toLowerCase(Locale.ROOT)) {
            case "id" -> client -> Long.toString(client.id).equals(value);
            case "addr" -> client -> client.wire.remoteAddress().equals(value);
            case "laddr" -> client -> client.wire.localAddress().equals(value);
            case "type" -> ofType(value);
            case "user" -> client -> value.equals("default");
            case "skipme" -> isYesOrNo(value) ? client -> true : null;
            default -> null;
          };
      if (condition == null) {
        out.error(
            args[i].equalsIgnoreCase("type")
                ? "ERR Unknown client type '" + value + "'"
                : "ERR syntax error");
        return;
      }
      if (args[i].equalsIgnoreCase("skipme")) {
        skipMe = value.equalsIgnoreCase("yes");
      }
      chosen = chosen.and(condition);
    }
    Predicate<SentinelSession> victims = skipMe ? chosen.and(client -> client != session) : chosen;
    out.integer(closeAll(victims));
  }

  private static boolean isYesOrNo(String value) {
    return value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("no");
  }

  private int closeAll(Predicate<SentinelSession> victims) {
    List<SentinelSession> chosen = new ArrayList<>();
    for (SentinelSession client : context.clients().all()) {
      if (victims.test(client)) {
        chosen.add(client);
      }
    }
    chosen.forEach(client -> client.wire.closeAfterFlush());
    return chosen.size();
  }

  private static void help(SentinelSession session, String[] args, ReplyBuffer out) {
    HelpReply.write(
        out,
        "client",
        "GETNAME",
        "    Return the name of the current connection.",
        "ID",
        "    Return the ID of the current connection.",
        "INFO",
        "    Return information about the current client connection.",
        "KILL <ip:port>",
        "    Kill connection made from <ip:port>.",
        "KILL <option> <value> [<option> <value> [...]]",
        "    Kill connections, chosen by ID, ADDR, LADDR, TYPE, USER; SKIPME spares this one.",
        "LIST [TYPE <type> | ID <id> [<id> ...]]",
        "    Return information about client connections.",
        "SETINFO <LIB-NAME | LIB-VER> <value>",
        "    Set client meta attributes.",
        "SETNAME <name>",
        "    Assign the name <name> to the current connection.");
  }
}

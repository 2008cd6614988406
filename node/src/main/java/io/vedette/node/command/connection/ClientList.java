package io.vedette.node.command.connection;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Session;
import io.vedette.node.pubsub.ChannelKind;
import io.vedette.protocol.resp.Decimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** CLIENT LIST and CLIENT INFO: connections as lines of fields. */
final class ClientList {
  private ClientList() {}

  static void info(Execution x) {
    x.reply().verbatim(line(x.session(), x.nowMs()));
  }

  static void list(Execution x) {
    Predicate<Session> wanted = filter(x);
    StringBuilder lines = new StringBuilder();
    for (Session session : x.server().sessions()) {
      if (wanted.test(session)) {
        lines.append(line(session, x.nowMs()));
      }
    }
    x.reply().verbatim(lines.toString());
  }

  private static Predicate<Session> filter(Execution x) {
    if (x.argumentCount() == 2) {
      return session -> true;
    }
    if (x.argumentCount() == 4 && x.is(2, "TYPE")) {
      ClientKind kind = kind(x, 3);
      return session -> session.kind() == kind;
    }
    if (x.argumentCount() > 3 && x.is(2, "ID")) {
      Set<Long> ids = new HashSet<>();
      for (int i = 3; i < x.argumentCount(); i++) {
        if (!Decimal.isLong(x.bytes(), x.offset(i), x.length(i))) {
          throw new CommandError("ERR Invalid client ID");
        }
        ids.add(Decimal.parse(x.bytes(), x.offset(i), x.length(i)));
      }
      return session -> ids.contains(session.id());
    }
    throw CommandError.SYNTAX;
  }

  /** The kind that an argument names. */
  static ClientKind kind(Execution x, int argument) {
    return switch (x.text(argument).toLowerCase(Locale.ROOT)) {
      case "normal" -> ClientKind.NORMAL;
      case "slave", "replica" -> ClientKind.REPLICA;
      case "pubsub" -> ClientKind.PUBSUB;
      case "master" -> ClientKind.MASTER;
      default -> throw new CommandError("ERR Unknown client type '" + x.text(argument) + "'");
    };
  }

  private static String line(Session s, long nowMs) {
    long inputBytes = s.inputBytes();
    long outputBytes = s.link().outputBytes();
    long queuedBytes = s.transaction() == null ? 0 : s.transaction().queuedBytes();
    StringBuilder line = new StringBuilder(320);
    field(line, "id", s.id());
    field(line, "addr", s.remoteAddress());
    field(line, "laddr", s.localAddress());
    field(line, "fd", s.link().fileDescriptor());
    field(line, "name", s.name());
    field(line, "age", Math.max(0, nowMs - s.connectedAtMs()) / 1000);
    field(line, "idle", Math.max(0, nowMs - s.lastActiveMs()) / 1000);
    field(line, "flags", flags(s));
    field(line, "db", s.db());
    field(line, "sub", s.subscriptions().count(ChannelKind.CHANNEL));
    field(line, "psub", s.subscriptions().count(ChannelKind.PATTERN));
    field(line, "ssub", s.subscriptions().count(ChannelKind.SHARD_CHANNEL));
    field(line, "multi", s.transaction() == null ? -1 : s.transaction().size());
    field(line, "qbuf", inputBytes);
    field(line, "qbuf-free", 0);
    field(line, "argv-mem", 0);
    field(line, "multi-mem", queuedBytes);
    field(line, "rbs", 0);
    field(line, "rbp", 0);
    field(line, "obl", 0);
    field(line, "oll", outputBytes == 0 ? 0 : 1);
    field(line, "omem", outputBytes);
    field(line, "tot-mem", inputBytes + queuedBytes + outputBytes);
    field(line, "events", outputBytes == 0 ? "r" : "rw");
    field(line, "cmd", s.lastCommand() == null ? "NULL" : s.lastCommand().name());
    field(line, "user", s.authenticated() ? Authenticator.DEFAULT_USER : "(none)");
    field(line, "redir", -1);
    field(line, "resp", s.protocol());
    field(line, "lib-name", s.libraryName());
    field(line, "lib-ver", s.libraryVersion());
    line.setCharAt(line.length() - 1, '\n');
    return line.toString();
  }

  private static String flags(Session s) {
    StringBuilder flags = new StringBuilder();
    switch (s.kind()) {
      case MASTER -> flags.append('M');
      case REPLICA -> flags.append('S');
      case PUBSUB -> flags.append('P');
      case NORMAL -> {}
    }
    if (s.isMonitor()) {
      flags.append('O');
    }
    if (s.transaction() != null) {
      flags.append('x');
    }
    if (s.isBlocked()) {
      flags.append('b');
    }
    if (s.watches().isBroken()) {
      flags.append('d');
    }
    if (s.closeAfterReply()) {
      flags.append('c');
    }
    if (!s.isEvictable()) {
      flags.append('e');
    }
    if (!s.touchesKeys()) {
      flags.append('T');
    }
    return flags.isEmpty() ? "N" : flags.toString();
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append(name).append('=').append(value).append(' ');
  }

  private static void field(StringBuilder line, String name, long value) {
    line.append(name).append('=').append(value).append(' ');
  }
}

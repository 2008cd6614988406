package io.vedette.node.command.observe;

import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** The clients that see every command, by MONITOR. Shard's thread only. */
public final class Monitors {
  private final Server server;
  private final Set<Session> watching = new LinkedHashSet<>();

  Monitors(Server server) {
    this.server = server;
  }

  void add(Session session) {
    session.monitors(true);
    watching.add(session);
  }

  /** The client watches no more, or has left. */
  public void remove(Session session) {
    if (session.isMonitor()) {
      session.monitors(false);
      watching.remove(session);
    }
  }

  boolean isEmpty() {
    return watching.isEmpty();
  }

  /** Shows a command that was executed; what administrates is not shown. */
  void show(CommandSpec spec, Session by, CommandBatch batch, int command, long nowMicros) {
    if (spec.has(CommandFlag.ADMIN)
        || spec.has(CommandFlag.SKIP_MONITOR)
        || spec.has(CommandFlag.INTERNAL)) {
      return;
    }
    byte[] line = line(spec, by, batch, command, nowMicros);
    for (Session session : watching) {
      server.push(session, line, 0, line.length);
    }
  }

  private static byte[] line(
      CommandSpec spec, Session by, CommandBatch batch, int command, long nowMicros) {
    StringBuilder line = new StringBuilder(128);
    line.append('+').append(nowMicros / 1_000_000).append('.');
    String fraction = Long.toString(nowMicros % 1_000_000);
    line.repeat('0', 6 - fraction.length()).append(fraction);
    line.append(" [").append(by.db()).append(' ').append(by.remoteAddress()).append(']');
    for (int i = 0; i < batch.argumentCount(command); i++) {
      line.append(" \"");
      if (Secrets.isSecret(spec, batch, command, i)) {
        line.append(Secrets.REDACTED);
      } else {
        escape(line, batch.bytes(), batch.offset(command, i), batch.length(command, i));
      }
      line.append('"');
    }
    return line.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void escape(StringBuilder out, byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      int b = bytes[i] & 0xFF;
      switch (b) {
        case '\\', '"' -> out.append('\\').append((char) b);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (b >= ' ' && b <= '~') {
            out.append((char) b);
          } else {
            out.append("\\x").append(Character.forDigit(b >> 4, 16));
            out.append(Character.forDigit(b & 15, 16));
          }
        }
      }
    }
  }
}

package io.vedette.node.command.observe;

import io.vedette.node.command.Session;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;

/** The latest commands that took long. Shard's thread only. */
public final class SlowLog {
  /** Most arguments kept of a command; what is left out is counted in the last one. */
  private static final int MAX_ARGUMENTS = 32;

  /** Most bytes kept of an argument. */
  private static final int MAX_ARGUMENT_BYTES = 128;

  /**
   * One command.
   *
   * @param atSeconds when it was executed, since 1970
   */
  public record Entry(
      long id,
      long atSeconds,
      long tookMicros,
      byte[][] arguments,
      String clientAddress,
      String clientName) {}

  private final ArrayDeque<Entry> latestFirst = new ArrayDeque<>();
  private long nextId;

  void add(
      CommandSpec spec,
      Session by,
      CommandBatch batch,
      int command,
      long atMs,
      long tookMicros,
      int maxEntries) {
    byte[][] arguments = arguments(spec, batch, command);
    latestFirst.addFirst(
        new Entry(nextId++, atMs / 1000, tookMicros, arguments, by.remoteAddress(), by.name()));
    shrink(maxEntries);
  }

  /** Forgets the oldest entries beyond a number. */
  void shrink(int maxEntries) {
    while (latestFirst.size() > maxEntries) {
      latestFirst.removeLast();
    }
  }

  private static byte[][] arguments(CommandSpec spec, CommandBatch batch, int command) {
    int all = batch.argumentCount(command);
    byte[][] kept = new byte[Math.min(all, MAX_ARGUMENTS)][];
    for (int i = 0; i < kept.length; i++) {
      if (i == MAX_ARGUMENTS - 1 && all > MAX_ARGUMENTS) {
        kept[i] = text("... (" + (all - MAX_ARGUMENTS + 1) + " more arguments)");
      } else if (Secrets.isSecret(spec, batch, command, i)) {
        kept[i] = text(Secrets.REDACTED);
      } else {
        kept[i] = argument(batch.bytes(), batch.offset(command, i), batch.length(command, i));
      }
    }
    return kept;
  }

  private static byte[] argument(byte[] bytes, int offset, int length) {
    if (length <= MAX_ARGUMENT_BYTES) {
      return Arrays.copyOfRange(bytes, offset, offset + length);
    }
    byte[] rest = text("... (" + (length - MAX_ARGUMENT_BYTES) + " more bytes)");
    byte[] shown = Arrays.copyOfRange(bytes, offset, offset + MAX_ARGUMENT_BYTES + rest.length);
    System.arraycopy(rest, 0, shown, MAX_ARGUMENT_BYTES, rest.length);
    return shown;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The entries, the latest first. */
  Iterator<Entry> entries() {
    return latestFirst.iterator();
  }

  int size() {
    return latestFirst.size();
  }

  void clear() {
    latestFirst.clear();
  }
}

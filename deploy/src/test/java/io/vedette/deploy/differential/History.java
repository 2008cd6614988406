package io.vedette.deploy.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;

/** The last commands, to tell what led to a difference. */
final class History {
  private static final int KEPT = 3_000;
  private static final int SHOWN = 12;
  private static final int SHOWN_ARGUMENT_CHARS = 120;

  private final List<byte[]> keys;
  private final Deque<byte[][]> last = new ArrayDeque<>();
  private int size;

  History(List<byte[]> keys) {
    this.keys = keys;
  }

  void add(byte[][] command) {
    size++;
    last.addLast(command);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /** Number of commands ever added. */
  int size() {
    return size;
  }

  /**
   * The last commands before the newest one that share a key with this, or name none; a line each.
   */
  String before(byte[][] command) {
    Deque<String> lines = new ArrayDeque<>();
    Iterator<byte[][]> backwards = last.descendingIterator();
    int index = size;
    while (backwards.hasNext() && lines.size() < SHOWN) {
      byte[][] earlier = backwards.next();
      index--;
      if (earlier != command && sharesKey(earlier, command)) {
        lines.addFirst("    " + index + ": " + shown(earlier) + "\n");
      }
    }
    return String.join("", lines);
  }

  private boolean sharesKey(byte[][] a, byte[][] b) {
    return keys.stream().anyMatch(key -> names(a, key) && names(b, key))
        || keys.stream().noneMatch(key -> names(a, key));
  }

  private static boolean names(byte[][] command, byte[] key) {
    return Arrays.stream(command).anyMatch(argument -> Arrays.equals(argument, key));
  }

  static String shown(byte[][] command) {
    StringJoiner words = new StringJoiner(" ");
    for (byte[] argument : command) {
      String text = new String(argument, StandardCharsets.ISO_8859_1);
      String start = text.substring(0, Math.min(text.length(), SHOWN_ARGUMENT_CHARS));
      String quoted = RespReply.quoted(start);
      boolean plain =
          !text.isEmpty() && !text.contains(" ") && quoted.length() == start.length() + 2;
      words.add(
          (plain ? start : quoted)
              + (start.length() < text.length() ? "...(" + text.length() + ")" : ""));
    }
    return words.toString();
  }
}

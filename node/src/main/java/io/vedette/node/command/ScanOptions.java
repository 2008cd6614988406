package io.vedette.node.command;

import io.vedette.protocol.glob.Glob;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Locale;

/**
 * Cursor and options of the SCAN family.
 *
 * @param count about how many elements to visit
 * @param pattern what MATCH asks for; null for everything
 * @param type what TYPE asks for, lower case; null for every type
 */
public record ScanOptions(long count, byte[] pattern, String type) {
  private static final int DEFAULT_COUNT = 10;

  /**
   * A cursor as C's {@code strtoul} reads it: it ends at a zero byte, empty text is 0, a minus
   * negates.
   *
   * @throws CommandError if it is none
   */
  public static long cursor(Execution x, int argument) {
    return cursor(x.text(argument));
  }

  /** The same of a text. */
  public static long cursor(String text) {
    int end = text.indexOf(0);
    String number = end < 0 ? text : text.substring(0, end);
    if (number.isEmpty()) {
      return 0;
    }
    try {
      return number.startsWith("-")
          ? -Long.parseUnsignedLong(number, 1, number.length(), 10)
          : Long.parseUnsignedLong(number);
    } catch (NumberFormatException e) {
      throw new CommandError("ERR invalid cursor");
    }
  }

  /** COUNT and MATCH, from an argument on. */
  public static ScanOptions parse(Execution x, int first) {
    return parse(x, first, false);
  }

  /** COUNT, MATCH and TYPE, from an argument on. */
  public static ScanOptions parseWithType(Execution x, int first) {
    return parse(x, first, true);
  }

  private static ScanOptions parse(Execution x, int first, boolean typeAllowed) {
    long count = DEFAULT_COUNT;
    byte[] pattern = null;
    String type = null;
    for (int i = first; i < x.argumentCount(); i += 2) {
      if (i + 1 == x.argumentCount()) {
        throw CommandError.SYNTAX;
      }
      if (x.is(i, "COUNT")) {
        count = x.integer(i + 1);
        if (count < 1) {
          throw CommandError.SYNTAX;
        }
      } else if (x.is(i, "MATCH")) {
        pattern = x.copy(i + 1);
      } else if (typeAllowed && x.is(i, "TYPE")) {
        type = x.text(i + 1).toLowerCase(Locale.ROOT);
      } else {
        throw CommandError.SYNTAX;
      }
    }
    boolean everything = pattern != null && pattern.length == 1 && pattern[0] == '*';
    return new ScanOptions(count, everything ? null : pattern, type);
  }

  /** Whether MATCH lets an element through. */
  public boolean matches(byte[] text, int offset, int length) {
    return pattern == null || Glob.matches(pattern, 0, pattern.length, text, offset, length, false);
  }

  /** The reply of a scan of nothing. */
  public static void replyEmpty(ReplyBuffer reply) {
    reply.array(2);
    reply.bulkLong(0);
    reply.array(0);
  }
}

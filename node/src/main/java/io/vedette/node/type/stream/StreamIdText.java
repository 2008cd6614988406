package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.Decimal;

/**
 * Reads ids in arguments.
 *
 * <p>What counts as a number is what Redis takes for one: a text up to the first zero byte, and
 * beyond plain numbers whatever C's {@code strtoull} accepts, so leading blanks, zeros and signs.
 */
public final class StreamIdText {
  /** Longest text of an id. */
  private static final int MAX_TEXT = 127;

  private static final CommandError INVALID =
      new CommandError("ERR Invalid stream ID specified as stream command argument");
  private static final CommandError INVALID_START =
      new CommandError("ERR invalid start ID for the interval");
  private static final CommandError INVALID_END =
      new CommandError("ERR invalid end ID for the interval");

  private final byte[] bytes;

  /** Where what is left to be read begins, and ends. */
  private int at;

  private final int end;

  private StreamIdText(byte[] bytes, int from, int length) {
    if (length > MAX_TEXT) {
      throw INVALID;
    }
    this.bytes = bytes;
    this.at = from;
    int zero = from;
    while (zero < from + length && bytes[zero] != 0) {
      zero++;
    }
    this.end = zero;
  }

  /** The id in an argument; one of a time alone stands for the first of that time. */
  public static StreamId parse(Execution x, int argument) {
    return new StreamIdText(x.bytes(), x.offset(argument), x.length(argument)).id(0);
  }

  /** The id in an argument, or null if it is none. */
  static StreamId parseOrNull(Execution x, int argument) {
    try {
      return parse(x, argument);
    } catch (CommandError e) {
      return null;
    }
  }

  /** As {@link #parse}, where {@code -} and {@code +} stand for the least and the greatest id. */
  static StreamId parseAny(Execution x, int argument) {
    return parseBound(x, argument, 0);
  }

  /** The id in an argument that may end in {@code -*}, see {@link #leavesSequenceOpen}. */
  static StreamId parseOpen(Execution x, int argument) {
    int length = x.length(argument);
    if (leavesSequenceOpen(x, argument)) {
      length -= 2;
    }
    StreamIdText text = new StreamIdText(x.bytes(), x.offset(argument), length);
    return new StreamId(text.number(text.end), 0);
  }

  /** Whether an argument has the form {@code ms-*}: the number is for the stream to choose. */
  static boolean leavesSequenceOpen(Execution x, int argument) {
    int length = x.length(argument);
    if (length < 2 || length > MAX_TEXT) {
      return false;
    }
    int last = x.offset(argument) + length - 1;
    return x.bytes()[last] == '*' && x.bytes()[last - 1] == '-';
  }

  /** The first id of the range that an argument begins; {@code (} leaves the id itself out. */
  public static StreamId parseStart(Execution x, int argument) {
    if (!isExclusive(x, argument)) {
      return parseBound(x, argument, 0);
    }
    StreamId id = parseBehindParenthesis(x, argument, 0);
    if (id.isMax()) {
      throw INVALID_START;
    }
    return id.next();
  }

  /** The last id of the range that an argument ends. */
  public static StreamId parseEnd(Execution x, int argument) {
    if (!isExclusive(x, argument)) {
      return parseBound(x, argument, -1);
    }
    StreamId id = parseBehindParenthesis(x, argument, -1);
    if (id.isZero()) {
      throw INVALID_END;
    }
    return id.previous();
  }

  private static boolean isExclusive(Execution x, int argument) {
    return x.length(argument) > 1 && x.bytes()[x.offset(argument)] == '(';
  }

  private static StreamId parseBehindParenthesis(Execution x, int argument, long missingSeq) {
    int from = x.offset(argument) + 1;
    return new StreamIdText(x.bytes(), from, x.length(argument) - 1).id(missingSeq);
  }

  private static StreamId parseBound(Execution x, int argument, long missingSeq) {
    StreamIdText text = new StreamIdText(x.bytes(), x.offset(argument), x.length(argument));
    if (text.end - text.at == 1) {
      switch (text.bytes[text.at]) {
        case '-' -> {
          return StreamId.MIN;
        }
        case '+' -> {
          return StreamId.MAX;
        }
        default -> {}
      }
    }
    return text.id(missingSeq);
  }

  private StreamId id(long missingSeq) {
    int dash = at;
    while (dash < end && bytes[dash] != '-') {
      dash++;
    }
    long ms = number(dash);
    if (dash == end) {
      return new StreamId(ms, missingSeq);
    }
    at = dash + 1;
    return new StreamId(ms, number(end));
  }

  /** The unsigned number up to a place. */
  private long number(int to) {
    if (Decimal.isLong(bytes, at, to - at)) {
      long n = Decimal.parse(bytes, at, to - at);
      if (n < 0) {
        throw INVALID;
      }
      return n;
    }
    int digit = at;
    while (digit < to && (bytes[digit] == ' ' || bytes[digit] >= '\t' && bytes[digit] <= '\r')) {
      digit++;
    }
    boolean negative = digit < to && bytes[digit] == '-';
    if (negative || digit < to && bytes[digit] == '+') {
      digit++;
    }
    if (digit == to) {
      throw INVALID;
    }
    long n = 0;
    for (; digit < to; digit++) {
      int value = bytes[digit] - '0';
      if (value < 0 || value > 9 || Long.compareUnsigned(n, Long.divideUnsigned(-1, 10)) > 0) {
        throw INVALID;
      }
      long next = n * 10 + value;
      if (Long.compareUnsigned(next, n * 10) < 0) {
        throw INVALID;
      }
      n = next;
    }
    return negative ? -n : n;
  }
}

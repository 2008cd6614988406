package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import java.util.ArrayList;
import java.util.List;

/** LCS: the longest common subsequence of two strings, its length, or where it lies in both. */
final class LcsCommand {
  private record Match(int aStart, int aEnd, int bStart, int bEnd) {
    int length() {
      return aEnd - aStart + 1;
    }
  }

  private record Options(boolean length, boolean positions, long minMatch, boolean withLengths) {}

  private final byte[] a;
  private final byte[] b;

  /** At {@code i * (b.length + 1) + j} the length for the first i bytes of a and j of b. */
  private final int[] lengths;

  private LcsCommand(byte[] a, byte[] b) {
    this.a = a;
    this.b = b;
    this.lengths = new int[(a.length + 1) * (b.length + 1)];
    for (int i = 1; i <= a.length; i++) {
      for (int j = 1; j <= b.length; j++) {
        int longest =
            a[i - 1] == b[j - 1]
                ? length(i - 1, j - 1) + 1
                : Math.max(length(i - 1, j), length(i, j - 1));
        lengths[i * (b.length + 1) + j] = longest;
      }
    }
  }

  static void lcs(Execution x) {
    Object first = x.db().find(x.bytes(), x.offset(1), x.length(1));
    Object second = x.db().find(x.bytes(), x.offset(2), x.length(2));
    if (first != null && !StringEntry.isString(first)
        || second != null && !StringEntry.isString(second)) {
      throw new CommandError("ERR The specified keys must contain string values");
    }
    Options options = options(x);
    long cells = (StringEntry.length(first) + 1L) * (StringEntry.length(second) + 1L);
    if (cells * Integer.BYTES > StringEntry.MAX_BYTES) {
      throw new CommandError(
          "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
    LcsCommand lcs = new LcsCommand(StringEntry.copy(first), StringEntry.copy(second));
    if (options.positions()) {
      lcs.replyPositions(x, options);
    } else if (options.length()) {
      x.reply().integer(lcs.length(lcs.a.length, lcs.b.length));
    } else {
      x.reply().bulk(lcs.text());
    }
  }

  private static Options options(Execution x) {
    boolean length = false;
    boolean positions = false;
    boolean withLengths = false;
    long minMatch = 0;
    for (int i = 3; i < x.argumentCount(); i++) {
      if (x.is(i, "IDX")) {
        positions = true;
      } else if (x.is(i, "LEN")) {
        length = true;
      } else if (x.is(i, "WITHMATCHLEN")) {
        withLengths = true;
      } else if (x.is(i, "MINMATCHLEN") && i + 1 < x.argumentCount()) {
        minMatch = x.integer(++i);
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (positions && length) {
      throw new CommandError("ERR If you want both the length and indexes, please just use IDX.");
    }
    return new Options(length, positions, minMatch, withLengths);
  }

  private int length(int i, int j) {
    return lengths[i * (b.length + 1) + j];
  }

  private byte[] text() {
    byte[] text = new byte[length(a.length, b.length)];
    int left = text.length;
    int i = a.length;
    int j = b.length;
    while (left > 0) {
      if (a[i - 1] == b[j - 1]) {
        text[--left] = a[i - 1];
        i--;
        j--;
      } else if (length(i - 1, j) > length(i, j - 1)) {
        i--;
      } else {
        j--;
      }
    }
    return text;
  }

  /** The runs of the subsequence, the last one first. */
  private List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    int i = a.length;
    int j = b.length;
    while (i > 0 && j > 0) {
      if (a[i - 1] == b[j - 1]) {
        int aEnd = i - 1;
        int bEnd = j - 1;
        while (i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
          i--;
          j--;
        }
        matches.add(new Match(i, aEnd, j, bEnd));
      } else if (length(i - 1, j) > length(i, j - 1)) {
        i--;
      } else {
        j--;
      }
    }
    return matches;
  }

  private void replyPositions(Execution x, Options options) {
    List<Match> shown =
        matches().stream().filter(match -> match.length() >= options.minMatch()).toList();
    var reply = x.reply();
    reply.map(2);
    reply.bulk("matches");
    reply.array(shown.size());
    for (Match match : shown) {
      reply.array(options.withLengths() ? 3 : 2);
      reply.array(2);
      reply.integer(match.aStart());
      reply.integer(match.aEnd());
      reply.array(2);
      reply.integer(match.bStart());
      reply.integer(match.bEnd());
      if (options.withLengths()) {
        reply.integer(match.length());
      }
    }
    reply.bulk("len");
    reply.integer(length(a.length, b.length));
  }
}

package io.vedette.node.type.bitmap;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.type.string.StringBytes;

/** BITCOUNT and BITPOS. */
final class BitSearchCommands {
  private static final int KEY = 1;

  private BitSearchCommands() {}

  /** Ranges of a key that does not exist are not even looked at, as in Redis. */
  static void bitCount(Execution x) {
    Object entry = x.db().find(x.bytes(), x.offset(KEY), x.length(KEY));
    if (entry == null) {
      x.reply().integer(0);
      return;
    }
    StringBytes bytes = StringBytes.of(entry);
    BitRange range = countedRange(x, bytes.length());
    x.reply().integer(BitSearch.count(bytes.array(), bytes.offset(), range));
  }

  private static BitRange countedRange(Execution x, int length) {
    int arguments = x.argumentCount();
    if (arguments == 2) {
      return BitRange.all(length);
    }
    if (arguments != 4 && arguments != 5) {
      throw CommandError.SYNTAX;
    }
    long start = x.integer(2);
    long end = x.integer(3);
    if (start < 0 && end < 0 && start > end) {
      return new BitRange(0, -1);
    }
    return BitRange.of(start, end, length, arguments == 5 && inBits(x, 4));
  }

  private static boolean inBits(Execution x, int argument) {
    if (!x.is(argument, "BIT") && !x.is(argument, "BYTE")) {
      throw CommandError.SYNTAX;
    }
    return x.is(argument, "BIT");
  }

  /** A missing key is an endless row of zeros; an existing one too, unless an end is given. */
  static void bitPos(Execution x) {
    long bit = x.integer(2);
    if (bit != 0 && bit != 1) {
      throw new CommandError("ERR The bit argument must be 1 or 0.");
    }
    Object entry = x.db().find(x.bytes(), x.offset(KEY), x.length(KEY));
    if (entry == null) {
      x.reply().integer(bit == 1 ? -1 : 0);
      return;
    }
    StringBytes bytes = StringBytes.of(entry);
    int length = bytes.length();
    BitRange range = searchedRange(x, length);
    long found = BitSearch.find(bit == 1, bytes.array(), bytes.offset(), range);
    boolean endless = x.argumentCount() < 5 && bit == 0 && !range.isEmpty();
    x.reply().integer(found < 0 && endless ? (long) length << 3 : found);
  }

  private static BitRange searchedRange(Execution x, int length) {
    int arguments = x.argumentCount();
    if (arguments == 3) {
      return BitRange.all(length);
    }
    if (arguments > 6) {
      throw CommandError.SYNTAX;
    }
    long start = x.integer(3);
    boolean inBits = arguments == 6 && inBits(x, 5);
    long end = arguments >= 5 ? x.integer(4) : length - 1;
    return BitRange.of(start, end, length, inBits);
  }
}

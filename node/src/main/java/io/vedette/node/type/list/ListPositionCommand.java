package io.vedette.node.type.list;

import static io.vedette.node.type.list.ListCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import java.util.Arrays;

/** LPOS: at which indexes an element stands. */
final class ListPositionCommand {
  private static final CommandError ZERO_RANK =
      new CommandError(
          "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or"
              + " use negative to start from the end of the list");
  private static final CommandError RANK_RANGE =
      new CommandError(
          "ERR value is out of range, value must between -9223372036854775807 and"
              + " 9223372036854775807");

  /** Which match to begin with, from which end. */
  private long rank = 1;

  private ListEnd end = ListEnd.HEAD;

  /** How many matches to reply with, 0: all; -1: one that stands for itself. */
  private long count = -1;

  /** How many elements to compare, 0: all. */
  private long maxLength;

  private ListPositionCommand() {}

  static void positions(Execution x) {
    ListPositionCommand options = new ListPositionCommand();
    options.parse(x);
    ListValue list = x.find(KEY, ListValue.KIND);
    if (options.count >= 0) {
      options.replyAll(x, list);
    } else {
      long[] found = list == null ? new long[0] : options.find(list, new ListPattern(x, 2), 1);
      if (found.length == 0) {
        x.reply().nullBulk();
      } else {
        x.reply().integer(found[0]);
      }
    }
  }

  private void parse(Execution x) {
    for (int i = 3; i < x.argumentCount(); i += 2) {
      boolean hasValue = i + 1 < x.argumentCount();
      if (x.is(i, "RANK") && hasValue) {
        rank(x.integer(i + 1));
      } else if (x.is(i, "COUNT") && hasValue) {
        count = x.integerAtLeast(i + 1, 0, "ERR COUNT can't be negative");
      } else if (x.is(i, "MAXLEN") && hasValue) {
        maxLength = x.integerAtLeast(i + 1, 0, "ERR MAXLEN can't be negative");
      } else {
        throw CommandError.SYNTAX;
      }
    }
  }

  private void rank(long given) {
    if (given == Long.MIN_VALUE) {
      throw RANK_RANGE;
    }
    if (given == 0) {
      throw ZERO_RANK;
    }
    rank = Math.abs(given);
    end = given < 0 ? ListEnd.TAIL : ListEnd.HEAD;
  }

  private void replyAll(Execution x, ListValue list) {
    long most = count == 0 ? Long.MAX_VALUE : count;
    long[] found = list == null ? new long[0] : find(list, new ListPattern(x, 2), most);
    x.reply().array(found.length);
    for (long index : found) {
      x.reply().integer(index);
    }
  }

  private long[] find(ListValue list, ListPattern pattern, long most) {
    long[] found = new long[4];
    int matches = 0;
    long toPass = rank - 1;
    long size = list.elements();
    long compared = 0;
    ListCursor at = list.at(end);
    do {
      if (at.matches(pattern) && toPass-- <= 0) {
        if (matches == found.length) {
          found = Arrays.copyOf(found, matches * 2);
        }
        found[matches++] = end == ListEnd.HEAD ? compared : size - 1 - compared;
      }
      compared++;
    } while (matches < most && (maxLength == 0 || compared < maxLength) && at.awayFrom(end));
    return Arrays.copyOf(found, matches);
  }
}

package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.blocking.BlockTimeout;

/**
 * What XREAD and XREADGROUP have before their keys.
 *
 * @param firstKey argument that is the first key
 * @param streams how many arguments are keys; as many ids follow
 * @param count how many entries of each stream at most; 0: all
 * @param timeoutMs how long to wait, 0 for ever; {@link #AT_ONCE} not to wait
 * @param group argument that is the name of the group, the consumer behind it; 0: none
 * @param noAck whether entries count as acknowledged at once
 */
record ReadOptions(
    int firstKey, int streams, long count, long timeoutMs, int group, boolean noAck) {
  static final long AT_ONCE = -1;

  /**
   * Reads them.
   *
   * @param grouped whether the command is XREADGROUP
   */
  static ReadOptions of(Execution x, boolean grouped) {
    long count = 0;
    long timeoutMs = AT_ONCE;
    int group = 0;
    boolean noAck = false;
    for (int i = 1; i < x.argumentCount(); i++) {
      int behind = x.argumentCount() - i - 1;
      if (x.is(i, "BLOCK") && behind > 0) {
        timeoutMs = BlockTimeout.ofMillis(x, ++i);
      } else if (x.is(i, "COUNT") && behind > 0) {
        count = Math.max(0, x.integer(++i));
      } else if (x.is(i, "STREAMS") && behind > 0) {
        requirePairs(behind, grouped);
        if (grouped && group == 0) {
          throw new CommandError("ERR Missing GROUP option for XREADGROUP");
        }
        return new ReadOptions(i + 1, behind / 2, count, timeoutMs, group, noAck);
      } else if (x.is(i, "GROUP") && behind > 1) {
        requireGrouped(grouped, "GROUP");
        group = i + 1;
        i += 2;
      } else if (x.is(i, "NOACK")) {
        requireGrouped(grouped, "NOACK");
        noAck = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    throw CommandError.SYNTAX;
  }

  private static void requirePairs(int arguments, boolean grouped) {
    if (arguments % 2 != 0) {
      throw new CommandError(
          "ERR Unbalanced '"
              + (grouped ? "xreadgroup" : "xread")
              + "' list of streams: for each stream key an ID or '"
              + (grouped ? '>' : '$')
              + "' must be specified.");
    }
  }

  private static void requireGrouped(boolean grouped, String option) {
    if (!grouped) {
      throw new CommandError(
          "ERR The "
              + option
              + " option is only supported by XREADGROUP. You called XREAD instead.");
    }
  }

  /** The argument that is the id of a stream, the first being 0. */
  int id(int stream) {
    return firstKey + streams + stream;
  }

  /** Whether an argument is this one character. */
  static boolean is(Execution x, int argument, char character) {
    return x.length(argument) == 1 && x.bytes()[x.offset(argument)] == character;
  }
}

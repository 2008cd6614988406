package io.vedette.node.proxy;

import io.vedette.protocol.resp.CommandBatch;

/**
 * Whether a SORT finds all that its patterns name. The names of those keys come from data, so they
 * must all be of the sorted key's shard whatever the data: there is one shard, or the pattern has a
 * hash tag in front of its star.
 */
final class SortPatterns {
  private static final int KEY = 1;
  private static final int FIRST_OPTION = 2;

  private SortPatterns() {}

  /** Why a SORT cannot be answered, or null; malformed ones are the shard's to refuse. */
  static String refusal(Routing routing, CommandBatch batch, int command) {
    int count = batch.argumentCount(command);
    if (routing.shards() <= 1) {
      return null;
    }
    for (int i = FIRST_OPTION; i < count; i++) {
      String word = CommandErrors.text(batch, command, i, 6);
      boolean by = word.equalsIgnoreCase("BY");
      if (by || word.equalsIgnoreCase("GET")) {
        i++;
        if (i < count && !isHere(routing, batch, command, i)) {
          return "ERR " + (by ? "BY" : "GET") + " option of SORT denied in Cluster mode.";
        }
      } else if (word.equalsIgnoreCase("LIMIT")) {
        i += 2;
      } else if (word.equalsIgnoreCase("STORE")) {
        i++;
      }
    }
    return null;
  }

  /** Whether a pattern names no keys, or such of the sorted key's shard. */
  private static boolean isHere(Routing routing, CommandBatch batch, int command, int argument) {
    byte[] bytes = batch.bytes();
    int from = batch.offset(command, argument);
    int star = indexOf(bytes, from, from + batch.length(command, argument), '*');
    if (star < 0) {
      return true;
    }
    int open = indexOf(bytes, from, star, '{');
    int close = open < 0 ? -1 : indexOf(bytes, open, star, '}');
    return close > open + 1
        && routing.shardOf(bytes, from, star - from)
            == routing.shardOf(bytes, batch.offset(command, KEY), batch.length(command, KEY));
  }

  private static int indexOf(byte[] bytes, int from, int until, char wanted) {
    for (int i = from; i < until; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}

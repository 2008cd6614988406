package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;

/** Members between two byte strings; meant for sets in which all scores are equal. */
record LexRange(Limit min, Limit max) implements ElementRange {
  private static final CommandError NOT_A_RANGE =
      new CommandError("ERR min or max not valid string range item");

  /**
   * One end.
   *
   * @param open {@code -1} for the lowest possible, {@code 1} for the highest, 0 for a string
   * @param excluded whether the string itself does not belong to the range
   */
  record Limit(int open, byte[] bytes, int offset, int length, boolean excluded) {
    static Limit parse(Execution x, int argument) {
      byte[] bytes = x.bytes();
      int at = x.offset(argument);
      int length = x.length(argument);
      if (length == 0) {
        throw NOT_A_RANGE;
      }
      boolean alone = length == 1 || bytes[at + 1] == 0;
      if (alone && (bytes[at] == '-' || bytes[at] == '+')) {
        return new Limit(bytes[at] == '-' ? -1 : 1, bytes, at, 0, true);
      }
      return switch (bytes[at]) {
        case '(' -> new Limit(0, bytes, at + 1, length - 1, true);
        case '[' -> new Limit(0, bytes, at + 1, length - 1, false);
        default -> throw NOT_A_RANGE;
      };
    }

    /** How many members of a set come before this place, or up to the string at it. */
    int membersBelow(ZSetValue set, boolean orEqual) {
      return switch (open) {
        case -1 -> 0;
        case 1 -> (int) set.elements();
        default -> set.countBelow(bytes, offset, length, orEqual);
      };
    }
  }

  /** Reads limits such as {@code [a}, {@code (a} (without a itself), {@code -} and {@code +}. */
  static LexRange parse(Execution x, int min, int max) {
    return new LexRange(Limit.parse(x, min), Limit.parse(x, max));
  }

  @Override
  public RankRange in(ZSetValue set) {
    int from = min.membersBelow(set, min.excluded);
    int until = max.membersBelow(set, !max.excluded);
    return from < until ? new RankRange(from, until) : RankRange.NOTHING;
  }
}

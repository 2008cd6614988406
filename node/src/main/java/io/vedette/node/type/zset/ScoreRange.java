package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;

/** Elements between two scores. */
record ScoreRange(double min, boolean minExcluded, double max, boolean maxExcluded)
    implements ElementRange {
  private static final CommandError NOT_A_RANGE = new CommandError("ERR min or max is not a float");

  /** Reads limits such as {@code 5}, {@code (5} (without 5 itself) and {@code -inf}. */
  static ScoreRange parse(Execution x, int min, int max) {
    return new ScoreRange(limit(x, min), isExcluded(x, min), limit(x, max), isExcluded(x, max));
  }

  private static boolean isExcluded(Execution x, int argument) {
    return x.length(argument) > 0 && x.bytes()[x.offset(argument)] == '(';
  }

  private static double limit(Execution x, int argument) {
    int skipped = isExcluded(x, argument) ? 1 : 0;
    double limit =
        ScoreText.parseLimit(x.bytes(), x.offset(argument) + skipped, x.length(argument) - skipped);
    if (Double.isNaN(limit)) {
      throw NOT_A_RANGE;
    }
    return limit;
  }

  @Override
  public RankRange in(ZSetValue set) {
    int from = set.countBelow(min, minExcluded);
    int until = set.countBelow(max, !maxExcluded);
    return from < until ? new RankRange(from, until) : RankRange.NOTHING;
  }
}

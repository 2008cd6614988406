package io.vedette.node.type.zset;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** Removing a range. */
final class ZRemoveRangeCommands {
  private static final int KEY = 1;
  private static final int MIN = 2;
  private static final int MAX = 3;

  private ZRemoveRangeCommands() {}

  static void register(Commands commands) {
    commands
        .register("zremrangebyrank", x -> remove(x, ranks(x.integer(MIN), x.integer(MAX))))
        .register("zremrangebyscore", x -> remove(x, ScoreRange.parse(x, MIN, MAX)))
        .register("zremrangebylex", x -> remove(x, LexRange.parse(x, MIN, MAX)));
  }

  private static ElementRange ranks(long start, long end) {
    return set -> RankRange.ofRanks(start, end, (int) set.elements());
  }

  private static void remove(Execution x, ElementRange range) {
    ZSetValue set = x.findForWrite(KEY, ZSetValue.KIND);
    RankRange ranks = set == null ? RankRange.NOTHING : range.in(set);
    if (ranks.size() > 0) {
      set.remove(ranks);
      ZSetWriteCommands.removed(x, set, x.spec().name(), ranks.size());
    }
    x.reply().integer(ranks.size());
  }
}

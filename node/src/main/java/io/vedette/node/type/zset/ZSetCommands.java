package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.ReplyBuffer;

/** The commands on sorted sets and their handlers; here those that ask about members or counts. */
public final class ZSetCommands {
  private static final int KEY = 1;
  private static final int MEMBER = 2;
  private static final int MIN = 2;
  private static final int MAX = 3;
  private static final int RANK_OPTION = 3;

  private ZSetCommands() {}

  public static void register(Commands commands) {
    commands
        .register("zcard", ZSetCommands::card)
        .register("zscore", ZSetCommands::score)
        .register("zmscore", ZSetCommands::mScore)
        .register("zrank", x -> rank(x, false))
        .register("zrevrank", x -> rank(x, true))
        .register("zcount", x -> count(x, ScoreRange.parse(x, MIN, MAX)))
        .register("zlexcount", x -> count(x, LexRange.parse(x, MIN, MAX)))
        .register("zscan", ZSetIterationCommands::scan)
        .register("zrandmember", ZSetIterationCommands::randMember);
    ZSetWriteCommands.register(commands);
    ZRangeCommands.register(commands);
    ZRemoveRangeCommands.register(commands);
    ZPopCommands.register(commands);
    ZCombineCommands.register(commands);
  }

  static ZSetValue find(Execution x) {
    return x.find(KEY, ZSetValue.KIND);
  }

  private static void card(Execution x) {
    ZSetValue set = find(x);
    x.reply().integer(set == null ? 0 : set.elements());
  }

  private static double score(Execution x, ZSetValue set, int argument) {
    return set == null
        ? ZSetValue.NONE
        : set.score(x.bytes(), x.offset(argument), x.length(argument));
  }

  private static void replyScore(ReplyBuffer reply, double score) {
    if (Double.isNaN(score)) {
      reply.nullBulk();
    } else {
      ScoreText.reply(reply, score);
    }
  }

  private static void score(Execution x) {
    replyScore(x.reply(), score(x, find(x), MEMBER));
  }

  private static void mScore(Execution x) {
    ZSetValue set = find(x);
    x.reply().array(x.argumentCount() - MEMBER);
    for (int i = MEMBER; i < x.argumentCount(); i++) {
      replyScore(x.reply(), score(x, set, i));
    }
  }

  private static void rank(Execution x, boolean fromHighest) {
    if (x.argumentCount() > RANK_OPTION + 1) {
      throw CommandError.wrongArity(x.spec().name());
    }
    boolean withScore = x.argumentCount() > RANK_OPTION;
    if (withScore && !x.is(RANK_OPTION, "WITHSCORE")) {
      throw CommandError.SYNTAX;
    }
    ZSetValue set = find(x);
    int rank = set == null ? -1 : set.rank(x.bytes(), x.offset(MEMBER), x.length(MEMBER));
    if (rank < 0) {
      if (withScore) {
        x.reply().nullArray();
      } else {
        x.reply().nullBulk();
      }
      return;
    }
    if (withScore) {
      x.reply().array(2);
    }
    x.reply().integer(fromHighest ? set.elements() - 1 - rank : rank);
    if (withScore) {
      ScoreText.reply(x.reply(), score(x, set, MEMBER));
    }
  }

  private static void count(Execution x, ElementRange range) {
    ZSetValue set = find(x);
    x.reply().integer(set == null ? 0 : range.in(set).size());
  }
}

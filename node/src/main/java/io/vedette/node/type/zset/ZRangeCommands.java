package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.protocol.resp.ReplyBuffer;

/** ZRANGE in all its forms: answered, or stored at another key. */
final class ZRangeCommands {
  private static final int KEY = 1;
  private static final int TARGET = 1;
  private static final int SOURCE = 2;

  /** What a range is told by; AUTO: by ranks, unless an option says otherwise. */
  private enum By {
    AUTO,
    RANK,
    SCORE,
    LEX
  }

  private ZRangeCommands() {}

  static void register(Commands commands) {
    commands
        .register("zrange", x -> range(x, By.AUTO, false))
        .register("zrevrange", x -> range(x, By.RANK, true))
        .register("zrangebyscore", x -> range(x, By.SCORE, false))
        .register("zrevrangebyscore", x -> range(x, By.SCORE, true))
        .register("zrangebylex", x -> range(x, By.LEX, false))
        .register("zrevrangebylex", x -> range(x, By.LEX, true))
        .register("zrangestore", ZRangeCommands::store);
  }

  /** The arguments behind the key. */
  private static final class Request {
    private final Execution x;
    private final int min;
    private final boolean store;
    private By by;
    private boolean reverse;
    private boolean withScores;
    private long offset;
    private long limit = -1;
    private ElementRange range;

    /**
     * @param key index of the key's argument
     * @param by what the command's name says
     * @param reverse what the command's name says
     */
    Request(Execution x, int key, boolean store, By by, boolean reverse) {
      this.x = x;
      this.min = key + 1;
      this.store = store;
      this.by = by;
      this.reverse = reverse;
      options(by == By.AUTO);
      this.range = parseRange();
    }

    private void options(boolean free) {
      for (int i = min + 2; i < x.argumentCount(); i++) {
        if (!store && x.is(i, "WITHSCORES")) {
          withScores = true;
        } else if (x.is(i, "LIMIT") && i + 2 < x.argumentCount()) {
          offset = x.integer(i + 1);
          limit = x.integer(i + 2);
          i += 2;
        } else if (free && !reverse && x.is(i, "REV")) {
          reverse = true;
        } else if (by == By.AUTO && x.is(i, "BYLEX")) {
          by = By.LEX;
        } else if (by == By.AUTO && x.is(i, "BYSCORE")) {
          by = By.SCORE;
        } else {
          throw CommandError.SYNTAX;
        }
      }
      by = by == By.AUTO ? By.RANK : by;
      if (limit != -1 && by == By.RANK) {
        throw new CommandError(
            "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or"
                + " BYLEX");
      }
      if (withScores && by == By.LEX) {
        throw new CommandError(
            "ERR syntax error, WITHSCORES not supported in combination with BYLEX");
      }
    }

    private ElementRange parseRange() {
      int low = reverse ? min + 1 : min;
      int high = reverse ? min : min + 1;
      return switch (by) {
        case SCORE -> ScoreRange.parse(x, low, high);
        case LEX -> LexRange.parse(x, low, high);
        case RANK, AUTO -> ranks(x.integer(min), x.integer(min + 1));
      };
    }

    /** Ranks that are counted from the highest score if that comes first. */
    private ElementRange ranks(long start, long end) {
      return set -> {
        int size = (int) set.elements();
        RankRange ranks = RankRange.ofRanks(start, end, size);
        return reverse ? ranks.mirrored(size) : ranks;
      };
    }

    RankRange in(ZSetValue set) {
      RankRange found = range.in(set);
      return by == By.RANK ? found : found.limited(offset, limit, reverse);
    }
  }

  private static void range(Execution x, By by, boolean reverse) {
    Request request = new Request(x, KEY, false, by, reverse);
    ZSetValue set = ZSetCommands.find(x);
    if (set == null) {
      x.reply().array(0);
      return;
    }
    RankRange ranks = request.in(set);
    reply(x.reply(), set.cursor(ranks, request.reverse), ranks.size(), request.withScores);
  }

  /** Replies with members, and scores: in RESP2 one after the other, in RESP3 as pairs. */
  static void reply(ReplyBuffer reply, ZSetCursor cursor, int size, boolean withScores) {
    boolean pairs = withScores && reply.protocol() == 3;
    reply.array(withScores && !pairs ? 2 * size : size);
    while (cursor.next()) {
      if (pairs) {
        reply.array(2);
      }
      reply.bulk(cursor.bytes(), cursor.offset(), cursor.length());
      if (withScores) {
        ScoreText.reply(reply, cursor.score());
      }
    }
  }

  private static void store(Execution x) {
    Request request = new Request(x, SOURCE, true, By.AUTO, false);
    ZSetValue source = x.find(SOURCE, ZSetValue.KIND);
    ZSetValue result = new ZSetValue();
    if (source != null) {
      RankRange ranks = request.in(source);
      // Scores and names are not counted in advance, in Redis either: what is packed until the set
      // is large loses the sign of zero.
      if (request.by == By.RANK && ranks.size() > x.limits().zsetMaxListpackEntries) {
        result.unpack(ranks.size());
      }
      ZSetCursor cursor = source.cursor(ranks, request.reverse);
      while (cursor.next()) {
        result.put(x.limits(), cursor.score(), cursor.bytes(), cursor.offset(), cursor.length());
      }
    }
    x.store(TARGET, result, EventClass.ZSET, "zrangestore");
    x.reply().integer(result.elements());
  }
}

package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.RandomSample;
import io.vedette.node.command.ScanOptions;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.random.RandomGenerator;

/** Going through all members, and picking random ones. */
final class ZSetIterationCommands {
  private static final int CURSOR = 2;
  private static final int COUNT = 2;
  private static final int WITH_SCORES = 3;

  /** More could not be answered: a reply is one array in memory. */
  private static final long MAX_MEMBERS = 1L << 29;

  private ZSetIterationCommands() {}

  static void scan(Execution x) {
    long cursor = ScanOptions.cursor(x, CURSOR);
    ZSetValue set = ZSetCommands.find(x);
    if (set == null) {
      ScanOptions.replyEmpty(x.reply());
      return;
    }
    ScanOptions options = ScanOptions.parse(x, CURSOR + 1);
    ReplyBuffer found = new ReplyBuffer();
    int[] elements = new int[1];
    long next =
        set.scan(
            cursor,
            options.count(),
            (member, at, length, score) -> {
              if (options.matches(member, at, length)) {
                found.bulk(member, at, length);
                found.bulk(score);
                elements[0] += 2;
              }
            });
    ReplyBuffer reply = x.reply();
    reply.array(2);
    reply.bulkLong(next);
    reply.array(elements[0]);
    reply.raw(found.bytes(), 0, found.size());
  }

  static void randMember(Execution x) {
    if (x.argumentCount() == COUNT) {
      one(x);
      return;
    }
    long count = RandomSample.count(x, COUNT);
    boolean withScores = x.argumentCount() > WITH_SCORES;
    if (x.argumentCount() > WITH_SCORES + 1 || withScores && !x.is(WITH_SCORES, "WITHSCORES")) {
      throw CommandError.SYNTAX;
    }
    if (withScores && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new CommandError("ERR value is out of range");
    }
    ZSetValue set = ZSetCommands.find(x);
    if (set == null || count == 0) {
      x.reply().array(0);
    } else if (count < 0) {
      repeating(x, set, -count, withScores);
    } else {
      distinct(x, set, count, withScores);
    }
  }

  private static void one(Execution x) {
    ZSetValue set = ZSetCommands.find(x);
    if (set == null) {
      x.reply().nullBulk();
    } else {
      ZSetCursor at = set.random(x.keyspace().random());
      x.reply().bulk(at.bytes(), at.offset(), at.length());
    }
  }

  private static void begin(ReplyBuffer reply, long members, boolean withScores) {
    reply.array((int) (withScores && reply.protocol() == 2 ? 2 * members : members));
  }

  private static void reply(ReplyBuffer reply, ZSetCursor at, boolean withScores) {
    if (withScores && reply.protocol() == 3) {
      reply.array(2);
    }
    reply.bulk(at.bytes(), at.offset(), at.length());
    if (withScores) {
      ScoreText.reply(reply, at.score());
    }
  }

  private static void repeating(Execution x, ZSetValue set, long count, boolean withScores) {
    if (count > MAX_MEMBERS) {
      throw new CommandError("ERR value is out of range");
    }
    begin(x.reply(), count, withScores);
    for (long i = 0; i < count; i++) {
      reply(x.reply(), set.random(x.keyspace().random()), withScores);
    }
  }

  private static void distinct(Execution x, ZSetValue set, long count, boolean withScores) {
    int size = (int) set.elements();
    int wanted = (int) Math.min(count, size);
    RandomGenerator random = x.keyspace().random();
    begin(x.reply(), wanted, withScores);
    if (!set.isPacked() && RandomSample.isSparse(wanted, size)) {
      RandomSample seen = new RandomSample();
      while (seen.size() < wanted) {
        ZSetCursor at = set.random(random);
        if (seen.add(at.bytes(), at.offset(), at.length())) {
          reply(x.reply(), at, withScores);
        }
      }
      return;
    }
    // Goes through all once and takes each with the chance that leaves the right number.
    ZSetCursor all = set.all();
    for (int left = size, more = wanted; more > 0 && all.next(); left--) {
      if (random.nextInt(left) < more) {
        more--;
        reply(x.reply(), all, withScores);
      }
    }
  }
}

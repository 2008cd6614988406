package io.vedette.node.type.hash;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.RandomSample;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.random.RandomGenerator;

/** HRANDFIELD: random fields, with or without repetition. */
final class HashRandomCommand {
  private static final int COUNT = 2;
  private static final int WITH_VALUES = 3;

  /** More could not be answered: a reply is one array in memory. */
  private static final long MAX_FIELDS = 1L << 29;

  private HashRandomCommand() {}

  static void randField(Execution x) {
    if (x.argumentCount() == COUNT) {
      one(x);
      return;
    }
    long count = RandomSample.count(x, COUNT);
    boolean withValues = x.argumentCount() > WITH_VALUES;
    if (x.argumentCount() > WITH_VALUES + 1 || withValues && !x.is(WITH_VALUES, "WITHVALUES")) {
      throw CommandError.SYNTAX;
    }
    if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new CommandError("ERR value is out of range");
    }
    HashValue hash = HashCommands.find(x);
    if (hash == null || count == 0) {
      x.reply().array(0);
    } else if (count < 0) {
      repeating(x, hash, -count, withValues);
    } else {
      distinct(x, hash, count, withValues);
    }
  }

  private static void one(Execution x) {
    HashValue hash = HashCommands.find(x);
    if (hash == null) {
      x.reply().nullBulk();
    } else {
      hash.random(
          x.keyspace().random(),
          1,
          (field, at, length, value, valueAt, valueLength) -> x.reply().bulk(field, at, length));
    }
  }

  private static void repeating(Execution x, HashValue hash, long count, boolean withValues) {
    ReplyBuffer reply = x.reply();
    if (count > MAX_FIELDS) {
      throw new CommandError("ERR value is out of range");
    }
    begin(reply, count, withValues);
    hash.random(x.keyspace().random(), count, replying(reply, withValues));
  }

  /** In RESP2 fields and values follow each other, in RESP3 each pair is an array. */
  private static void begin(ReplyBuffer reply, long fields, boolean withValues) {
    long elements = withValues && reply.protocol() == 2 ? 2 * fields : fields;
    reply.array((int) elements);
  }

  private static HashValue.PairVisitor replying(ReplyBuffer reply, boolean withValues) {
    return (field, at, length, value, valueAt, valueLength) -> {
      if (withValues && reply.protocol() == 3) {
        reply.array(2);
      }
      reply.bulk(field, at, length);
      if (withValues) {
        reply.bulk(value, valueAt, valueLength);
      }
    };
  }

  private static void distinct(Execution x, HashValue hash, long count, boolean withValues) {
    ReplyBuffer reply = x.reply();
    int size = (int) hash.elements();
    int wanted = (int) Math.min(count, size);
    begin(reply, wanted, withValues);
    HashValue.PairVisitor visitor = replying(reply, withValues);
    if (hash.isPacked() || !RandomSample.isSparse(wanted, size)) {
      walk(hash, wanted, x.keyspace().random(), visitor);
      return;
    }
    RandomSample seen = new RandomSample();
    while (seen.size() < wanted) {
      hash.random(
          x.keyspace().random(),
          1,
          (field, at, length, value, valueAt, valueLength) -> {
            if (seen.add(field, at, length)) {
              visitor.pair(field, at, length, value, valueAt, valueLength);
            }
          });
    }
  }

  /** Goes through all fields once and takes each with the chance that leaves the right number. */
  private static void walk(
      HashValue hash, int wanted, RandomGenerator random, HashValue.PairVisitor visitor) {
    int[] left = {(int) hash.elements(), wanted};
    hash.forEach(
        (field, at, length, value, valueAt, valueLength) -> {
          if (random.nextInt(left[0]--) < left[1]) {
            left[1]--;
            visitor.pair(field, at, length, value, valueAt, valueLength);
          }
        });
  }
}

package io.vedette.node.type.set;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.node.command.RandomSample;
import io.vedette.node.command.event.EventClass;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** SPOP and SRANDMEMBER. Replicas are told which members were taken. */
final class SetRandomCommands {
  private static final int KEY = 1;
  private static final int COUNT = 2;

  /** More could not be answered: a reply is one array in memory. */
  private static final long MAX_MEMBERS = 1L << 29;

  private SetRandomCommands() {}

  static void pop(Execution x) {
    if (x.argumentCount() > COUNT + 1) {
      throw CommandError.SYNTAX;
    }
    if (x.argumentCount() == COUNT) {
      popOne(x);
      return;
    }
    long count = x.integerAtLeast(COUNT, 0, "ERR value is out of range, must be positive");
    SetValue set = x.findForWrite(KEY, SetValue.KIND);
    if (set == null || count == 0) {
      x.reply().set(0);
    } else if (count >= set.elements()) {
      popAll(x, set);
    } else {
      popSome(x, set, (int) count);
    }
  }

  private static void popOne(Execution x) {
    SetValue set = x.findForWrite(KEY, SetValue.KIND);
    if (set == null) {
      x.reply().nullBulk();
      return;
    }
    byte[] member = set.random(x.keyspace().random());
    set.remove(member, 0, member.length);
    SetWriteCommands.putBackLess(x, set, "spop");
    x.changed();
    removal(x, 1).arg(member);
    x.reply().bulk(member);
  }

  private static Effects removal(Execution x, int members) {
    return x.effects()
        .command(2 + members)
        .arg("SREM")
        .arg(x.bytes(), x.offset(KEY), x.length(KEY));
  }

  private static void popAll(Execution x, SetValue set) {
    SetCommands.reply(x.reply(), set);
    x.changed(set.elements());
    x.db().delete(x.bytes(), x.offset(KEY), x.length(KEY));
    x.notify(EventClass.SET, "spop", KEY);
    x.notify(EventClass.GENERIC, "del", KEY);
    x.effects().command(2).arg("DEL").arg(x.bytes(), x.offset(KEY), x.length(KEY));
  }

  private static void popSome(Execution x, SetValue set, int count) {
    List<byte[]> popped = new ArrayList<>(count);
    if (set.isPacked() || !RandomSample.isSparse(count, set.elements())) {
      walk(set, count, x.keyspace().random(), (b, at, n) -> popped.add(copy(b, at, n)));
      popped.forEach(member -> set.remove(member, 0, member.length));
    } else {
      for (int i = 0; i < count; i++) {
        byte[] member = set.random(x.keyspace().random());
        set.remove(member, 0, member.length);
        popped.add(member);
      }
    }
    SetWriteCommands.putBackLess(x, set, "spop");
    x.changed(count);
    Effects removal = removal(x, count);
    x.reply().set(count);
    for (byte[] member : popped) {
      removal.arg(member);
      x.reply().bulk(member);
    }
  }

  private static byte[] copy(byte[] bytes, int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  static void randMember(Execution x) {
    if (x.argumentCount() > COUNT + 1) {
      throw CommandError.SYNTAX;
    }
    if (x.argumentCount() == COUNT) {
      oneMember(x);
      return;
    }
    long count = RandomSample.count(x, COUNT);
    SetValue set = x.find(KEY, SetValue.KIND);
    if (set == null || count == 0) {
      x.reply().array(0);
    } else if (count < 0) {
      repeating(x, set, -count);
    } else {
      distinct(x, set, count);
    }
  }

  private static void oneMember(Execution x) {
    SetValue set = x.find(KEY, SetValue.KIND);
    if (set == null) {
      x.reply().nullBulk();
    } else {
      x.reply().bulk(set.random(x.keyspace().random()));
    }
  }

  private static void repeating(Execution x, SetValue set, long count) {
    if (count > MAX_MEMBERS) {
      throw new CommandError("ERR value is out of range");
    }
    x.reply().array((int) count);
    for (long i = 0; i < count; i++) {
      x.reply().bulk(set.random(x.keyspace().random()));
    }
  }

  private static void distinct(Execution x, SetValue set, long count) {
    ReplyBuffer reply = x.reply();
    int wanted = (int) Math.min(count, set.elements());
    reply.array(wanted);
    if (set.isPacked() || !RandomSample.isSparse(wanted, set.elements())) {
      walk(set, wanted, x.keyspace().random(), reply::bulk);
      return;
    }
    RandomSample seen = new RandomSample();
    while (seen.size() < wanted) {
      byte[] member = set.random(x.keyspace().random());
      if (seen.add(member, 0, member.length)) {
        reply.bulk(member);
      }
    }
  }

  /** Goes through all members once and takes each with the chance that leaves the right number. */
  private static void walk(
      SetValue set, int wanted, RandomGenerator random, SetValue.MemberVisitor visitor) {
    int[] left = {(int) set.elements(), wanted};
    set.forEach(
        (bytes, at, length) -> {
          if (random.nextInt(left[0]--) < left[1]) {
            left[1]--;
            visitor.member(bytes, at, length);
          }
        });
  }
}

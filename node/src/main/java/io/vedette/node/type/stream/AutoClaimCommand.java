package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** XAUTOCLAIM: gives the pending entries from an id on that are idle to a consumer. */
final class AutoClaimCommand {
  private static final int KEY = 1;
  private static final int GROUP = 2;
  private static final int CONSUMER = 3;
  private static final int MIN_IDLE = 4;
  private static final int START = 5;
  private static final int FIRST_OPTION = 6;
  private static final long DEFAULT_COUNT = 100;

  /** For each entry that is wanted, so many are looked at. */
  private static final int ATTEMPTS = 10;

  /** The greatest count whose attempts and deleted ids fit into their types in Redis. */
  private static final long MAX_COUNT = Long.MAX_VALUE / 16;

  private record Options(long minIdleMs, StreamId start, long count, boolean justId) {
    static Options of(Execution x) {
      long minIdleMs;
      try {
        minIdleMs = x.integer(MIN_IDLE);
      } catch (CommandError e) {
        throw new CommandError("ERR Invalid min-idle-time argument for XAUTOCLAIM");
      }
      StreamId start = StreamIdText.parseStart(x, START);
      long count = DEFAULT_COUNT;
      boolean justId = false;
      for (int i = FIRST_OPTION; i < x.argumentCount(); i++) {
        if (x.is(i, "COUNT") && i + 1 < x.argumentCount()) {
          count = count(x, ++i);
        } else if (x.is(i, "JUSTID")) {
          justId = true;
        } else {
          throw CommandError.SYNTAX;
        }
      }
      return new Options(minIdleMs, start, count, justId);
    }

    private static long count(Execution x, int argument) {
      long count;
      try {
        count = x.integer(argument);
      } catch (CommandError e) {
        count = 0;
      }
      if (count < 1 || count > MAX_COUNT) {
        throw new CommandError("ERR COUNT must be > 0");
      }
      return count;
    }
  }

  private AutoClaimCommand() {}

  static void claim(Execution x) {
    Options options = Options.of(x);
    GroupLookup found = GroupLookup.write(x, KEY, GROUP).required();
    GroupEffects effects = new GroupEffects(x, KEY, GROUP);
    StreamConsumer consumer = found.seenConsumer(CONSUMER, effects);
    StreamGroup group = found.group();
    ReplyBuffer reply = x.reply();
    reply.array(3);
    // The id to go on from stands first and is known last, so the entries come aside.
    int head = reply.size();
    int list = reply.beginArray();
    int claimed = 0;
    List<StreamId> gone = new ArrayList<>();
    long left = options.count;
    StreamId next = options.start;
    PendingCursor at = group.pending.from(next);
    for (long tries = options.count * ATTEMPTS; tries > 0 && left > 0 && !at.isAtEnd(); tries--) {
      StreamId id = at.id();
      StreamCursor entry = found.stream().find(id);
      if (entry == null) {
        effects.claimed(group, group.numbered(at.consumer()), id, at.timeMs(), at.deliveries());
        group.acknowledge(id);
        gone.add(id);
        left--;
        at = group.pending.from(id);
      } else if (options.minIdleMs > 0 && x.nowMs() - at.timeMs() < options.minIdleMs) {
        at.next();
      } else {
        long deliveries = at.deliveries() + (options.justId ? 0 : 1);
        group.assign(id, consumer, x.nowMs(), deliveries);
        consumer.activeTimeMs = x.nowMs();
        reply(reply, id, entry, options.justId);
        effects.claimed(group, consumer, id, x.nowMs(), deliveries);
        claimed++;
        left--;
        at = group.pending.from(id);
        at.next();
      }
    }
    reply.endArray(list, claimed);
    insertBulk(reply, head, at.isAtEnd() ? StreamId.MIN : at.id());
    reply.array(gone.size());
    gone.forEach(id -> id.reply(reply));
    found.kept();
  }

  private static void reply(ReplyBuffer reply, StreamId id, StreamCursor entry, boolean justId) {
    if (justId) {
      id.reply(reply);
    } else {
      entry.reply(reply);
    }
  }

  /** Puts an id before what was replied after the buffer had this size. */
  private static void insertBulk(ReplyBuffer reply, int at, StreamId id) {
    byte[] behind = Arrays.copyOfRange(reply.bytes(), at, reply.size());
    reply.truncate(at);
    id.reply(reply);
    reply.raw(behind);
  }
}

package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.ReplyBuffer;

/** XPENDING: what was delivered and not acknowledged, in sum or one by one. */
final class PendingCommand {
  private static final int KEY = 1;
  private static final int GROUP = 2;

  /**
   * Which entries to list.
   *
   * @param minIdleMs how long ago they must have been delivered
   * @param consumer argument that is the consumer whose they are, or -1
   */
  private record Range(long minIdleMs, StreamId first, StreamId last, long count, int consumer) {
    static Range of(Execution x) {
      int at = 3;
      long minIdleMs = 0;
      if (x.is(at, "IDLE")) {
        minIdleMs = x.integer(at + 1);
        if (x.argumentCount() < 8) {
          throw CommandError.SYNTAX;
        }
        at += 2;
      }
      long count = x.integer(at + 2);
      StreamId first = StreamIdText.parseStart(x, at);
      StreamId last = StreamIdText.parseEnd(x, at + 1);
      int consumer = at + 3 < x.argumentCount() ? at + 3 : -1;
      return new Range(minIdleMs, first, last, count, consumer);
    }
  }

  private PendingCommand() {}

  static void pending(Execution x) {
    int arguments = x.argumentCount();
    if (arguments == 3) {
      summary(x, GroupLookup.read(x, KEY, GROUP).required().group());
    } else if (arguments < 6 || arguments > 9) {
      throw CommandError.SYNTAX;
    } else {
      Range range = Range.of(x);
      list(x, GroupLookup.read(x, KEY, GROUP).required(), range);
    }
  }

  private static void summary(Execution x, StreamGroup group) {
    ReplyBuffer reply = x.reply();
    reply.array(4);
    reply.integer(group.pending.size());
    if (group.pending.size() == 0) {
      reply.nullBulk();
      reply.nullBulk();
      reply.nullArray();
      return;
    }
    group.pending.first().id().reply(reply);
    group.pending.last().reply(reply);
    int consumers = reply.beginArray();
    int count = 0;
    for (StreamConsumer consumer : group.consumers()) {
      if (consumer.pending.size() > 0) {
        reply.array(2);
        reply.bulk(consumer.name());
        reply.bulkLong(consumer.pending.size());
        count++;
      }
    }
    reply.endArray(consumers, count);
  }

  private static void list(Execution x, GroupLookup found, Range range) {
    StreamGroup group = found.group();
    ReplyBuffer reply = x.reply();
    PendingTree tree = group.pending;
    if (range.consumer >= 0) {
      StreamConsumer consumer = found.consumer(range.consumer);
      if (consumer == null) {
        reply.array(0);
        return;
      }
      tree = consumer.pending;
    }
    int list = reply.beginArray();
    int listed = 0;
    PendingCursor at = tree.from(range.first);
    for (; listed < range.count && !at.isAtEnd(); at.next()) {
      StreamId id = at.id();
      if (id.compareTo(range.last) > 0) {
        break;
      }
      PendingCursor delivery = tree == group.pending ? at : group.pending.from(id);
      long idleMs = x.nowMs() - delivery.timeMs();
      if (range.minIdleMs != 0 && idleMs < range.minIdleMs) {
        continue;
      }
      reply.array(4);
      id.reply(reply);
      reply.bulk(group.numbered(delivery.consumer()).name());
      reply.integer(Math.max(0, idleMs));
      reply.integer(delivery.deliveries());
      listed++;
    }
    reply.endArray(list, listed);
  }
}

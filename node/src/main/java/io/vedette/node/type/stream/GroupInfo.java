package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.OptionalLong;

/** What XINFO tells of groups and consumers. */
final class GroupInfo {
  private static final int KEY = 2;
  private static final int GROUP = 3;

  static final String[] HELP = {
    "CONSUMERS <key> <groupname>",
    "    Show consumers of <groupname>.",
    "GROUPS <key>",
    "    Show the stream consumer groups.",
    "STREAM <key> [FULL [COUNT <count>]",
    "    Show information about the stream.",
  };

  private GroupInfo() {}

  /** The stream that XINFO is asked about. */
  static StreamValue stream(Execution x) {
    StreamValue stream = x.find(KEY, StreamValue.KIND);
    if (stream == null) {
      throw CommandError.NO_SUCH_KEY;
    }
    return stream;
  }

  static void groups(Execution x) {
    StreamValue stream = stream(x);
    ReplyBuffer reply = x.reply();
    reply.array(stream.groups().size());
    for (StreamGroup group : stream.groups().all()) {
      reply.map(6);
      reply.bulk("name");
      reply.bulk(group.name());
      reply.bulk("consumers");
      reply.integer(group.consumers().size());
      reply.bulk("pending");
      reply.integer(group.pending.size());
      progress(reply, stream, group);
    }
  }

  /** Three pairs: how far a group has read. */
  private static void progress(ReplyBuffer reply, StreamValue stream, StreamGroup group) {
    reply.bulk("last-delivered-id");
    group.lastDeliveredId.reply(reply);
    reply.bulk("entries-read");
    boolean known = group.entriesRead != StreamGroup.UNKNOWN;
    countOrNull(reply, known ? OptionalLong.of(group.entriesRead) : OptionalLong.empty());
    reply.bulk("lag");
    countOrNull(reply, ReadCount.lag(stream, group));
  }

  private static void countOrNull(ReplyBuffer reply, OptionalLong count) {
    if (count.isPresent()) {
      reply.integer(count.getAsLong());
    } else {
      reply.nullBulk();
    }
  }

  static void consumers(Execution x) {
    StreamGroup group = stream(x).groups().get(x.bytes(), x.offset(GROUP), x.length(GROUP));
    if (group == null) {
      throw GroupCommands.noGroup(x, KEY, GROUP);
    }
    ReplyBuffer reply = x.reply();
    reply.array(group.consumers().size());
    for (StreamConsumer consumer : group.consumers()) {
      reply.map(4);
      reply.bulk("name");
      reply.bulk(consumer.name());
      reply.bulk("pending");
      reply.integer(consumer.pending.size());
      reply.bulk("idle");
      reply.integer(Math.max(0, x.nowMs() - consumer.seenTimeMs));
      reply.bulk("inactive");
      boolean active = consumer.activeTimeMs != StreamConsumer.NEVER;
      reply.integer(active ? Math.max(0, x.nowMs() - consumer.activeTimeMs) : -1);
    }
  }

  /**
   * Replies with everything about the groups of a stream, as XINFO STREAM FULL has it.
   *
   * @param count how many pending entries of each group and consumer at most; 0: all
   */
  static void full(ReplyBuffer reply, StreamValue stream, long count) {
    long most = count == 0 ? Long.MAX_VALUE : count;
    reply.array(stream.groups().size());
    for (StreamGroup group : stream.groups().all()) {
      reply.map(7);
      reply.bulk("name");
      reply.bulk(group.name());
      progress(reply, stream, group);
      reply.bulk("pel-count");
      reply.integer(group.pending.size());
      reply.bulk("pending");
      reply.array((int) Math.min(most, group.pending.size()));
      PendingCursor at = group.pending.first();
      for (long left = most; left > 0 && !at.isAtEnd(); left--, at.next()) {
        reply.array(4);
        at.id().reply(reply);
        reply.bulk(group.numbered(at.consumer()).name());
        reply.integer(at.timeMs());
        reply.integer(at.deliveries());
      }
      reply.bulk("consumers");
      reply.array(group.consumers().size());
      for (StreamConsumer consumer : group.consumers()) {
        full(reply, group, consumer, most);
      }
    }
  }

  private static void full(
      ReplyBuffer reply, StreamGroup group, StreamConsumer consumer, long most) {
    reply.map(5);
    reply.bulk("name");
    reply.bulk(consumer.name());
    reply.bulk("seen-time");
    reply.integer(consumer.seenTimeMs);
    reply.bulk("active-time");
    reply.integer(consumer.activeTimeMs);
    reply.bulk("pel-count");
    reply.integer(consumer.pending.size());
    reply.bulk("pending");
    reply.array((int) Math.min(most, consumer.pending.size()));
    PendingCursor at = consumer.pending.first();
    for (long left = most; left > 0 && !at.isAtEnd(); left--, at.next()) {
      StreamId id = at.id();
      PendingCursor delivery = group.pending.from(id);
      reply.array(3);
      id.reply(reply);
      reply.integer(delivery.timeMs());
      reply.integer(delivery.deliveries());
    }
  }
}

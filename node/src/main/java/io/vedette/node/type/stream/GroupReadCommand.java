package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.KeyWait;
import io.vedette.node.store.ValueType;
import io.vedette.protocol.resp.ReplyBuffer;

/**
 * XREADGROUP: gives a consumer entries that nobody of its group was given yet, or shows it again
 * those that it has not acknowledged.
 */
final class GroupReadCommand {
  private final Execution x;
  private final ReadOptions options;

  /** Per stream, the id behind which unacknowledged entries are asked for; null: new ones. */
  private final StreamId[] after;

  private GroupReadCommand(Execution x) {
    this.x = x;
    this.options = ReadOptions.of(x, true);
    this.after = new StreamId[options.streams()];
  }

  static void read(Execution x) {
    new GroupReadCommand(x).read();
  }

  private void read() {
    for (int i = 0; i < after.length; i++) {
      GroupLookup.read(x, options.firstKey() + i, options.group())
          .required(" in XREADGROUP with GROUP option");
      after[i] = after(options.id(i));
    }
    ReplyBuffer reply = x.reply();
    int begun = reply.beginMapOrPairs();
    int served = 0;
    for (int i = 0; i < after.length; i++) {
      served += serve(i) ? 1 : 0;
    }
    if (served > 0) {
      reply.endArray(begun, served);
      return;
    }
    reply.truncate(begun);
    if (options.timeoutMs() == ReadOptions.AT_ONCE || !x.mayBlock()) {
      reply.nullArray();
    } else {
      x.waitFor(
          new KeyWait(
              ValueType.STREAM, options.firstKey(), after.length, options.timeoutMs(), true, null));
    }
  }

  private StreamId after(int argument) {
    if (ReadOptions.is(x, argument, '>')) {
      return null;
    }
    if (ReadOptions.is(x, argument, '$')) {
      throw new CommandError(
          "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history"
              + " of this consumer by specifying a proper ID, or use the > ID to get new messages."
              + " The $ ID would just return an empty result set.");
    }
    StreamId id = StreamIdText.parse(x, argument);
    // As in Redis: nothing can follow this one, and it stands for new entries.
    return id.isMax() ? null : id;
  }

  /** Answers for one stream, if there is something to answer. */
  private boolean serve(int index) {
    int key = options.firstKey() + index;
    GroupEffects effects = new GroupEffects(x, key, options.group());
    GroupLookup found = GroupLookup.write(x, key, options.group());
    StreamConsumer consumer = found.seenConsumer(options.group() + 1, effects);
    StreamId from = after[index];
    boolean isNew = from == null;
    if (isNew && !found.stream().hasEntryBehind(found.group().lastDeliveredId)) {
      return false;
    }
    ReplyBuffer reply = x.reply();
    if (reply.protocol() != 3) {
      reply.array(2);
    }
    reply.bulk(x.bytes(), x.offset(key), x.length(key));
    int list = reply.beginArray();
    int entries = isNew ? deliver(found, consumer, effects) : showAgain(found, consumer, from);
    reply.endArray(list, entries);
    found.kept();
    return true;
  }

  private int deliver(GroupLookup found, StreamConsumer consumer, GroupEffects effects) {
    StreamGroup group = found.group();
    StreamCursor entries = found.stream().range(group.lastDeliveredId.next(), StreamId.MAX);
    int delivered = 0;
    while ((options.count() == 0 || delivered < options.count()) && entries.next()) {
      StreamId id = entries.id();
      ReadCount.delivered(found.stream(), group, id);
      entries.reply(x.reply());
      if (!options.noAck()) {
        group.assign(id, consumer, x.nowMs(), 1);
        consumer.activeTimeMs = x.nowMs();
        effects.claimed(group, consumer, id, x.nowMs(), 1);
      }
      delivered++;
    }
    effects.read(group);
    return delivered;
  }

  /**
   * Shows what the consumer has not acknowledged. That this counts as a delivery is told to no
   * replica, as in Redis.
   */
  private int showAgain(GroupLookup found, StreamConsumer consumer, StreamId from) {
    StreamGroup group = found.group();
    ReplyBuffer reply = x.reply();
    int shown = 0;
    PendingCursor at = consumer.pending.from(from.next());
    for (; !at.isAtEnd() && (options.count() == 0 || shown < options.count()); at.next()) {
      StreamId id = at.id();
      StreamCursor entry = found.stream().find(id);
      if (entry != null) {
        entry.reply(reply);
        group.pending.deliveredAgain(id, x.nowMs());
      } else {
        reply.array(2);
        id.reply(reply);
        reply.nullArray();
      }
      shown++;
    }
    x.changed();
    return shown;
  }
}

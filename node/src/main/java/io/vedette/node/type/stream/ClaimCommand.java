package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import java.util.ArrayList;
import java.util.List;

/** XCLAIM: gives pending entries of certain ids to a consumer. */
final class ClaimCommand {
  private static final int KEY = 1;
  private static final int GROUP = 2;
  private static final int CONSUMER = 3;
  private static final int MIN_IDLE = 4;
  private static final int FIRST_ID = 5;

  private ClaimCommand() {}

  /**
   * What to do with the entries.
   *
   * @param timeMs of the delivery that is claimed
   * @param deliveries how often they count as delivered; negative: once more, or as before
   * @param force whether to claim entries that are not pending as well
   * @param lastId up to where the group has read at least; null: does not matter
   */
  private record Options(
      List<StreamId> ids,
      long minIdleMs,
      long timeMs,
      long deliveries,
      boolean force,
      boolean justId,
      StreamId lastId) {}

  static void claim(Execution x) {
    GroupLookup found = GroupLookup.write(x, KEY, GROUP).required();
    Options options = options(x);
    StreamGroup group = found.group();
    GroupEffects effects = new GroupEffects(x, KEY, GROUP);
    boolean readOn = options.lastId != null && options.lastId.compareTo(group.lastDeliveredId) > 0;
    if (readOn) {
      group.lastDeliveredId = options.lastId;
    }
    StreamConsumer consumer = found.seenConsumer(CONSUMER, effects);
    int reply = x.reply().beginArray();
    long before = x.changes();
    int claimed = 0;
    for (StreamId id : options.ids) {
      claimed += claim(found, consumer, id, options, effects) ? 1 : 0;
    }
    x.reply().endArray(reply, claimed);
    if (readOn && x.changes() == before) {
      effects.read(group);
    }
    found.kept();
  }

  /** Claims one entry and replies with it, if it is there and idle enough. */
  private static boolean claim(
      GroupLookup found,
      StreamConsumer consumer,
      StreamId id,
      Options options,
      GroupEffects effects) {
    StreamGroup group = found.group();
    Execution x = found.x();
    PendingCursor at = group.pending.from(id);
    boolean pending = !at.isAtEnd() && at.id().equals(id);
    StreamCursor entry = found.stream().find(id);
    if (entry == null) {
      if (pending) {
        effects.claimed(group, group.numbered(at.consumer()), id, at.timeMs(), at.deliveries());
        group.acknowledge(id);
      }
      return false;
    }
    boolean tooYoung =
        pending && options.minIdleMs > 0 && x.nowMs() - at.timeMs() < options.minIdleMs;
    if (tooYoung || !pending && !options.force) {
      return false;
    }
    long deliveries = options.deliveries;
    if (deliveries < 0) {
      deliveries = (pending ? at.deliveries() : 1) + (options.justId ? 0 : 1);
    }
    group.assign(id, consumer, options.timeMs, deliveries);
    consumer.activeTimeMs = x.nowMs();
    if (options.justId) {
      id.reply(x.reply());
    } else {
      entry.reply(x.reply());
    }
    effects.claimed(group, consumer, id, options.timeMs, deliveries);
    return true;
  }

  private static Options options(Execution x) {
    long minIdleMs = number(x, MIN_IDLE, "min-idle-time");
    List<StreamId> ids = new ArrayList<>();
    int i = FIRST_ID;
    for (StreamId id = id(x, i); id != null; id = id(x, ++i)) {
      ids.add(id);
    }
    long timeMs = -1;
    long deliveries = -1;
    boolean force = false;
    boolean justId = false;
    StreamId lastId = null;
    for (; i < x.argumentCount(); i++) {
      boolean hasValue = i + 1 < x.argumentCount();
      if (x.is(i, "FORCE")) {
        force = true;
      } else if (x.is(i, "JUSTID")) {
        justId = true;
      } else if (x.is(i, "IDLE") && hasValue) {
        timeMs = x.nowMs() - number(x, ++i, "IDLE option");
      } else if (x.is(i, "TIME") && hasValue) {
        timeMs = number(x, ++i, "TIME option");
      } else if (x.is(i, "RETRYCOUNT") && hasValue) {
        deliveries = number(x, ++i, "RETRYCOUNT option");
      } else if (x.is(i, "LASTID") && hasValue) {
        lastId = StreamIdText.parse(x, ++i);
      } else {
        throw new CommandError("ERR Unrecognized XCLAIM option '" + x.text(i) + "'");
      }
    }
    // A time that cannot be is no mistake: clients compute it by clocks of their own.
    boolean plausible = timeMs >= 0 && timeMs <= x.nowMs();
    return new Options(
        ids, minIdleMs, plausible ? timeMs : x.nowMs(), deliveries, force, justId, lastId);
  }

  private static StreamId id(Execution x, int argument) {
    return argument < x.argumentCount() ? StreamIdText.parseOrNull(x, argument) : null;
  }

  private static long number(Execution x, int argument, String name) {
    try {
      return x.integer(argument);
    } catch (CommandError e) {
      throw new CommandError("ERR Invalid " + name + " argument for XCLAIM");
    }
  }
}

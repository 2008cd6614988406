package io.vedette.node.type.stream;

import io.vedette.protocol.rdb.RdbWriter;
import java.util.List;

/**
 * The groups of a stream as they were at one instant, written in parts.
 *
 * <p>Format: Redis's of RDB type 19: the number of groups; of each its name, last delivered id,
 * number of entries read, and all that is pending with time and count of deliveries; then its
 * consumers, each with a name, the time it was seen, and the ids of what is pending for it.
 */
final class FrozenGroups {
  /** What comes next. */
  private enum Step {
    START,
    GROUP,
    PENDING,
    CONSUMER,
    CONSUMER_PENDING
  }

  /** About what a group or consumer takes beside its name. */
  private static final int HEAD_BYTES = 32;

  private static final int DELIVERY_BYTES = 25;

  private final List<StreamGroup> groups;
  private final byte[] id = new byte[StreamId.BYTES];
  private Step step = Step.START;
  private int group;
  private int consumer;
  private PendingCursor at;

  FrozenGroups(StreamGroups groups) {
    this.groups = groups.copy().all();
  }

  /**
   * Writes the next part.
   *
   * @return whether anything is left
   */
  boolean writeSome(RdbWriter out, int budgetBytes) {
    int left = budgetBytes;
    while (left > 0 && (step == Step.START || group < groups.size())) {
      left -=
          switch (step) {
            case START -> start(out);
            case GROUP -> group(out, groups.get(group));
            case PENDING -> pending(out, left);
            case CONSUMER -> consumer(out, groups.get(group));
            case CONSUMER_PENDING -> consumerPending(out, left);
          };
    }
    return step == Step.START || group < groups.size();
  }

  private int start(RdbWriter out) {
    out.length(groups.size());
    step = Step.GROUP;
    return 1;
  }

  private int group(RdbWriter out, StreamGroup written) {
    name(out, written);
    out.length(written.lastDeliveredId.ms());
    out.length(written.lastDeliveredId.seq());
    out.length(written.entriesRead);
    out.length(written.pending.size());
    at = written.pending.first();
    step = Step.PENDING;
    return HEAD_BYTES + written.name().length;
  }

  private static void name(RdbWriter out, SortedNames.Named named) {
    out.stringValue(named.name(), 0, named.name().length);
  }

  private int pending(RdbWriter out, int budgetBytes) {
    int bytes = 0;
    for (; !at.isAtEnd() && bytes < budgetBytes; at.next()) {
      id(out);
      out.littleEndian(at.timeMs(), Long.BYTES);
      out.length(at.deliveries());
      bytes += DELIVERY_BYTES;
    }
    if (at.isAtEnd()) {
      out.length(groups.get(group).consumers().size());
      consumer = 0;
      step = Step.CONSUMER;
      bytes++;
    }
    return bytes;
  }

  private void id(RdbWriter out) {
    StreamId next = at.id();
    StreamId.writeBytes(next.ms(), next.seq(), id);
    out.raw(id, 0, id.length);
  }

  private int consumer(RdbWriter out, StreamGroup of) {
    if (consumer == of.consumers().size()) {
      group++;
      step = Step.GROUP;
      return 0;
    }
    StreamConsumer written = of.consumers().get(consumer);
    name(out, written);
    out.littleEndian(written.seenTimeMs, Long.BYTES);
    out.length(written.pending.size());
    at = written.pending.first();
    step = Step.CONSUMER_PENDING;
    return HEAD_BYTES + written.name().length;
  }

  private int consumerPending(RdbWriter out, int budgetBytes) {
    int bytes = 0;
    for (; !at.isAtEnd() && bytes < budgetBytes; at.next()) {
      id(out);
      bytes += id.length;
    }
    if (at.isAtEnd()) {
      consumer++;
      step = Step.CONSUMER;
    }
    return bytes;
  }
}

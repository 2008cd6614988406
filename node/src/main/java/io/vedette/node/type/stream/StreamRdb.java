package io.vedette.node.type.stream;

import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.StreamListpack;
import java.nio.ByteBuffer;

/**
 * Reads the RDB encodings of streams, part by part.
 *
 * <p>Format: types 15, 19 and 21 of Redis 5, 7.0 and 7.2. From the second on there are the first
 * and the highest deleted id, and how many entries were added and read; from the third on when a
 * consumer last got something.
 */
public final class StreamRdb implements RdbDecoder {
  private static final int LISTPACKS = 15;
  static final int LISTPACKS_2 = 19;
  private static final int LISTPACKS_3 = 21;

  /** What comes next. */
  private enum Step {
    START,
    NODE,
    IDS,
    GROUP,
    PENDING,
    CONSUMER,
    CONSUMER_PENDING
  }

  private final int type;
  private final StreamValue stream = new StreamValue();
  private final Slice scratch = new Slice();
  private Step step = Step.START;
  private StreamId lastNodeId;
  private long nodesLeft;
  private long groupsLeft;
  private long pendingLeft;
  private long consumersLeft;
  private long consumerPendingLeft;
  private long ownerless;
  private StreamGroup group;
  private StreamConsumer consumer;

  private StreamRdb(int type) {
    this.type = type;
  }

  /** How a stream of this type byte is read; null if it is no stream. */
  public static RdbDecoder decoder(int type) {
    return type == LISTPACKS || type == LISTPACKS_2 || type == LISTPACKS_3
        ? new StreamRdb(type)
        : null;
  }

  @Override
  public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
    while (step != Step.GROUP || groupsLeft > 0) {
      switch (step) {
        case START -> {
          nodesLeft = in.length();
          step = Step.NODE;
        }
        case NODE -> node(in);
        case IDS -> ids(in);
        case GROUP -> group(in);
        case PENDING -> pending(in);
        case CONSUMER -> consumer(in);
        case CONSUMER_PENDING -> consumerPending(in);
      }
      in.mark();
    }
    return stream;
  }

  private void node(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (nodesLeft == 0) {
      step = Step.IDS;
      return;
    }
    in.string(scratch);
    if (scratch.length() != StreamId.BYTES) {
      throw new RdbException("Stream node key entry is not the size of a stream ID");
    }
    ByteBuffer bytes = ByteBuffer.wrap(scratch.bytes(), scratch.offset(), scratch.length());
    StreamId id = new StreamId(bytes.getLong(), bytes.getLong());
    if (lastNodeId != null && id.compareTo(lastNodeId) <= 0) {
      throw new RdbException("Stream nodes out of order");
    }
    byte[] listpack = in.string();
    StreamListpack.check(listpack, 0, listpack.length);
    stream.restoreNode(id, listpack);
    lastNodeId = id;
    nodesLeft--;
  }

  private static StreamId idOfLengths(RdbInput in) throws RdbException, RdbInput.Underflow {
    return new StreamId(in.unsigned64(), in.unsigned64());
  }

  private void ids(RdbInput in) throws RdbException, RdbInput.Underflow {
    long length = in.unsigned64();
    if (length != stream.length()) {
      throw new RdbException("A stream of " + length + " entries holds " + stream.length());
    }
    StreamId last = idOfLengths(in);
    if (length > 0 && last.isZero()) {
      throw new RdbException("A stream with entries and without a last ID");
    }
    if (type == LISTPACKS) {
      groupsLeft = in.length();
      StreamCursor entries = stream.range(StreamId.MIN, StreamId.MAX);
      StreamId first = entries.next() ? entries.id() : StreamId.MIN;
      stream.restoreIds(last, first, StreamId.MIN, length);
    } else {
      StreamId first = idOfLengths(in);
      StreamId maxDeleted = idOfLengths(in);
      long added = in.unsigned64();
      groupsLeft = in.length();
      stream.restoreIds(last, first, maxDeleted, added);
    }
    step = Step.GROUP;
  }

  private void group(RdbInput in) throws RdbException, RdbInput.Underflow {
    byte[] name = in.string();
    StreamId delivered = idOfLengths(in);
    long read = type == LISTPACKS ? ReadCount.upTo(stream, delivered) : in.unsigned64();
    long pending = in.length();
    group = stream.groups().create(name, delivered, read);
    if (group == null) {
      throw new RdbException("Duplicated consumer group name");
    }
    pendingLeft = pending;
    ownerless = pending;
    step = Step.PENDING;
  }

  private static StreamId idOfBytes(RdbInput in) throws RdbInput.Underflow {
    long ms = in.littleEndian(Long.BYTES);
    return new StreamId(Long.reverseBytes(ms), Long.reverseBytes(in.littleEndian(Long.BYTES)));
  }

  private void pending(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (pendingLeft == 0) {
      consumersLeft = in.length();
      step = Step.CONSUMER;
      return;
    }
    StreamId id = idOfBytes(in);
    long timeMs = in.littleEndian(Long.BYTES);
    long deliveries = in.unsigned64();
    if (group.pending.put(id, timeMs, deliveries, PendingTree.NOBODY) != PendingTree.ABSENT) {
      throw new RdbException("Duplicated global PEL entry loading stream consumer group");
    }
    pendingLeft--;
  }

  private void consumer(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (consumersLeft == 0) {
      if (ownerless > 0) {
        throw new RdbException("Pending entries of a stream consumer group without a consumer");
      }
      groupsLeft--;
      step = Step.GROUP;
      return;
    }
    byte[] name = in.string();
    long seenTimeMs = in.littleEndian(Long.BYTES);
    // As Redis: who was seen is taken to have got something.
    long activeTimeMs = type == LISTPACKS_3 ? in.littleEndian(Long.BYTES) : seenTimeMs;
    consumerPendingLeft = in.length();
    if (group.consumer(name, 0, name.length) != null) {
      throw new RdbException("Duplicate stream consumer detected");
    }
    consumer = group.create(name, seenTimeMs);
    consumer.activeTimeMs = activeTimeMs;
    consumersLeft--;
    step = Step.CONSUMER_PENDING;
  }

  private void consumerPending(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (consumerPendingLeft == 0) {
      step = Step.CONSUMER;
      return;
    }
    StreamId id = idOfBytes(in);
    PendingCursor at = group.pending.from(id);
    if (at.isAtEnd() || !at.id().equals(id)) {
      throw new RdbException("Consumer entry not found in group global PEL");
    }
    if (at.consumer() != PendingTree.NOBODY) {
      throw new RdbException("Duplicated consumer PEL entry loading a stream consumer group");
    }
    group.assign(id, consumer, at.timeMs(), at.deliveries());
    ownerless--;
    consumerPendingLeft--;
  }
}

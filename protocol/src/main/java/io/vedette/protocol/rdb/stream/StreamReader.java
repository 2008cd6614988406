package io.vedette.protocol.rdb.stream;

import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.StreamListpack;
import io.vedette.protocol.rdb.stream.StreamVisitor.Id;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Reads a stream step by step, so that it can stop anywhere, and refuses what is malformed or does
 * not fit together.
 *
 * <p>Format: from the second type on there are the first and the highest deleted id, and how many
 * entries were added and read; from the third on when a consumer last got something.
 */
public final class StreamReader implements RdbDecoder {
  public static final int LISTPACKS = 15;
  public static final int LISTPACKS_2 = 19;
  public static final int LISTPACKS_3 = 21;

  private static final int ID_BYTES = 16;

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
  private final StreamVisitor visitor;
  private final Slice scratch = new Slice();
  private Step step = Step.START;
  private Id lastNode;
  private long entries;
  private long nodesLeft;
  private long groupsLeft;
  private long pendingLeft;
  private long consumersLeft;
  private long consumerPendingLeft;

  /**
   * Reads one value.
   *
   * @param type one of the three type bytes
   */
  public StreamReader(int type, StreamVisitor visitor) {
    this.type = type;
    this.visitor = visitor;
  }

  /** Whether a type byte is that of a stream. */
  public static boolean reads(int type) {
    return type == LISTPACKS || type == LISTPACKS_2 || type == LISTPACKS_3;
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
    return visitor.end(entries);
  }

  private void node(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (nodesLeft == 0) {
      step = Step.IDS;
      return;
    }
    in.string(scratch);
    if (scratch.length() != ID_BYTES) {
      throw new RdbException("Stream node key entry is not the size of a stream ID");
    }
    ByteBuffer bytes = ByteBuffer.wrap(scratch.bytes(), scratch.offset(), scratch.length());
    Id id = new Id(bytes.getLong(), bytes.getLong());
    if (lastNode != null && !id.isAbove(lastNode)) {
      throw new RdbException("Stream nodes out of order");
    }
    in.string(scratch);
    entries += StreamListpack.check(scratch.bytes(), scratch.offset(), scratch.length());
    visitor.node(id, scratch);
    lastNode = id;
    nodesLeft--;
  }

  private static Id idOfLengths(RdbInput in) throws RdbException, RdbInput.Underflow {
    return new Id(in.unsigned64(), in.unsigned64());
  }

  private void ids(RdbInput in) throws RdbException, RdbInput.Underflow {
    long length = in.unsigned64();
    if (length != entries) {
      throw new RdbException("A stream of " + length + " entries holds " + entries);
    }
    Id last = idOfLengths(in);
    if (length > 0 && last.isZero()) {
      throw new RdbException("A stream with entries and without a last ID");
    }
    boolean told = type != LISTPACKS;
    Id first = told ? idOfLengths(in) : null;
    Id maxDeleted = told ? idOfLengths(in) : new Id(0, 0);
    long added = told ? in.unsigned64() : length;
    groupsLeft = in.length();
    visitor.ids(last, first, maxDeleted, added);
    step = Step.GROUP;
  }

  private void group(RdbInput in) throws RdbException, RdbInput.Underflow {
    in.string(scratch);
    Id delivered = idOfLengths(in);
    OptionalLong read = type == LISTPACKS ? OptionalLong.empty() : OptionalLong.of(in.unsigned64());
    pendingLeft = in.length();
    visitor.group(scratch, delivered, read);
    step = Step.PENDING;
  }

  private static Id idOfBytes(RdbInput in) throws RdbInput.Underflow {
    long ms = Long.reverseBytes(in.littleEndian(Long.BYTES));
    return new Id(ms, Long.reverseBytes(in.littleEndian(Long.BYTES)));
  }

  private void pending(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (pendingLeft == 0) {
      consumersLeft = in.length();
      step = Step.CONSUMER;
      return;
    }
    Id id = idOfBytes(in);
    long timeMs = in.littleEndian(Long.BYTES);
    visitor.pending(id, timeMs, in.unsigned64());
    pendingLeft--;
  }

  private void consumer(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (consumersLeft == 0) {
      visitor.endGroup();
      groupsLeft--;
      step = Step.GROUP;
      return;
    }
    in.string(scratch);
    long seenTimeMs = in.littleEndian(Long.BYTES);
    // As Redis: who was seen is taken to have got something.
    long activeTimeMs = type == LISTPACKS_3 ? in.littleEndian(Long.BYTES) : seenTimeMs;
    consumerPendingLeft = in.length();
    visitor.consumer(scratch, seenTimeMs, activeTimeMs);
    consumersLeft--;
    step = Step.CONSUMER_PENDING;
  }

  private void consumerPending(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (consumerPendingLeft == 0) {
      step = Step.CONSUMER;
      return;
    }
    visitor.pendingForConsumer(idOfBytes(in));
    consumerPendingLeft--;
  }
}

package io.vedette.protocol.rdb.check;

import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.StreamListpack;
import java.util.HashSet;
import java.util.Set;

/**
 * A stream: listpacks of entries, its last id and sizes, then consumer groups with what is pending,
 * in total and by consumer. Step by step, so that it can stop anywhere.
 */
final class StreamCheck implements RdbDecoder {
  private static final int ID_BYTES = 16;
  private static final int TIME_BYTES = 8;

  private record Id(long ms, long sequence) {}

  private enum Step {
    START,
    NODES,
    SIZES,
    GROUP,
    PENDING,
    CONSUMER,
    CONSUMER_PENDING
  }

  private final int version;
  private final Slice scratch = new Slice();
  private final Set<Id> pendingOfGroup = new HashSet<>();
  private Step step = Step.START;
  private long nodesLeft;
  private long groupsLeft;
  private long pendingLeft;
  private long consumersLeft;
  private long consumerPendingLeft;
  private long entries;

  /**
   * @param version 1: Redis 5; 2: Redis 7.0; 3: Redis 7.2
   */
  StreamCheck(int version) {
    this.version = version;
  }

  @Override
  public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
    while (step != Step.GROUP || groupsLeft > 0) {
      switch (step) {
        case START -> {
          nodesLeft = in.length();
          step = Step.NODES;
        }
        case NODES -> nodes(in);
        case SIZES -> sizes(in);
        case GROUP -> group(in);
        case PENDING -> pending(in);
        case CONSUMER -> consumer(in);
        case CONSUMER_PENDING -> consumerPending(in);
      }
      in.mark();
    }
    return entries;
  }

  private void nodes(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (nodesLeft == 0) {
      step = Step.SIZES;
      return;
    }
    in.string(scratch);
    if (scratch.length() != ID_BYTES) {
      throw new RdbException("Stream node key entry is not the size of a stream ID");
    }
    in.string(scratch);
    entries += StreamListpack.check(scratch.bytes(), scratch.offset(), scratch.length());
    nodesLeft--;
  }

  private void sizes(RdbInput in) throws RdbException, RdbInput.Underflow {
    long length = in.unsigned64();
    long lastMs = in.unsigned64();
    long lastSequence = in.unsigned64();
    if (version >= 2) {
      for (int number = 0; number < 5; number++) {
        in.unsigned64();
      }
    }
    groupsLeft = in.length();
    if (length != entries) {
      throw new RdbException("A stream of " + length + " entries holds " + entries);
    }
    if (length > 0 && lastMs == 0 && lastSequence == 0) {
      throw new RdbException("A stream with entries and without a last ID");
    }
    step = Step.GROUP;
  }

  private void group(RdbInput in) throws RdbException, RdbInput.Underflow {
    in.string(scratch);
    in.unsigned64();
    in.unsigned64();
    if (version >= 2) {
      in.unsigned64();
    }
    pendingLeft = in.length();
    pendingOfGroup.clear();
    step = Step.PENDING;
  }

  private void pending(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (pendingLeft == 0) {
      consumersLeft = in.length();
      step = Step.CONSUMER;
      return;
    }
    Id id = new Id(in.littleEndian(TIME_BYTES), in.littleEndian(TIME_BYTES));
    in.littleEndian(TIME_BYTES);
    in.unsigned64();
    if (!pendingOfGroup.add(id)) {
      throw new RdbException("Duplicated global PEL entry loading stream consumer group");
    }
    pendingLeft--;
  }

  private void consumer(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (consumersLeft == 0) {
      groupsLeft--;
      step = Step.GROUP;
      return;
    }
    in.string(scratch);
    in.littleEndian(TIME_BYTES);
    if (version >= 3) {
      in.littleEndian(TIME_BYTES);
    }
    consumerPendingLeft = in.length();
    consumersLeft--;
    step = Step.CONSUMER_PENDING;
  }

  private void consumerPending(RdbInput in) throws RdbException, RdbInput.Underflow {
    if (consumerPendingLeft == 0) {
      step = Step.CONSUMER;
      return;
    }
    Id id = new Id(in.littleEndian(TIME_BYTES), in.littleEndian(TIME_BYTES));
    if (!pendingOfGroup.contains(id)) {
      throw new RdbException("Consumer entry not found in group global PEL");
    }
    consumerPendingLeft--;
  }
}

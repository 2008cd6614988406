package io.vedette.node.type.stream;

import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.stream.StreamReader;
import io.vedette.protocol.rdb.stream.StreamVisitor;
import java.util.OptionalLong;

/** Makes a stream of its parts in an RDB. */
public final class StreamRdb implements StreamVisitor {
  private final StreamValue stream = new StreamValue();
  private long ownerless;
  private StreamGroup group;
  private StreamConsumer consumer;

  private StreamRdb() {}

  /** How a stream of this type byte is read; null if it is no stream. */
  public static RdbDecoder decoder(int type) {
    return StreamReader.reads(type) ? new StreamReader(type, new StreamRdb()) : null;
  }

  private static StreamId of(Id id) {
    return new StreamId(id.ms(), id.seq());
  }

  @Override
  public void node(Id id, Slice listpack) {
    stream.restoreNode(of(id), listpack.toByteArray());
  }

  @Override
  public void ids(Id last, Id first, Id maxDeleted, long entriesAdded) {
    StreamId firstId = first == null ? StreamId.MIN : of(first);
    stream.restoreIds(of(last), firstId, of(maxDeleted), entriesAdded);
    if (first == null) {
      stream.findFirstId();
    }
  }

  @Override
  public void group(Slice name, Id lastDelivered, OptionalLong entriesRead) throws RdbException {
    StreamId delivered = of(lastDelivered);
    long read = entriesRead.orElseGet(() -> ReadCount.upTo(stream, delivered));
    group = stream.groups().create(name.toByteArray(), delivered, read);
    if (group == null) {
      throw new RdbException("Duplicated consumer group name");
    }
    ownerless = 0;
  }

  @Override
  public void pending(Id id, long timeMs, long deliveries) throws RdbException {
    if (group.pending.put(of(id), timeMs, deliveries, PendingTree.NOBODY) != PendingTree.ABSENT) {
      throw new RdbException("Duplicated global PEL entry loading stream consumer group");
    }
    ownerless++;
  }

  @Override
  public void consumer(Slice name, long seenTimeMs, long activeTimeMs) throws RdbException {
    if (group.consumer(name.bytes(), name.offset(), name.length()) != null) {
      throw new RdbException("Duplicate stream consumer detected");
    }
    consumer = group.create(name.toByteArray(), seenTimeMs);
    consumer.activeTimeMs = activeTimeMs;
  }

  @Override
  public void pendingForConsumer(Id id) throws RdbException {
    StreamId pending = of(id);
    PendingCursor at = group.pending.from(pending);
    if (at.isAtEnd() || !at.id().equals(pending)) {
      throw new RdbException("Consumer entry not found in group global PEL");
    }
    if (at.consumer() != PendingTree.NOBODY) {
      throw new RdbException("Duplicated consumer PEL entry loading a stream consumer group");
    }
    group.assign(pending, consumer, at.timeMs(), at.deliveries());
    ownerless--;
  }

  @Override
  public void endGroup() throws RdbException {
    if (ownerless > 0) {
      throw new RdbException("Pending entries of a stream consumer group without a consumer");
    }
  }

  @Override
  public Object end(long entries) {
    return stream;
  }
}

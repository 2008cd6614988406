package io.vedette.node.type.stream;

import io.vedette.node.store.PackedEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A consumer group: how far it has read, its consumers, and what was delivered to them and not
 * acknowledged yet.
 */
final class StreamGroup implements SortedNames.Named {
  /** As a number of entries read: not known. */
  static final long UNKNOWN = -1;

  private static final int OBJECT_BYTES = 144;

  private final byte[] name;
  private final HeapUse heap;

  /** Id of the last entry that was given to a consumer as a new one. */
  StreamId lastDeliveredId;

  /** Number of entries up to that one, deleted ones included, or {@link #UNKNOWN}. */
  long entriesRead;

  /** Everything pending; changed through this class only. */
  final PendingTree pending;

  private final SortedNames<StreamConsumer> consumers;

  /** Consumers at their numbers; null at those that are free. */
  private final List<StreamConsumer> numbered;

  /** No number below is free. */
  private int lowestFree;

  StreamGroup(byte[] name, StreamId lastDeliveredId, long entriesRead, HeapUse heap) {
    this.name = name;
    this.heap = heap;
    this.lastDeliveredId = lastDeliveredId;
    this.entriesRead = entriesRead;
    this.pending = PendingTree.ofGroup(heap);
    this.consumers = new SortedNames<>();
    this.numbered = new ArrayList<>(0);
    heap.add(ownBytes());
  }

  private StreamGroup(StreamGroup shared, HeapUse sum) {
    name = shared.name;
    heap = sum;
    lastDeliveredId = shared.lastDeliveredId;
    entriesRead = shared.entriesRead;
    pending = shared.pending.copy(sum);
    consumers = new SortedNames<>(shared.consumers.size());
    numbered = new ArrayList<>(shared.numbered.size());
    lowestFree = shared.lowestFree;
    for (StreamConsumer consumer : shared.numbered) {
      StreamConsumer copy = consumer == null ? null : consumer.copy(sum);
      numbered.add(copy);
      if (copy != null) {
        consumers.add(copy);
      }
    }
  }

  /** A group of the same content; {@code sum} includes what it occupies. */
  StreamGroup copy(HeapUse sum) {
    return new StreamGroup(this, sum);
  }

  @Override
  public byte[] name() {
    return name;
  }

  private long ownBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(name.length);
  }

  /** Estimate of the heap that it occupies; goes over the consumers. */
  long memoryBytes() {
    long sum = ownBytes() + pending.memoryBytes();
    for (StreamConsumer consumer : consumers.all()) {
      sum += consumer.memoryBytes();
    }
    return sum;
  }

  // ---- consumers

  /** The consumers in the order of their names; to be read only. */
  List<StreamConsumer> consumers() {
    return consumers.all();
  }

  /** The consumer of a name, or null. */
  StreamConsumer consumer(byte[] bytes, int offset, int length) {
    return consumers.get(bytes, offset, length);
  }

  /** The consumer that a delivery names; null if it is nobody's. */
  StreamConsumer numbered(int number) {
    return number < 0 ? null : numbered.get(number);
  }

  /** Adds a consumer of a name that is free; the name is kept. */
  StreamConsumer create(byte[] consumerName, long nowMs) {
    int number = lowestFree;
    while (number < numbered.size() && numbered.get(number) != null) {
      number++;
    }
    lowestFree = number + 1;
    StreamConsumer consumer = new StreamConsumer(consumerName, number, nowMs, heap);
    if (number < numbered.size()) {
      numbered.set(number, consumer);
    } else {
      numbered.add(consumer);
    }
    consumers.add(consumer);
    return consumer;
  }

  /** Removes a consumer together with what is pending for it. */
  void delete(StreamConsumer consumer) {
    for (PendingCursor at = consumer.pending.first(); !at.isAtEnd(); at.next()) {
      pending.remove(at.id());
    }
    consumers.remove(consumer);
    numbered.set(consumer.number, null);
    lowestFree = Math.min(lowestFree, consumer.number);
    heap.add(-consumer.memoryBytes());
  }

  // ---- what is pending

  /** Gives an entry to a consumer, whosever it was. */
  void assign(StreamId id, StreamConsumer to, long timeMs, long deliveries) {
    int had = pending.put(id, timeMs, deliveries, to.number);
    if (had != to.number) {
      StreamConsumer before = numbered(had);
      if (before != null) {
        before.pending.remove(id);
      }
      to.pending.add(id);
    }
  }

  /** Forgets an entry that was delivered; says whether it was pending. */
  boolean acknowledge(StreamId id) {
    int had = pending.remove(id);
    StreamConsumer consumer = numbered(had);
    if (consumer != null) {
      consumer.pending.remove(id);
    }
    return had != PendingTree.ABSENT;
  }
}

package io.vedette.node.type.stream;

import io.vedette.node.store.PackedEntry;

/** A consumer of a group: when it was heard of, and the ids of what it was given. */
final class StreamConsumer implements SortedNames.Named {
  /** As a time: never. */
  static final long NEVER = -1;

  private static final int OBJECT_BYTES = 72;

  private final byte[] name;

  /** Stands for it in the group's deliveries. */
  final int number;

  /** When it last asked for something, in Unix milliseconds. */
  long seenTimeMs;

  /** When it last got something to acknowledge, in Unix milliseconds, or {@link #NEVER}. */
  long activeTimeMs = NEVER;

  /** Ids that it has not acknowledged; changed by its group only. */
  final PendingTree pending;

  StreamConsumer(byte[] name, int number, long seenTimeMs, HeapUse heap) {
    this(name, number, seenTimeMs, PendingTree.ofConsumer(heap));
    heap.add(ownBytes());
  }

  private StreamConsumer(byte[] name, int number, long seenTimeMs, PendingTree pending) {
    this.name = name;
    this.number = number;
    this.seenTimeMs = seenTimeMs;
    this.pending = pending;
  }

  @Override
  public byte[] name() {
    return name;
  }

  private long ownBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(name.length);
  }

  /** Estimate of the heap that it occupies. */
  long memoryBytes() {
    return ownBytes() + pending.memoryBytes();
  }

  StreamConsumer copy(HeapUse sum) {
    StreamConsumer copy = new StreamConsumer(name, number, seenTimeMs, pending.copy(sum));
    copy.activeTimeMs = activeTimeMs;
    return copy;
  }
}

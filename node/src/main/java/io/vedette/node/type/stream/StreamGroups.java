package io.vedette.node.type.stream;

import java.util.List;

/** The consumer groups of a stream, in the order of their names. */
final class StreamGroups {
  private static final int OBJECT_BYTES = 96;

  private final HeapUse heap;
  private final SortedNames<StreamGroup> groups;

  StreamGroups() {
    heap = new HeapUse(OBJECT_BYTES);
    groups = new SortedNames<>();
  }

  private StreamGroups(StreamGroups shared) {
    heap = new HeapUse(shared.heap.bytes());
    groups = new SortedNames<>(shared.groups.size());
    for (StreamGroup group : shared.groups.all()) {
      groups.add(group.copy(heap));
    }
  }

  int size() {
    return groups.size();
  }

  /** Estimate of the heap in use. */
  long memoryBytes() {
    return heap.bytes();
  }

  /** All groups; to be read only. */
  List<StreamGroup> all() {
    return groups.all();
  }

  /** The group of a name, or null. */
  StreamGroup get(byte[] bytes, int offset, int length) {
    return groups.get(bytes, offset, length);
  }

  /**
   * Adds a group.
   *
   * @param name kept
   * @param entriesRead as of {@link StreamGroup#entriesRead}
   * @return null if there is one of this name
   */
  StreamGroup create(byte[] name, StreamId lastDeliveredId, long entriesRead) {
    if (groups.get(name, 0, name.length) != null) {
      return null;
    }
    StreamGroup group = new StreamGroup(name, lastDeliveredId, entriesRead, heap);
    groups.add(group);
    return group;
  }

  /** Removes a group with its consumers and all that is pending. */
  void delete(StreamGroup group) {
    heap.add(-group.memoryBytes());
    groups.remove(group);
  }

  /** Groups of the same content, which share what neither changes. */
  StreamGroups copy() {
    return new StreamGroups(this);
  }
}

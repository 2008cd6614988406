package io.vedette.node.type.stream;

/** The consumer groups of a stream, by name. */
final class StreamGroups {
  int size() {
    return 0;
  }

  /** Estimate of the heap in use. */
  long memoryBytes() {
    return 0;
  }

  /** Groups of the same content, which share what neither changes. */
  StreamGroups copy() {
    return new StreamGroups();
  }
}

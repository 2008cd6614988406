package io.vedette.node.type.stream;

/** A running sum of what several structures occupy, so that nobody has to go over them for it. */
final class HeapUse {
  private long bytes;

  HeapUse(long bytes) {
    this.bytes = bytes;
  }

  /** Something grew by so much; negative: shrank. */
  void add(long more) {
    bytes += more;
  }

  long bytes() {
    return bytes;
  }
}

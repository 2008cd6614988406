package io.vedette.node.proxy;

/**
 * How many bytes of commands wait for a master, over all lanes of one event loop, and how many may.
 */
final class Parking {
  private final long maxBytes;
  private final long timeoutMs;
  private long bytes;

  Parking(long maxBytes, long timeoutMs) {
    this.maxBytes = maxBytes;
    this.timeoutMs = timeoutMs;
  }

  /** Takes room for a new command; false if there is not enough. */
  boolean tryPark(int more) {
    if (bytes + more > maxBytes) {
      return false;
    }
    bytes += more;
    return true;
  }

  /** Takes room for a command that was accepted before: never refused. */
  void park(long more) {
    bytes += more;
  }

  void leave(long fewer) {
    bytes -= fewer;
  }

  long bytes() {
    return bytes;
  }

  /** Longest time that a command waits. */
  long timeoutMs() {
    return timeoutMs;
  }
}

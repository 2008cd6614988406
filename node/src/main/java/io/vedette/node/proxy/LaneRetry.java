package io.vedette.node.proxy;

/** When a lane may connect again; the delay doubles with each failure. Pure. */
final class LaneRetry {
  static final long FIRST_RETRY_MS = 5;
  static final long LAST_RETRY_MS = 80;
  static final long REFUSED_RETRY_MS = 20;

  private long delayMs = FIRST_RETRY_MS;
  private long notBeforeMs = Long.MIN_VALUE;

  boolean isDue(long nowMs) {
    return nowMs >= notBeforeMs;
  }

  /** Connecting failed. */
  void failed(long nowMs) {
    notBeforeMs = nowMs + delayMs;
    delayMs = Math.min(delayMs * 2, LAST_RETRY_MS);
  }

  /** The shard is there, but may not execute commands now. */
  void refused(long nowMs) {
    notBeforeMs = nowMs + REFUSED_RETRY_MS;
  }

  void succeeded() {
    delayMs = FIRST_RETRY_MS;
  }

  void atOnce() {
    notBeforeMs = Long.MIN_VALUE;
  }
}

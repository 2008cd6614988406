package io.vedette.node.log;

/**
 * How far a reader may fall behind: never more than {@code hardBytes}, and more than {@code
 * softBytes} only for {@code softMs}. A limit of 0 is none. Redis: {@code
 * client-output-buffer-limit replica 256mb 64mb 60}.
 */
public record ReaderLimit(long hardBytes, long softBytes, long softMs) {
  /** Redis's default for replicas. */
  public static final ReaderLimit REPLICA = new ReaderLimit(256L << 20, 64L << 20, 60_000);

  /** Whether there is any limit. */
  public boolean isSet() {
    return hardBytes > 0 || softBytes > 0;
  }

  /** When a reader went over the soft limit. */
  public static final class Watch {
    private static final long NOT_OVER = -1;
    private long overSinceMs = NOT_OVER;

    /**
     * Whether the reader is too slow to be kept.
     *
     * @param backlogBytes bytes kept in any case; a hard limit below it would be senseless
     */
    public boolean exceeded(ReaderLimit limit, long lagBytes, long backlogBytes, long nowMs) {
      if (limit.hardBytes > 0 && lagBytes > Math.max(limit.hardBytes, backlogBytes)) {
        return true;
      }
      if (limit.softBytes <= 0 || lagBytes <= Math.max(limit.softBytes, backlogBytes)) {
        overSinceMs = NOT_OVER;
        return false;
      }
      if (overSinceMs == NOT_OVER) {
        overSinceMs = nowMs;
      }
      return nowMs - overSinceMs > limit.softMs;
    }
  }
}

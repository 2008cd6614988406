package io.vedette.node.persistence.aof;

/**
 * Lets a block of {@code always} wait for the clients whose replies the fsync before it let go.
 *
 * <p>Such clients send their next write at once, yet after the disk has become free. A block with
 * only the few writes that came during the fsync would go without them, and each would wait for two
 * fsyncs instead of one. So the block waits until as many replies are held as clients are known to
 * write, until nobody has come for {@link #GAP_NS}, or for {@link #MAX_NS} in all. Where waiting
 * brings few of them, most blocks go at once. Times are monotonic nanoseconds. Pure.
 */
final class Gathering {
  /** Time without a further write that ends the waiting. */
  static final long GAP_NS = 200_000;

  /** Longest time that a block waits. */
  static final long MAX_NS = 1_500_000;

  private final Attempts attempts = new Attempts();
  private boolean on;
  private int expected;
  private int first;
  private int seen;
  private long lastArrivalNs;
  private long endNs;

  /**
   * An fsync has returned.
   *
   * @param writers replies that were held before it: those of all clients that are known to write
   * @param waiting replies that are held still
   */
  void begin(int writers, int waiting, long nowNs) {
    on = writers > 1 && waiting < writers && attempts.isDue();
    expected = writers;
    first = waiting;
    seen = waiting;
    lastArrivalNs = nowNs;
    endNs = nowNs + MAX_NS;
  }

  /** Whether the next block should wait unless all have come. */
  boolean isOn() {
    return on;
  }

  /** Whether as many replies are held as were expected. */
  boolean isComplete(int waiting) {
    return waiting >= expected;
  }

  /** Whether the next block waits; once it does not, none does until {@link #begin}. */
  boolean waits(int waiting, long nowNs) {
    if (!on) {
      return false;
    }
    if (waiting > seen) {
      seen = waiting;
      lastArrivalNs = nowNs;
    }
    if (!isComplete(waiting) && nowNs - lastArrivalNs < GAP_NS && nowNs < endNs) {
      return true;
    }
    on = false;
    attempts.ended(2 * (seen - first) < expected - first);
    return false;
  }

  /** Time until {@link #waits} may say something else though nobody comes. */
  long againAfterNs(long nowNs) {
    return Math.max(1, Math.min(lastArrivalNs + GAP_NS, endNs) - nowNs);
  }
}

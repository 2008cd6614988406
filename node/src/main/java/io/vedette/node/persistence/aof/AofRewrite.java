package io.vedette.node.persistence.aof;

/**
 * The rewrite that is under way, and what became of those before. A rewrite has two halves, in any
 * order: the base is written from a snapshot, and the stream goes on in a new increment. Times are
 * monotonic nanoseconds. Pure.
 */
final class AofRewrite {
  private static final int FAILURES_BEFORE_LIMIT = 3;
  private static final long FIRST_LIMIT_NS = 60_000_000_000L;
  private static final long LONGEST_LIMIT_NS = 60 * FIRST_LIMIT_NS;
  private static final long NONE = -1;

  private long number;
  private boolean running;
  private boolean counts;
  private boolean baseWritten;
  private boolean switched;
  private long baseBytes;
  private long startedNs;
  private boolean scheduled;
  private long completed;
  private long lastSeconds = NONE;
  private boolean lastFailed;
  private int failuresInRow;
  private long limitNs = FIRST_LIMIT_NS;
  private long notBeforeNs;
  private boolean limited;

  /** Somebody asked for a rewrite that cannot begin yet. */
  void schedule() {
    scheduled = true;
  }

  boolean isScheduled() {
    return scheduled;
  }

  boolean isRunning() {
    return running;
  }

  /**
   * Begins one.
   *
   * @param shown whether it counts as a rewrite; not the first file of a process
   */
  void begin(long nowNs, boolean shown) {
    counts = shown;
    number++;
    running = true;
    scheduled = false;
    baseWritten = false;
    switched = false;
    startedNs = nowNs;
  }

  /** Number of the present or last rewrite, from 1. */
  long number() {
    return number;
  }

  void baseWritten(long bytes) {
    baseWritten = true;
    baseBytes = bytes;
  }

  /** The increment of that rewrite has begun. */
  void switched(long ofNumber) {
    switched |= ofNumber == number;
  }

  /** Whether both halves are done, so that the new manifest may be put in force. */
  boolean isComplete() {
    return running && baseWritten && switched;
  }

  long baseBytes() {
    return baseBytes;
  }

  void succeeded(long nowNs) {
    running = false;
    if (counts) {
      completed++;
      lastSeconds = (nowNs - startedNs) / 1_000_000_000;
      lastFailed = false;
    }
    failuresInRow = 0;
    limited = false;
    limitNs = FIRST_LIMIT_NS;
  }

  void failed(long nowNs) {
    running = false;
    lastSeconds = (nowNs - startedNs) / 1_000_000_000;
    lastFailed = true;
    if (++failuresInRow >= FAILURES_BEFORE_LIMIT) {
      limited = true;
      notBeforeNs = nowNs + limitNs;
      limitNs = Math.min(2 * limitNs, LONGEST_LIMIT_NS);
    }
  }

  /** It does not matter any more. */
  void cancel() {
    running = false;
  }

  void unschedule() {
    scheduled = false;
  }

  /** Whether INFO tells of a rewrite that is under way. */
  boolean isShown() {
    return running && counts;
  }

  /** Whether the file has grown enough for a rewrite that nobody asked for. */
  boolean isDue(AofSettings settings, AofChain chain, long nowNs) {
    if (running || scheduled || settings.rewritePercentage == 0) {
      return false;
    }
    if (limited && nowNs - notBeforeNs < 0 || chain.size() <= settings.rewriteMinBytes) {
      return false;
    }
    long before = Math.max(1, chain.sizeAfterRewrite());
    return (chain.size() - before) * 100.0 / before >= settings.rewritePercentage;
  }

  /** Rewrites that succeeded. */
  long completed() {
    return completed;
  }

  /** How long the last one took, -1 before the first. */
  long lastSeconds() {
    return lastSeconds;
  }

  /** How long the present one has taken, -1 if there is none. */
  long currentSeconds(long nowNs) {
    return isShown() ? (nowNs - startedNs) / 1_000_000_000 : NONE;
  }

  boolean lastFailed() {
    return lastFailed;
  }

  /** Rewrites that failed since one succeeded. */
  int failuresInRow() {
    return failuresInRow;
  }
}

package io.vedette.node.persistence.aof;

/**
 * Decides for which fsyncs of {@code always} the shard's thread rests until they have returned, for
 * {@link #MAX_NS} at most.
 *
 * <p>While clients wait for an fsync there is little else to do, and doing that little at once
 * costs more than it brings: a thread that wakes for every single command keeps a processor from
 * the disk's thread and from the clients. So it rests where the disk is that quick, and where those
 * who wait for the disk are at least half of all who were served. An fsync of a slow disk is not
 * waited for, apart from one now and then that tells whether it has become quick. Pure.
 */
final class Resting {
  /** Longest time that a client who only reads may wait for the fsync of others. */
  static final long MAX_NS = 400_000;

  private final Attempts attempts = new Attempts();
  private int handled;
  private boolean ended;

  /** The shard has handled a message. */
  void handled() {
    handled++;
  }

  /**
   * An fsync is about to begin.
   *
   * @param waiting replies that wait for it
   * @return whether to rest until it ends
   */
  boolean isWorthwhile(int waiting) {
    boolean worthwhile = waiting > 0 && 2 * waiting >= handled && attempts.isDue();
    handled = 0;
    ended = false;
    return worthwhile;
  }

  /** A rest is over. */
  void ended(boolean inTime) {
    ended = inTime;
    attempts.ended(!inTime);
  }

  /** Whether the last fsync was waited for until it ended. */
  boolean isEnded() {
    return ended;
  }
}

package io.vedette.node.proxy;

/**
 * How closely a lane's batches follow each other. The shard works on one batch while the next one
 * is under way; commands that come in between are collected until the older of the two is answered.
 *
 * <p>Without that, a fast shard gets batches of one or two commands and both sides spend their time
 * on being woken up. A lane with nothing in flight sends at once, so a single client never waits.
 */
final class LanePace {
  /** A batch of this many commands is worth sending whatever is in flight. */
  static final int FULL_BATCH = 64;

  private int lastBatch;

  /**
   * Whether the next batch may leave.
   *
   * @param awaited commands sent and not answered
   * @param unsent commands that wait to be sent
   */
  boolean maySend(int awaited, int unsent) {
    return awaited <= lastBatch || unsent >= FULL_BATCH;
  }

  void sent(int commands) {
    lastBatch = commands;
  }
}

package io.vedette.node.proxy;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a command of a client waits for keys at a shard. Confined to the client's event loop, but
 * for the methods that say otherwise.
 */
final class ClientWait {
  private static final long NONE = 0;

  private final Executor loop;

  /** The wait's id in its lane. Whoever ends it early takes it, so that this happens once. */
  private final AtomicLong id = new AtomicLong(NONE);

  private ShardLane lane;

  /**
   * @param loop the client's event loop
   */
  ClientWait(Executor loop) {
    this.loop = loop;
  }

  /** The shard has said that the command waits, under an id from 1. */
  void begins(ShardLane at, long waitId) {
    lane = at;
    id.set(waitId);
  }

  void ended() {
    lane = null;
    id.set(NONE);
  }

  /** Whether it waits, as far as is known here. From any thread. */
  boolean isWaiting() {
    return id.get() != NONE;
  }

  /**
   * Ends it before the time, as CLIENT UNBLOCK does. Only the shard knows whether the command has
   * been served meanwhile; then that is its end. From any thread.
   *
   * @return false if nothing waits
   */
  boolean end(boolean byError) {
    long taken = id.getAndSet(NONE);
    if (taken == NONE) {
      return false;
    }
    loop.execute(
        () -> {
          if (lane != null) {
            lane.interruptWait(taken, byError);
          }
        });
    return true;
  }
}

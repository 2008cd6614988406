package io.vedette.node.persistence.aof;

import io.vedette.protocol.transport.Affinity;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the shard's thread waits for the disk's. Waiting, it leaves its processor to the disk's
 * thread, which is made to run there: on another, where a client runs or nobody does, it begins
 * later.
 */
final class DiskWait {
  private volatile Affinity disk;
  private volatile Thread waiting;
  private volatile long answered;
  private long asked;

  // ---- shard's thread

  /** The disk gets a task that is not waited for. */
  void goesOn() {
    if (disk != null) {
      disk.release();
    }
  }

  /** The disk is about to get a task that is waited for. */
  void begin() {
    waiting = Thread.currentThread();
    asked++;
    if (disk != null) {
      disk.follow();
    }
  }

  /** Waits until that task has been answered, but no longer than this; returns whether it was. */
  boolean await(long maxNs) {
    long endNs = System.nanoTime() + maxNs;
    long leftNs = maxNs;
    while (answered < asked && leftNs > 0) {
      LockSupport.parkNanos(this, leftNs);
      leftNs = endNs - System.nanoTime();
    }
    return answered == asked;
  }

  // ---- disk's thread

  /** A task that is waited for has been answered; in the order in which they were given. */
  void answered() {
    answered = answered + 1;
    LockSupport.unpark(waiting);
    if (disk == null) {
      disk = Affinity.ofCurrentThread();
    }
  }
}

package io.vedette.node.persistence.aof;

import io.vedette.protocol.transport.Affinity;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the shard's thread waits for the disk's. Waiting, it leaves its processor to the disk's
 * thread, which is made to run there: waking it on another, where a client runs or nobody does,
 * takes longer than the fsync.
 */
final class DiskWait {
  private volatile Affinity disk;
  private volatile Thread waiting;
  private volatile AofTask answered;

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
    if (disk != null) {
      disk.follow();
    }
  }

  /** Waits until the task has been answered, but no longer than this; returns whether it was. */
  boolean await(AofTask task, long maxNs) {
    long endNs = System.nanoTime() + maxNs;
    long leftNs = maxNs;
    while (answered != task && leftNs > 0) {
      LockSupport.parkNanos(this, leftNs);
      leftNs = endNs - System.nanoTime();
    }
    return answered == task;
  }

  // ---- disk's thread

  /** A task that is waited for has been answered. */
  void answered(AofTask task) {
    answered = task;
    LockSupport.unpark(waiting);
    if (disk == null) {
      disk = Affinity.ofCurrentThread();
    }
  }
}

package io.vedette.node.persistence.aof;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.aof.AofAnnotation;

/**
 * Turns the growing log into tasks for the open increment: blocks, fsyncs, and the places where the
 * file changes; repeats a write that failed. Pure; confined to the shard's thread. Times are
 * monotonic nanoseconds.
 */
final class AofWriter {
  private static final long NO_TIMESTAMP = -1;

  private final AofSettings settings;
  private final ReplicationLog log;
  private final AofContext context;
  private final AofFaults faults;
  private final AofPacing pacing = new AofPacing();
  private final AofCursor cursor;

  /** A write that failed and will be repeated. */
  private AofTask.Write failed;

  /** A history to write with the next block, or null. */
  private AofAnnotation.History newHistory;

  private long seenOffset;
  private long lastTimestamp;
  private boolean holding;
  private boolean late;
  private long delayedFsyncs;

  AofWriter(AofSettings settings, ReplicationLog log, AofContext context, AofFaults faults) {
    this.settings = settings;
    this.log = log;
    this.context = context;
    this.faults = faults;
    this.cursor = new AofCursor(log);
  }

  /** Writes what comes after the log's present end. */
  void open() {
    cursor.open();
    pacing.restart(log.offset());
    seenOffset = log.offset();
    failed = null;
    newHistory = null;
    holding = false;
    late = false;
  }

  boolean isOpen() {
    return cursor.isOpen();
  }

  /** Writes no more; what the disk still reads stays as it is. */
  void close() {
    cursor.close();
    failed = null;
    newHistory = null;
    holding = false;
    late = false;
  }

  /** Whether the log has grown since the last call; it ends between two commands now. */
  boolean grow() {
    long offset = log.offset();
    if (offset == seenOffset || !cursor.isOpen()) {
      return false;
    }
    seenOffset = offset;
    pacing.arrived(offset, pacing.needsTime() ? context.nowNs() : 0);
    cursor.boundary(offset);
    return true;
  }

  void cut(AofCut cut) {
    cursor.cut(cut);
  }

  /** The next block says the present history. */
  void sayHistory() {
    newHistory = context.history();
  }

  /** The cut that has been reached and is for others to act on, or null. */
  AofCut takeCut() {
    for (AofCut cut = cursor.takeCut(); cut != null; cut = cursor.takeCut()) {
      if (cut instanceof AofCut.NewHistory changed) {
        newHistory = changed.history();
      } else {
        // The head of a file says its history, and a file that ends needs no other.
        newHistory = null;
        return cut;
      }
    }
    return null;
  }

  /** Whether a write has failed, so that it must be repeated before anything else. */
  boolean mustRepeat() {
    return failed != null;
  }

  /**
   * The next thing to do for the file, or null.
   *
   * @param timed whether the policy's own fsyncs are due
   */
  AofTask next(boolean timed, long nowNs) {
    if (failed != null) {
      return faults.mayRetry(nowNs) ? failed : null;
    }
    AofPacing.Step step = pacing.next(settings.policy, timed, nowNs);
    boolean urged = newHistory != null || cursor.hasCuts() && pacing.untakenBytes() > 0;
    if (step == AofPacing.Step.WRITE || urged) {
      long end = cursor.blockEnd();
      boolean sync = pacing.syncsWith(end, settings.policy, timed, nowNs);
      AofTask.Write write = new AofTask.Write(newHistory, timestamp(), cursor.take(end), end, sync);
      newHistory = null;
      pacing.taking(end, sync, nowNs);
      return write;
    }
    if (step == AofPacing.Step.SYNC) {
      pacing.syncBegins();
      return new AofTask.Sync(pacing.writtenOffset());
    }
    return null;
  }

  /** When {@link #next} may say something else though nothing happens. */
  long nextTimeNs(boolean timed) {
    return failed != null ? faults.retryAtNs() : pacing.nextTimeNs(settings.policy, timed);
  }

  private long timestamp() {
    if (!settings.timestamps) {
      return NO_TIMESTAMP;
    }
    long seconds = context.unixSeconds();
    boolean same = seconds == lastTimestamp;
    lastTimestamp = seconds;
    return same ? NO_TIMESTAMP : seconds;
  }

  /** A write failed and left the file as it was. */
  void writeFailed(AofTask.Write write, String reason) {
    failed = write;
    faults.writeFailed(reason, context.nowNs());
  }

  /** A write succeeded; says whether it is the first since one failed. */
  boolean written(AofTask.Write write) {
    boolean repaired = failed != null;
    failed = null;
    faults.wrote();
    cursor.written(write.endOffset());
    pacing.written(write.endOffset());
    return repaired;
  }

  /** Looks whether writers must wait for the disk; says whether an fsync has just become late. */
  boolean checkHolding(boolean timed, long nowNs) {
    boolean isLate = cursor.isOpen() && pacing.isLate(settings.policy, timed, nowNs);
    boolean nowLate = isLate && !late;
    late = isLate;
    delayedFsyncs += nowLate ? 1 : 0;
    holding = cursor.isOpen() && pacing.holdsWrites(settings.policy, timed, nowNs);
    return nowLate;
  }

  /** Whether writers wait for the disk. */
  boolean holdsWrites() {
    return holding;
  }

  /** Times that an fsync took so long that writers had to wait. */
  long delayedFsyncs() {
    return delayedFsyncs;
  }

  AofPacing pacing() {
    return pacing;
  }
}

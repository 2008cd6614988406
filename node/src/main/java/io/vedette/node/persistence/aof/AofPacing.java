package io.vedette.node.persistence.aof;

/**
 * When to write and when to fsync: counts what was appended to the log, what was handed to the
 * disk, what was written and what was synced, and since when the oldest of it waits.
 *
 * <p>{@code always} writes and syncs as soon as the disk is free; all that gathered meanwhile
 * shares one fsync. {@code everysec} gathers for a millisecond or {@link #COALESCE_BYTES}, and
 * syncs early enough that a fast disk has everything within a second. Whoever waits for an offset
 * is served at once under every policy. Times are monotonic nanoseconds. Pure.
 */
final class AofPacing {
  /** Unwritten bytes that are written without waiting for more. */
  static final long COALESCE_BYTES = 64 * 1024;

  /** Longest time that unwritten bytes wait for more. */
  static final long COALESCE_NS = 1_000_000;

  /** Age of the oldest unsynced byte at which {@code everysec} syncs. */
  static final long SYNC_AFTER_NS = 800_000_000;

  /** Age of the oldest unsynced byte at which {@code everysec} lets writers wait for the disk. */
  static final long HOLD_AFTER_NS = 2_000_000_000;

  /** Unwritten bytes at which writers wait for the disk. */
  static final long MAX_UNWRITTEN_BYTES = 64L << 20;

  /** Written bytes that a sync covers at most while more is waiting to be written. */
  private static final long MAX_UNSYNCED_BYTES = 8L << 20;

  static final long NEVER = Long.MAX_VALUE;

  /** What to do now. */
  enum Step {
    NOTHING,
    WRITE,
    SYNC
  }

  private long appended;
  private long taken;
  private long written;
  private long synced;
  private long wanted;
  private long unwrittenSinceNs = NEVER;
  private long unsyncedSinceNs = NEVER;
  private boolean syncing;
  private long arrivedDuringSyncNs = NEVER;

  /** Starts over: everything up to the offset is done. */
  void restart(long offset) {
    appended = offset;
    taken = offset;
    written = offset;
    synced = offset;
    wanted = offset;
    unwrittenSinceNs = NEVER;
    unsyncedSinceNs = NEVER;
    syncing = false;
    arrivedDuringSyncNs = NEVER;
  }

  /** Whether {@link #arrived} needs the time. */
  boolean needsTime() {
    return appended == taken || unsyncedSinceNs == NEVER || syncing && arrivedDuringSyncNs == NEVER;
  }

  /**
   * The log has grown.
   *
   * @param nowNs ignored unless {@link #needsTime}
   */
  void arrived(long offset, long nowNs) {
    if (offset <= appended) {
      return;
    }
    if (appended == taken) {
      unwrittenSinceNs = nowNs;
    }
    if (unsyncedSinceNs == NEVER) {
      unsyncedSinceNs = nowNs;
    }
    if (syncing && arrivedDuringSyncNs == NEVER) {
      arrivedDuringSyncNs = nowNs;
    }
    appended = offset;
  }

  /** Somebody waits until this offset is synced. */
  void want(long offset) {
    wanted = Math.max(wanted, offset);
  }

  /** Whether somebody waits for an fsync that has not returned. */
  boolean isWanted() {
    return wanted > synced;
  }

  /**
   * What to do now that the disk is free.
   *
   * @param timed whether the policy's own syncs are due; not while they rest during a save
   */
  Step next(FsyncPolicy policy, boolean timed, long nowNs) {
    boolean sync = syncIsDue(policy, timed, nowNs);
    if (appended > taken) {
      boolean write =
          sync
              || policy == FsyncPolicy.ALWAYS
              || appended - taken >= COALESCE_BYTES
              || nowNs - unwrittenSinceNs >= COALESCE_NS;
      return write ? Step.WRITE : Step.NOTHING;
    }
    return sync && written > synced ? Step.SYNC : Step.NOTHING;
  }

  private boolean syncIsDue(FsyncPolicy policy, boolean timed, long nowNs) {
    if (wanted > synced) {
      return true;
    }
    return timed
        && appended > synced
        && switch (policy) {
          case ALWAYS -> true;
          case EVERYSEC -> nowNs - unsyncedSinceNs >= SYNC_AFTER_NS;
          case NO -> false;
        };
  }

  /** Whether the block that ends at the offset should be synced with its write. */
  boolean syncsWith(long blockEnd, FsyncPolicy policy, boolean timed, long nowNs) {
    if (!syncIsDue(policy, timed, nowNs)) {
      return false;
    }
    long goal = wanted > synced ? wanted : appended;
    return blockEnd >= goal || blockEnd - synced >= MAX_UNSYNCED_BYTES;
  }

  /** When {@link #next} may say something else though nothing happens; {@link #NEVER} if never. */
  long nextTimeNs(FsyncPolicy policy, boolean timed) {
    long at = appended > taken ? unwrittenSinceNs + COALESCE_NS : NEVER;
    if (timed && policy == FsyncPolicy.EVERYSEC && appended > synced) {
      at = Math.min(at, unsyncedSinceNs + SYNC_AFTER_NS);
    }
    return at;
  }

  /** A block is on its way to the disk. */
  void taking(long blockEnd, boolean sync, long nowNs) {
    taken = blockEnd;
    unwrittenSinceNs = appended > taken ? nowNs : NEVER;
    if (sync) {
      syncBegins();
    }
  }

  /** A sync without a write is on its way. */
  void syncBegins() {
    syncing = true;
    // What this sync does not cover is at least not older than what it does.
    arrivedDuringSyncNs = appended > taken ? unsyncedSinceNs : NEVER;
  }

  void written(long offset) {
    written = offset;
  }

  void synced(long offset) {
    synced = offset;
    syncing = false;
    unsyncedSinceNs = appended > synced ? arrivedDuringSyncNs : NEVER;
    arrivedDuringSyncNs = NEVER;
  }

  /** The sync that was under way did not happen. */
  void syncFailed() {
    syncing = false;
    arrivedDuringSyncNs = NEVER;
  }

  /** Whether writers should wait for the disk. */
  boolean holdsWrites(FsyncPolicy policy, boolean timed, long nowNs) {
    return appended - written > MAX_UNWRITTEN_BYTES || isLate(policy, timed, nowNs);
  }

  /** Whether an fsync of {@code everysec} takes longer than it may. */
  boolean isLate(FsyncPolicy policy, boolean timed, long nowNs) {
    return timed
        && policy == FsyncPolicy.EVERYSEC
        && unsyncedSinceNs != NEVER
        && nowNs - unsyncedSinceNs > HOLD_AFTER_NS;
  }

  /** Bytes that no write has taken yet. */
  long untakenBytes() {
    return appended - taken;
  }

  /** Bytes that are not in the file yet. */
  long unwrittenBytes() {
    return appended - written;
  }

  long appendedOffset() {
    return appended;
  }

  long writtenOffset() {
    return written;
  }

  long syncedOffset() {
    return synced;
  }
}

package io.vedette.node.persistence.save;

import java.util.Optional;

/**
 * When to save, and what became of the saves so far; does nothing itself. Times are monotonic
 * milliseconds unless they are called wall. Confined to the shard's thread.
 *
 * <p>A save covers the changes up to its beginning; the seconds of a save point count from the end
 * of the last successful one. After a failure the next try waits for {@link #RETRY_MS}.
 */
public final class Saving {
  static final long RETRY_MS = 5000;

  private SavePoints points = SavePoints.NONE;
  private long savedMs;
  private long savedWallMs;
  private long savedChanges;
  private boolean lastOk = true;
  private boolean inProgress;
  private boolean isBackground;
  private boolean scheduled;
  private boolean tried;
  private long begunMs;
  private long begunChanges;
  private long lastTookMs = -1;
  private long saves;
  private long lastPeakBytes;

  /** The start counts as the last save, as in Redis. */
  public Saving(long nowMs, long wallMs) {
    this.savedMs = nowMs;
    this.savedWallMs = wallMs;
  }

  /** Puts save points into force. */
  public void points(SavePoints now) {
    points = now;
  }

  public SavePoints points() {
    return points;
  }

  /** The save point that is reached, if one is and nothing speaks against a save now. */
  public Optional<SavePoints.Point> due(long changes, long nowMs) {
    if (inProgress || mustRest(nowMs)) {
      return Optional.empty();
    }
    return points.points().stream()
        .filter(
            point ->
                changes - savedChanges >= point.changes()
                    && nowMs - savedMs > point.seconds() * 1000)
        .findFirst();
  }

  private boolean mustRest(long nowMs) {
    return !lastOk && tried && nowMs - begunMs <= RETRY_MS;
  }

  /** Asks for a save as soon as one is possible. */
  public void schedule() {
    scheduled = true;
  }

  /** Whether a {@linkplain #schedule scheduled} save may begin now. */
  public boolean scheduledIsDue(long nowMs) {
    return scheduled && !inProgress && !mustRest(nowMs);
  }

  /**
   * A save begins.
   *
   * @param background whether clients are served meanwhile
   */
  public void begins(boolean background, long changes, long nowMs) {
    inProgress = true;
    isBackground = background;
    scheduled = false;
    tried = true;
    begunMs = nowMs;
    begunChanges = changes;
    saves++;
  }

  /**
   * The file is in its place.
   *
   * @param peakBytes most memory that it took on its way
   */
  public void completed(long peakBytes, long nowMs, long wallMs) {
    lastPeakBytes = peakBytes;
    savedChanges = begunChanges;
    savedMs = nowMs;
    savedWallMs = wallMs;
    ended(true, nowMs);
  }

  /** There is no new file. */
  public void failed(long nowMs) {
    ended(false, nowMs);
  }

  private void ended(boolean ok, long nowMs) {
    inProgress = false;
    lastOk = ok;
    if (isBackground) {
      lastTookMs = nowMs - begunMs;
    }
  }

  /** Somebody gave up the save: neither good nor bad news of the disk. */
  public void aborted() {
    inProgress = false;
  }

  /** The data on disk and in memory are the same now: they were just loaded. */
  public void loaded(long changes, long nowMs) {
    savedChanges = changes;
    savedMs = nowMs;
  }

  public boolean isInProgress() {
    return inProgress;
  }

  /** Whether clients are served during the save in progress. */
  public boolean isBackground() {
    return inProgress && isBackground;
  }

  public boolean isScheduled() {
    return scheduled;
  }

  /** Whether the last save that ended was good; true before the first. */
  public boolean lastWasOk() {
    return lastOk;
  }

  /** Changes that no save holds yet. */
  public long unsaved(long changes) {
    return changes - savedChanges;
  }

  /** When the last good save ended: Unix milliseconds. */
  public long savedWallMs() {
    return savedWallMs;
  }

  /** How long the last background save took; -1 before the first. */
  public long lastTookMs() {
    return lastTookMs;
  }

  /** How long the background save in progress has taken; -1 without one. */
  public long takesMs(long nowMs) {
    return isBackground() ? nowMs - begunMs : -1;
  }

  /** Most memory that the last good save took: what its file's entries occupied on their way. */
  public long lastPeakBytes() {
    return lastPeakBytes;
  }

  /** Saves begun so far. */
  public long saves() {
    return saves;
  }
}

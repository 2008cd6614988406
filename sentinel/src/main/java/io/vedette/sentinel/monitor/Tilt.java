package io.vedette.sentinel.monitor;

/**
 * Notices that this sentinel itself was away: stopped, starved of CPU, or on a clock that jumped.
 * What it did not hear meanwhile says nothing about others, so that short absences are taken out of
 * every silence, and after a long one or a backward step the sentinel does not act for a while.
 */
public final class Tilt {
  /** An absence worth taking out of silences; inputs normally come every 20 ms. */
  static final int ABSENCE_MS = 100;

  /** An absence after which the sentinel holds still. */
  static final int TRIGGER_MS = 2_000;

  private final int periodMs;
  private long lastInputMs;
  private long sinceMs = -1;
  private long untilMs;

  /**
   * @param periodMs how long it holds still
   */
  public Tilt(int periodMs, long nowMs) {
    this.periodMs = periodMs;
    this.lastInputMs = nowMs;
  }

  /**
   * Takes note of an input; returns the milliseconds by which silences must be corrected, mostly 0.
   */
  public long onInput(long nowMs) {
    long gapMs = nowMs - lastInputMs;
    lastInputMs = nowMs;
    if (gapMs < 0 || gapMs > TRIGGER_MS) {
      if (sinceMs < 0) {
        sinceMs = nowMs;
      }
      untilMs = nowMs + periodMs;
    }
    return gapMs > ABSENCE_MS || gapMs < 0 ? gapMs : 0;
  }

  /** True exactly once at the end of a tilt. */
  public boolean endsNow(long nowMs) {
    if (sinceMs >= 0 && nowMs >= untilMs) {
      sinceMs = -1;
      return true;
    }
    return false;
  }

  public boolean isActive() {
    return sinceMs >= 0;
  }

  /** For how long; -1 when not in tilt. */
  public long activeMs(long nowMs) {
    return sinceMs < 0 ? -1 : nowMs - sinceMs;
  }
}

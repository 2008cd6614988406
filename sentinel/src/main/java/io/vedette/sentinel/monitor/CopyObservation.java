package io.vedette.sentinel.monitor;

import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Version;
import java.util.Optional;

/**
 * What this sentinel knows of one copy. A copy is subjectively down when it has been silent for
 * down-after, or when its process is dead: the port refuses connections, or, for a master, another
 * incarnation answers.
 */
public final class CopyObservation {
  /** Checks out of turn after a change of the master, until it holds its lease. */
  private static final int EAGER_CHECKS = 8;

  /** Silence that a copy may keep before its first report: its process may just be starting. */
  static final int FIRST_REPORT_MS = 5_000;

  private final String shard;
  private Copy copy;
  private long seq;
  private long lastCheckMs = Long.MIN_VALUE;
  private long silentSinceMs;
  private Optional<HealthReport> report = Optional.empty();
  private long reportedMs = -1;
  private long roleSinceMs;
  private boolean seenAlive;
  private boolean keptFiles;
  private boolean refused;
  private long refusedAtSeq;
  private long downSinceMs = -1;
  private int eagerChecks = EAGER_CHECKS;
  private Version converting = Version.NONE;

  CopyObservation(String shard, Copy copy, long nowMs) {
    this.shard = shard;
    this.copy = copy;
    this.silentSinceMs = nowMs;
    this.roleSinceMs = nowMs;
  }

  public String shard() {
    return shard;
  }

  public Copy copy() {
    return copy;
  }

  void readdress(Copy changed) {
    copy = changed;
    seenAlive = false;
    refused = false;
  }

  boolean isCheckDue(int intervalMs, long nowMs) {
    return lastCheckMs == Long.MIN_VALUE || nowMs - lastCheckMs >= intervalMs;
  }

  long nextSeq(long nowMs) {
    lastCheckMs = nowMs;
    return ++seq;
  }

  /** Another check at once, as long as the allowance lasts. */
  boolean takeEagerCheck() {
    return eagerChecks > 0 && eagerChecks-- > 0;
  }

  void renewEagerChecks() {
    eagerChecks = EAGER_CHECKS;
  }

  /**
   * Returns false for a report that answers none of this sentinel's checks, is older than the last
   * one, or was sent by a process that has died since.
   */
  boolean onReport(HealthReport news, long nowMs) {
    if (news.seq() > seq || (report.isPresent() && news.seq() < report.get().seq())) {
      return false;
    }
    if (refused) {
      boolean sameProcess = report.isPresent() && report.get().incarnation() == news.incarnation();
      if (sameProcess && news.seq() <= refusedAtSeq) {
        return false;
      }
      refused = false;
    }
    if (report.isEmpty() || report.get().role() != news.role()) {
      roleSinceMs = nowMs;
    }
    seenAlive = true;
    keptFiles |= news.progress().fsyncedOffset() > 0;
    report = Optional.of(news);
    reportedMs = nowMs;
    silentSinceMs = nowMs;
    return true;
  }

  /** Whether this is the first time that an old master is told of this topology. */
  boolean startsConversion(Version topology) {
    boolean first = !converting.equals(topology);
    converting = topology;
    return first;
  }

  void onOpened() {
    seenAlive = true;
    refused = false;
  }

  /** A port that has never been open tells nothing: the copy may be about to start. */
  void onRefused() {
    if (seenAlive && !refused) {
      refused = true;
      refusedAtSeq = seq;
    }
  }

  /** This sentinel was away for so long: that time was not the copy's silence. */
  void onAbsence(long absenceMs, long nowMs) {
    silentSinceMs = absenceMs < 0 ? nowMs : Math.min(nowMs, silentSinceMs + absenceMs);
  }

  public Optional<HealthReport> report() {
    return report;
  }

  /** When the last report came; -1 before the first. */
  public long reportedMs() {
    return reportedMs;
  }

  public long lastCheckMs() {
    return lastCheckMs;
  }

  public long roleSinceMs() {
    return roleSinceMs;
  }

  /** The port refuses connections, and nothing newer has been heard of the process. */
  public boolean isRefused() {
    return refused;
  }

  /**
   * The copy has had an append-only file, so that its data survive its process. The last report
   * alone would not tell: a process that is still reading its files has fsynced nothing.
   */
  public boolean keepsFiles() {
    return keptFiles;
  }

  /** As the master of this shard: the appointed process is gone for certain. */
  public boolean isDeadMaster(Shard appointed) {
    return refused || isRestartedMaster(appointed);
  }

  /** Another process than the appointed one answers. */
  public boolean isRestartedMaster(Shard appointed) {
    return report.isPresent()
        && copy.node().equals(appointed.master())
        && report.get().incarnation() != appointed.masterIncarnation();
  }

  boolean looksDown(Shard appointed, int downAfterMs, long nowMs) {
    int patienceMs = report.isPresent() ? downAfterMs : Math.max(downAfterMs, FIRST_REPORT_MS);
    return refused || nowMs - silentSinceMs >= patienceMs || isRestartedMaster(appointed);
  }

  /** Returns true when the verdict changed. */
  boolean judge(boolean down, long nowMs) {
    if (down == isDown()) {
      return false;
    }
    downSinceMs = down ? nowMs : -1;
    return true;
  }

  /** Subjectively down, as of the last judgement. */
  public boolean isDown() {
    return downSinceMs >= 0;
  }

  public long downSinceMs() {
    return downSinceMs;
  }
}

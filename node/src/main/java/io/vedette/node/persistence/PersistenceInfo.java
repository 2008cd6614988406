package io.vedette.node.persistence;

import io.vedette.node.persistence.save.Saving;
import io.vedette.node.persistence.snapshot.FileSnapshots;
import java.util.Locale;

/** What INFO says about the disk, in Redis's words. */
public final class PersistenceInfo {
  private PersistenceInfo() {}

  /**
   * The fields about snapshots of INFO's section Persistence, each line ended by CRLF. What Redis
   * calls copy-on-write memory is here the memory of a snapshot that waits for the disk.
   */
  public static String fields(Persistence persistence, long nowMs) {
    FileSnapshots snapshots = persistence.snapshots();
    Saving saving = persistence.saves().saving();
    StringBuilder out = new StringBuilder(1024);
    long total = snapshots.entriesTotal();
    long done = snapshots.entriesDone();
    boolean open = snapshots.isOpen();
    field(out, "current_cow_peak", open ? snapshots.peakUnwrittenBytes() : 0);
    field(out, "current_cow_size", snapshots.unwrittenBytes());
    field(out, "current_cow_size_age", 0);
    out.append(
        String.format(
            Locale.ROOT, "current_fork_perc:%.2f\r\n", total == 0 ? 0.0 : 100.0 * done / total));
    field(out, "current_save_keys_processed", done);
    field(out, "current_save_keys_total", total);
    field(out, "rdb_changes_since_last_save", persistence.saves().unsavedChanges());
    field(out, "rdb_bgsave_in_progress", saving.isBackground() ? 1 : 0);
    field(out, "rdb_last_save_time", saving.savedWallMs() / 1000);
    out.append("rdb_last_bgsave_status:").append(saving.lastWasOk() ? "ok" : "err").append("\r\n");
    field(out, "rdb_last_bgsave_time_sec", seconds(saving.lastTookMs()));
    field(out, "rdb_current_bgsave_time_sec", seconds(saving.takesMs(nowMs)));
    field(out, "rdb_saves", saving.saves());
    field(out, "rdb_last_cow_size", saving.lastPeakBytes());
    return out.toString();
  }

  private static long seconds(long ms) {
    return ms < 0 ? -1 : ms / 1000;
  }

  private static void field(StringBuilder out, String name, long value) {
    out.append(name).append(':').append(value).append("\r\n");
  }
}

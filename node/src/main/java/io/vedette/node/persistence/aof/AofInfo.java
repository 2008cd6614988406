package io.vedette.node.persistence.aof;

/** What INFO says of the append-only file, in Redis's words and two of our own. */
public final class AofInfo {
  private AofInfo() {}

  /**
   * The fields of INFO's persistence section, each line ended by CR LF. {@code
   * aof_pending_bio_fsync} is there with and without a file: tools wait for its 0, which here means
   * that everything known to the server is on the disk, or that there is no file.
   *
   * @param nowNs monotonic nanoseconds
   */
  public static String fields(AppendOnly aof, long nowNs) {
    AofRewrite rewrite = aof.rewrite();
    boolean enabled = aof.isEnabled();
    boolean rewriting = rewrite.isShown();
    StringBuilder out = new StringBuilder(512);
    field(out, "aof_enabled", enabled ? 1 : 0);
    field(out, "aof_rewrite_in_progress", rewriting ? 1 : 0);
    field(out, "aof_rewrite_scheduled", rewrite.isScheduled() ? 1 : 0);
    field(out, "aof_last_rewrite_time_sec", rewrite.lastSeconds());
    field(out, "aof_current_rewrite_time_sec", rewrite.currentSeconds(nowNs));
    field(out, "aof_last_bgrewrite_status", rewrite.lastFailed() ? "err" : "ok");
    field(out, "aof_rewrites", rewrite.completed());
    field(out, "aof_rewrites_consecutive_failures", rewrite.failuresInRow());
    field(out, "aof_last_write_status", aof.faults().none() ? "ok" : "err");
    field(out, "aof_last_cow_size", 0);
    if (enabled) {
      field(out, "aof_current_size", aof.chain().size());
      field(out, "aof_base_size", aof.chain().sizeAfterRewrite());
      field(out, "aof_pending_rewrite", rewrite.isScheduled() && !rewriting ? 1 : 0);
      field(out, "aof_buffer_length", unwrittenBytes(aof));
      field(out, "aof_delayed_fsync", aof.writer().delayedFsyncs());
      field(out, "aof_written_offset", aof.writer().pacing().writtenOffset());
      field(out, "aof_fsynced_offset", aof.durableOffset());
    }
    field(out, "aof_pending_bio_fsync", enabled && !aof.isClean() ? 1 : 0);
    return out.toString();
  }

  /** Bytes that wait to be written; 0 without a file. */
  public static long unwrittenBytes(AppendOnly aof) {
    return aof.isEnabled() ? aof.writer().pacing().unwrittenBytes() : 0;
  }

  private static void field(StringBuilder out, String name, Object value) {
    out.append(name).append(':').append(value).append("\r\n");
  }
}

package io.vedette.node.persistence.recovery;

import java.util.Locale;

/**
 * The load that a copy is doing, as its clients see it; does nothing itself. Confined to the
 * shard's thread; times are Unix milliseconds.
 *
 * <pre>
 * idle --begin--> loading --Done--> idle (the listener has the data)
 *                 loading --Failed--> idle (the listener has the reason)
 * </pre>
 */
public final class Loading {
  /** Starts a {@link LoaderActor}, whose events come back to {@link #on}. */
  @FunctionalInterface
  public interface Port {
    void load(LoadRequest request);
  }

  /** Who asked for a load. */
  public interface Listener {
    /** The data are there, and the listener's. */
    void loaded(Recovered recovered);

    /** They must not be served: the reason names file and place. */
    void failed(String reason);

    /** An operator should read this. */
    void warned(String text);
  }

  private final Port port;
  private Listener listener;
  private long startedMs;
  private long totalBytes;
  private long loadedBytes;
  private long writerMemoryBytes;

  public Loading(Port port) {
    this.port = port;
  }

  /** Whether a data set is being read in. */
  public boolean isUnderWay() {
    return listener != null;
  }

  /**
   * Begins a load.
   *
   * @throws IllegalStateException if one is under way
   */
  public void begin(LoadRequest request, Listener whoAsks, long nowMs) {
    if (listener != null) {
      throw new IllegalStateException("a load is under way");
    }
    listener = whoAsks;
    startedMs = nowMs;
    totalBytes = 0;
    loadedBytes = 0;
    writerMemoryBytes = 0;
    port.load(request);
  }

  /** An event of the loader. */
  public void on(LoadEvent event) {
    switch (event) {
      case LoadEvent.Begun begun -> totalBytes = begun.totalBytes();
      case LoadEvent.Progress progress -> {
        loadedBytes = progress.loadedBytes();
        writerMemoryBytes = progress.writerMemoryBytes();
      }
      case LoadEvent.Warned warned -> listener.warned(warned.text());
      case LoadEvent.Done done -> end().loaded(done.recovered());
      case LoadEvent.Failed failed -> end().failed(failed.reason());
    }
  }

  private Listener end() {
    Listener ended = listener;
    listener = null;
    return ended;
  }

  /** INFO's fields about a load under way, each with its CR LF; empty without one. */
  public String infoFields(long nowMs) {
    if (listener == null) {
      return "";
    }
    long elapsedSeconds = (nowMs - startedMs) / 1000;
    long leftBytes = Math.max(0, totalBytes - loadedBytes);
    long etaSeconds =
        elapsedSeconds == 0 ? 1 : elapsedSeconds * leftBytes / Math.max(1, loadedBytes);
    return String.format(
        Locale.ROOT,
        "loading_start_time:%d\r\n"
            + "loading_total_bytes:%d\r\n"
            + "loading_rdb_used_mem:%d\r\n"
            + "loading_loaded_bytes:%d\r\n"
            + "loading_loaded_perc:%.2f\r\n"
            + "loading_eta_seconds:%d\r\n",
        startedMs / 1000,
        totalBytes,
        writerMemoryBytes,
        loadedBytes,
        totalBytes == 0 ? 0.0 : 100.0 * loadedBytes / totalBytes,
        etaSeconds);
  }
}

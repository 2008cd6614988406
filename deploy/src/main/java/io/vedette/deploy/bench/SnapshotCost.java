package io.vedette.deploy.bench;

import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a BGSAVE costs a server under random writes.
 *
 * @param addedShare memory that it needed, as a share of what the server had
 * @param stallMs the longest wait of a client during it, less the longest one before
 * @param tookMs how long it took
 */
record SnapshotCost(double addedShare, double stallMs, double tookMs) {
  private static final int WRITERS = 8;
  private static final long BASELINE_NS = TimeUnit.SECONDS.toNanos(3);
  private static final long MAX_SAVE_NS = TimeUnit.MINUTES.toNanos(3);
  private static final long PROBE_EVERY_NS = 1_000_000;
  private static final long MEMORY_EVERY_NS = 50_000_000;
  private static final int VALUE_BYTES = 64;

  /** Measures one BGSAVE of so many keys {@code key:0}, {@code key:1} ... that exist. */
  static SnapshotCost measure(Contender server, int keys) throws IOException {
    try (Writers _ = new Writers(server, keys);
        RespClient probe = server.connect()) {
      double baselineMs = worstWait(probe, System.nanoTime() + BASELINE_NS, () -> true);
      long before = server.residentBytes();
      Growth growth = new Growth(server, before);
      long start = System.nanoTime();
      try (RespClient admin = server.connect()) {
        admin.require("BGSAVE");
        double worstMs =
            worstWait(
                probe,
                start + MAX_SAVE_NS,
                () -> {
                  growth.look();
                  return growth.skipsLook() || server.info(admin, "rdb_bgsave_in_progress") == 1;
                });
        double tookMs = (System.nanoTime() - start) / 1e6;
        checkSaved(admin);
        // A fork's copies belong to two processes; redis-server counts them itself.
        long added =
            server.name().equals("redis") ? server.info(admin, "rdb_last_cow_size") : growth.most();
        return new SnapshotCost((double) added / before, Math.max(0, worstMs - baselineMs), tookMs);
      }
    }
  }

  private static void checkSaved(RespClient admin) throws IOException {
    String info = admin.require("INFO", "persistence").text();
    if (!info.contains("rdb_bgsave_in_progress:0") || !info.contains("rdb_last_bgsave_status:ok")) {
      throw new IOException("BGSAVE failed, or takes too long");
    }
  }

  private interface Condition {
    boolean goesOn() throws IOException;
  }

  private static double worstWait(RespClient probe, long until, Condition condition)
      throws IOException {
    Latencies waits = new Latencies();
    long next = System.nanoTime();
    do {
      long before = System.nanoTime();
      probe.require("PING");
      waits.add(System.nanoTime() - before);
      next += PROBE_EVERY_NS;
      LockSupport.parkNanos(next - System.nanoTime());
    } while (System.nanoTime() < until && condition.goesOn());
    return waits.maxMs();
  }

  /** Watches the memory of a process. */
  private static final class Growth {
    private final Contender server;
    private final long before;
    private long most;
    private long nextLook;
    private boolean looked;

    Growth(Contender server, long before) {
      this.server = server;
      this.before = before;
    }

    void look() throws IOException {
      looked = System.nanoTime() >= nextLook;
      if (looked) {
        nextLook = System.nanoTime() + MEMORY_EVERY_NS;
        most = Math.max(most, server.residentBytes() - before);
      }
    }

    boolean skipsLook() {
      return !looked;
    }

    long most() {
      return most;
    }
  }

  /** Clients that overwrite random keys, until this is closed. */
  private static final class Writers implements AutoCloseable {
    private final ClientThreads clients;
    private volatile boolean stopped;

    Writers(Contender server, int keys) {
      String value = "v".repeat(VALUE_BYTES);
      clients =
          ClientThreads.start(
              server,
              Thread.ofPlatform().daemon(),
              WRITERS,
              (client, number) -> {
                SplittableRandom random = new SplittableRandom(number);
                while (!stopped) {
                  client.require("SET", "key:" + random.nextInt(keys), value);
                }
              });
    }

    @Override
    public void close() {
      stopped = true;
      clients.join();
    }
  }
}

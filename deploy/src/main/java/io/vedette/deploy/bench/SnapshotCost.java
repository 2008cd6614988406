package io.vedette.deploy.bench;

import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
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
    Writers writers = new Writers(server, keys);
    try (RespClient probe = server.connect()) {
      double baselineMs = worstWait(probe, System.nanoTime() + BASELINE_NS, () -> true);
      long before = server.residentBytes();
      Growth growth = new Growth(server, before);
      long start = System.nanoTime();
      try (RespClient admin = server.connect()) {
        admin.call("BGSAVE");
        double worstMs =
            worstWait(
                probe,
                start + MAX_SAVE_NS,
                () -> {
                  growth.look();
                  return growth.skipsLook() || server.info(admin, "rdb_bgsave_in_progress") == 1;
                });
        double tookMs = (System.nanoTime() - start) / 1e6;
        // A fork's copies belong to two processes; redis-server counts them itself.
        long added =
            server.name().equals("redis") ? server.info(admin, "rdb_last_cow_size") : growth.most();
        return new SnapshotCost((double) added / before, Math.max(0, worstMs - baselineMs), tookMs);
      }
    } finally {
      writers.stop();
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
      probe.call("PING");
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

  /** Clients that overwrite random keys. */
  private static final class Writers {
    private final Thread[] threads = new Thread[WRITERS];
    private volatile boolean stopped;

    Writers(Contender server, int keys) {
      String value = "v".repeat(VALUE_BYTES);
      for (int i = 0; i < WRITERS; i++) {
        SplittableRandom random = new SplittableRandom(i);
        threads[i] =
            Thread.ofPlatform()
                .daemon()
                .start(
                    () -> {
                      try (RespClient client = server.connect()) {
                        while (!stopped) {
                          client.call("SET", "key:" + random.nextInt(keys), value);
                        }
                      } catch (IOException e) {
                        throw new ClusterException("a writer failed: " + e.getMessage(), e);
                      }
                    });
      }
    }

    void stop() {
      stopped = true;
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

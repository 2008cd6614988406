package io.vedette.deploy.bench;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** SET, then {@code WAITAOF 1 1 0}: until it is on this disk and on one replica's. */
final class DurableWrites {
  private static final int WARM_UP = 200;

  private DurableWrites() {}

  /** Times of the WAITAOF of one client. */
  static Latencies oneClient(Contender master, int pairs) throws IOException {
    Latencies latencies = new Latencies();
    try (RespClient client = master.connect()) {
      for (int i = -WARM_UP; i < pairs; i++) {
        client.call("SET", "key:" + i, "value");
        long before = System.nanoTime();
        waitAof(client);
        if (i >= 0) {
          latencies.add(System.nanoTime() - before);
        }
      }
    }
    return latencies;
  }

  private static void waitAof(RespClient client) throws IOException {
    Reply reply = client.call("WAITAOF", "1", "1", "0");
    if (reply instanceof Reply.Failure error) {
      throw new ClusterException("WAITAOF: " + error.message());
    }
  }

  /** Pairs a second that so many clients reach together. */
  static double pairsPerSecond(Contender master, int clients, int seconds) throws IOException {
    LongAdder pairs = new LongAdder();
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (RespClient client = master.connect()) {
                      while (System.nanoTime() < until) {
                        client.call("SET", "client:" + number, "value");
                        waitAof(client);
                        pairs.increment();
                      }
                    } catch (IOException e) {
                      throw new ClusterException("a client failed: " + e.getMessage(), e);
                    }
                  }));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
    return pairs.sum() / (double) seconds;
  }
}

package io.vedette.deploy.bench;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
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
        client.require("SET", "key:" + i, "value");
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
    List<Reply> copies = client.require("WAITAOF", "1", "1", "0").items();
    if (!copies.equals(List.of(new Reply.Number(1), new Reply.Number(1)))) {
      throw new IOException("WAITAOF 1 1 answers " + copies);
    }
  }

  /** Pairs a second that so many clients reach together. */
  static double pairsPerSecond(Contender master, int clients, int seconds) {
    LongAdder pairs = new LongAdder();
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    ClientThreads.start(
            master,
            Thread.ofVirtual(),
            clients,
            (client, number) -> {
              while (System.nanoTime() < until) {
                client.require("SET", "client:" + number, "value");
                waitAof(client);
                pairs.increment();
              }
            })
        .join();
    return pairs.sum() / (double) seconds;
  }
}

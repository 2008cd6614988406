package io.vedette.deploy.bench;

import io.vedette.deploy.client.RespClient;
import java.io.IOException;

/** A table that gets one entry after the other while another client asks for PONG. */
enum GrowingTable {
  /** The table of all keys. */
  KEYS("%,d keys are added") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send("SET", "key:" + i, "value");
    }
  },
  /** That of one hash. */
  FIELDS("%,d fields are added to a hash") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send("HSET", "hash", "field:" + i, "value");
    }
  };

  /** Entries that are added and flushed before, so that no code runs for the first time. */
  private static final int WARM_UP = 500_000;

  private final String title;

  GrowingTable(String title) {
    this.title = title;
  }

  String title(int size) {
    return String.format(title, size);
  }

  abstract void add(Pipeline to, int i) throws IOException;

  /**
   * The longest wait of the client while so many are added; it waits for {@link Pipeline#GROUP}
   * commands at most where nothing stalls.
   */
  double longestStallMs(Contender server, int size) throws IOException {
    longestWaitMs(server, WARM_UP);
    try (RespClient client = server.connect()) {
      client.require("FLUSHALL");
    }
    return longestWaitMs(server, size);
  }

  private double longestWaitMs(Contender server, int size) throws IOException {
    ClientThreads writer =
        ClientThreads.start(
            server,
            Thread.ofPlatform().daemon(),
            1,
            (client, _) -> {
              try (Pipeline pipeline = new Pipeline(client)) {
                for (int i = 0; i < size; i++) {
                  add(pipeline, i);
                }
              }
            });
    Latencies waits = new Latencies();
    try (RespClient probe = server.connect()) {
      while (writer.areWorking()) {
        long before = System.nanoTime();
        probe.require("PING");
        waits.add(System.nanoTime() - before);
      }
    }
    writer.join();
    return waits.maxMs();
  }
}

package io.vedette.deploy.bench;

import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Data whose memory is measured. */
enum Filling {
  /** Many keys, each a small hash. */
  SMALL_HASHES("%,d hashes of 5 fields") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send(
          "HSET",
          "user:" + i,
          "name",
          "name-" + i,
          "age",
          "42",
          "city",
          "Rome",
          "visits",
          Integer.toString(i),
          "mail",
          i + "@mail");
    }
  },
  LIST("a list of %,d") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send("RPUSH", "list", "element:" + i);
    }
  },
  SET("a set of %,d") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send("SADD", "set", "member:" + i);
    }
  },
  HASH("a hash of %,d fields") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send("HSET", "hash", "field:" + i, "value:" + i);
    }
  },
  SORTED_SET("a sorted set of %,d") {
    @Override
    void add(Pipeline to, int i) throws IOException {
      to.send("ZADD", "zset", Integer.toString(i), "member:" + i);
    }
  };

  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final String title;

  Filling(String title) {
    this.title = title;
  }

  String title(int size) {
    return String.format(title, size);
  }

  abstract void add(Pipeline to, int i) throws IOException;

  /** MiB that so much of it takes of an empty server's memory, garbage not counted. */
  double memoryMib(Contender server, int size) throws IOException {
    try (RespClient client = server.connect()) {
      long before = used(server, client);
      try (Pipeline pipeline = new Pipeline(client)) {
        for (int i = 0; i < size; i++) {
          add(pipeline, i);
        }
      }
      return (double) (used(server, client) - before) / (1 << 20);
    }
  }

  /**
   * The least that is in use in a while after a collection was asked for, which runs beside. The
   * replication backlog is no part of the data; Redis has none before a replica comes.
   */
  private static long used(Contender server, RespClient client) throws IOException {
    client.require("MEMORY", "PURGE");
    long least = Long.MAX_VALUE;
    long until = System.nanoTime() + SETTLE.toNanos();
    while (System.nanoTime() < until) {
      long backlog = server.info(client, "repl_backlog_histlen");
      least = Math.min(least, server.info(client, "used_memory") - backlog);
      LockSupport.parkNanos(SETTLE.toNanos() / 20);
    }
    return least;
  }
}

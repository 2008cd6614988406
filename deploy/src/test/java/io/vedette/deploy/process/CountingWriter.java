package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes transactions on a thread of its own, each of which takes the next number of a counter that
 * all writers share, the next of its own, and sets a key of that number. The shared number is the
 * transaction's place in the stream of all commands.
 */
final class CountingWriter {
  private static final int TIMEOUT_MS = 30_000;
  private static final String PAYLOAD = "p".repeat(300);

  /**
   * A transaction that was acknowledged.
   *
   * @param place in the stream of all transactions
   * @param number among those of this writer
   */
  record Acknowledged(long place, long number, long atNanos) {}

  private final String name;
  private final RespClient client;
  private final AtomicInteger count;
  private final List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;

  private CountingWriter(String name, RespClient client, AtomicInteger count) {
    this.name = name;
    this.client = client;
    this.count = count;
    this.thread = new Thread(this::run, name);
  }

  /**
   * Starts one.
   *
   * @param count is raised with every acknowledgement
   */
  static CountingWriter start(String name, Address at, AtomicInteger count) throws IOException {
    CountingWriter writer = new CountingWriter(name, RespClient.connect(at, TIMEOUT_MS), count);
    writer.thread.start();
    return writer;
  }

  String name() {
    return name;
  }

  /** Waits until its connection is gone. */
  void awaitEnd() throws InterruptedException, IOException {
    thread.join(TIMEOUT_MS);
    client.close();
    assertThat(thread.isAlive()).as("%s still writes", name).isFalse();
  }

  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** The key that its transaction of this number sets. */
  static String key(String writer, long number) {
    return "of:" + writer + ":" + number;
  }

  private void run() {
    try {
      long number = Long.parseLong("0" + client.call("GET", "own:" + name).text()) + 1;
      while (true) {
        client.send("MULTI");
        client.send("INCR", "all");
        client.send("INCR", "own:" + name);
        client.send("SET", key(name, number), number + PAYLOAD);
        client.send("EXEC");
        client.flush();
        for (int i = 0; i < 4; i++) {
          client.read();
        }
        List<Reply> replies = client.read().items();
        if (replies.size() == 3) {
          long place = ((Reply.Number) replies.getFirst()).value();
          acknowledged.add(new Acknowledged(place, number, System.nanoTime()));
          number++;
          count.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // The server was killed; what counts was noted.
    }
  }
}

package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes one new key after another on a thread of its own, and remembers what was acknowledged. */
final class SteadyWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_MS = 30_000;

  private final Address at;
  private final Thread thread = new Thread(this::run, "steady-writer");
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private volatile int count;
  private volatile boolean stopped;
  private long longestNanos;

  private SteadyWriter(Address at) {
    this.at = at;
  }

  static SteadyWriter start(Address at) {
    SteadyWriter writer = new SteadyWriter(at);
    writer.thread.start();
    return writer;
  }

  /** Waits for so many further acknowledged writes. */
  void awaitMore(int writes) {
    int until = count + writes;
    assertThat(Await.until(PATIENCE, () -> count >= until || !thread.isAlive())).isTrue();
  }

  /** Ends it; the results may be read then. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.join(TIMEOUT_MS);
    assertThat(thread.isAlive()).isFalse();
  }

  /** Keys that were acknowledged; each has its own name as value. */
  List<String> acknowledged() {
    return acknowledged;
  }

  List<String> errors() {
    return errors;
  }

  /** The longest time from asking for a write to its acknowledgement. */
  long longestMs() {
    return longestNanos / 1_000_000;
  }

  private void run() {
    try (RespClient client = RespClient.connect(at, TIMEOUT_MS)) {
      while (!stopped) {
        String key = "steady:" + acknowledged.size();
        long started = System.nanoTime();
        Reply reply = client.call("SET", key, key);
        longestNanos = Math.max(longestNanos, System.nanoTime() - started);
        if (reply.is("OK")) {
          acknowledged.add(key);
          count = acknowledged.size();
        } else {
          errors.add(reply.text());
        }
      }
    } catch (IOException e) {
      errors.add(e.toString());
    }
  }
}

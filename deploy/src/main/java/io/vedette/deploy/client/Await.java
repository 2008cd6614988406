package io.vedette.deploy.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for other processes. */
public final class Await {
  private static final int POLL_MS = 20;
  private static final int TIMEOUT_MS = 1000;

  private Await() {}

  /** Whether the condition held before the time was over. */
  public static boolean until(Duration bound, BooleanSupplier condition) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** Whether a server answers {@code PING} there. */
  public static boolean answersPing(Address at) {
    try (RespClient client = RespClient.connect(at, TIMEOUT_MS)) {
      return client.call("PING").is("PONG");
    } catch (IOException e) {
      return false;
    }
  }
}

package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiskWaitTest {
  private final DiskWait wait = new DiskWait();

  @Test
  void waitsNoLongerThanAllowed() {
    wait.begin();
    long beforeNs = System.nanoTime();

    assertThat(wait.await(2_000_000)).isFalse();

    assertThat(System.nanoTime() - beforeNs).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void anAnswerEndsTheWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Thread disk =
        Thread.ofPlatform()
            .start(
                () -> {
                  awaitQuietly(begun);
                  wait.answered();
                  wait.answered();
                  awaitQuietly(over);
                });
    wait.begin();
    assertThat(wait.await(1)).as("too late for the first").isFalse();
    wait.begin();
    begun.countDown();

    assertThat(wait.await(TimeUnit.SECONDS.toNanos(20))).isTrue();

    // The disk's thread is known now: it is moved here and let go again.
    assertThat(wait.await(1)).as("answered before").isTrue();
    wait.begin();
    wait.goesOn();
    over.countDown();
    disk.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

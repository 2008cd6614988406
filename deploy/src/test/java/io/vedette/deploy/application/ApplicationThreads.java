package io.vedette.deploy.application;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The threads of an application in this process: one that fails fails it. */
final class ApplicationThreads {
  /** Users are not benchmarks; and a process that starts meanwhile needs the machine too. */
  private static final long THINK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long END_MS = TimeUnit.SECONDS.toMillis(60);

  /** Something that is done again and again. */
  interface Work {
    void once();
  }

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean ended;

  /** Starts a thread that does this until the end. */
  void repeat(String name, Work work) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .unstarted(
                () -> {
                  try {
                    while (!ended) {
                      work.once();
                      LockSupport.parkNanos(THINK_NANOS);
                    }
                  } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                  }
                });
    threads.add(thread);
    thread.start();
  }

  /** Throws what a thread failed with, as an AssertionError. */
  void check() {
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new AssertionError("an application's thread failed", thrown);
    }
  }

  /** Lets every thread complete what it is at, and waits for that. */
  void end() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join(END_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
      if (thread.isAlive()) {
        throw new AssertionError(thread.getName() + " does not end");
      }
    }
    check();
  }

  /** Tells them to end, and waits for nothing. */
  void abandon() {
    ended = true;
  }
}

package io.vedette.deploy.bench;

import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that load a server, each on a thread of its own. What fails on one of them fails the
 * measurement.
 */
final class ClientThreads {
  /** What one client does. */
  interface Work {
    void run(RespClient client, int number) throws IOException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private ClientThreads() {}

  /** Connects so many clients, numbered from 0, and lets them work. */
  static ClientThreads start(Contender server, Thread.Builder kind, int count, Work work) {
    ClientThreads clients = new ClientThreads();
    for (int i = 0; i < count; i++) {
      int number = i;
      clients.threads.add(kind.start(() -> clients.run(server, number, work)));
    }
    return clients;
  }

  private void run(Contender server, int number, Work work) {
    try (RespClient client = server.connect()) {
      work.run(client, number);
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Whether one of them still works. */
  boolean areWorking() {
    return threads.stream().anyMatch(Thread::isAlive);
  }

  /** Waits until all have ended; throws what failed first. */
  void join() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
    Exception first = failure.get();
    if (first != null) {
      throw new ClusterException("a client failed: " + first.getMessage(), first);
    }
  }
}

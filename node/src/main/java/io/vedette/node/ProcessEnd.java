package io.vedette.node;

import akka.actor.typed.ActorRef;
import io.vedette.node.server.ShardPort;
import io.vedette.node.shard.ShardActor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * How a process that hosts copies ends, be it by SHUTDOWN, SIGTERM or SIGINT: every copy gives up
 * its lease and then its port, the rest follows, and the status is 0, where the JVM alone would end
 * with 128 and the signal's number.
 */
final class ProcessEnd {
  /** A copy that does not answer within this time (it may be stopped by DEBUG SLEEP) is left. */
  private static final long RETIRE_MS = 500;

  private record Copy(ActorRef<ShardActor.Command> shard, ShardPort port) {}

  private final List<Copy> copies = new CopyOnWriteArrayList<>();

  /** Adds a copy; any thread. */
  void retires(ActorRef<ShardActor.Command> shard, ShardPort port) {
    copies.add(new Copy(shard, port));
  }

  /** Says what follows when all copies have retired; to be called once, after a full start. */
  void then(Runnable last) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  retireAll();
                  last.run();
                  Runtime.getRuntime().halt(0);
                },
                "end"));
  }

  /** Begins to end the process; returns at once. */
  void begin() {
    new Thread(() -> System.exit(0), "exit").start();
  }

  /**
   * Ends the process at once with status 1: it cannot serve, for a reason that the operator reads.
   */
  void fail(String reason) {
    LoggerFactory.getLogger("Server").error("{}", reason);
    System.err.println("vedette: " + reason);
    Runtime.getRuntime().halt(1);
  }

  private void retireAll() {
    CountDownLatch left = new CountDownLatch(copies.size());
    for (Copy copy : copies) {
      copy.shard.tell(
          new ShardActor.Retire(
              () -> {
                copy.port.close();
                left.countDown();
              }));
    }
    try {
      left.await(RETIRE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

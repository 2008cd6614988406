package io.vedette.node;

import akka.actor.typed.ActorRef;
import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.node.server.ShardPort;
import io.vedette.node.shard.CopyShutdown;
import io.vedette.node.shard.ShardActor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process that hosts copies ends, be it by SHUTDOWN, SIGTERM or SIGINT. First every copy
 * makes ready, see {@link CopyShutdown}; if one cannot, all stay. Then every copy gives up its
 * lease and its port, the rest follows, and the status is 0, where the JVM alone would end with 128
 * and the signal's number. Any thread.
 */
final class ProcessEnd {
  /** A copy that does not answer within this time is left behind: it was ready before. */
  private static final long RETIRE_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger("Server");

  private record Copy(ActorRef<ShardActor.Command> shard, ShardPort port) {}

  private final List<Copy> copies = new CopyOnWriteArrayList<>();

  /** Who is told if the shutdown in progress fails. */
  private final List<Runnable> requesters = new ArrayList<>();

  private boolean inProgress;
  private boolean leaving;

  /** Counts shutdowns, so that a late answer of a cancelled one is known. */
  private int attempt;

  private int notReady;

  /** Adds a copy. */
  void retires(ActorRef<ShardActor.Command> shard, ShardPort port) {
    copies.add(new Copy(shard, port));
  }

  /**
   * Says what follows when all copies have retired; to be called once, after a full start.
   *
   * @param onSignal what SIGTERM and SIGINT mean, given their names without SIG
   */
  void then(Function<String, ShutdownRequest> onSignal, Runnable last) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  retireAll();
                  last.run();
                  Runtime.getRuntime().halt(0);
                },
                "end"));
    TerminationSignals.listen(name -> signalled(name, onSignal.apply(name)));
  }

  private void signalled(String name, ShutdownRequest request) {
    synchronized (this) {
      if (inProgress && name.equals("INT")) {
        LOG.warn("You insist... exiting now.");
        Runtime.getRuntime().halt(1);
      }
    }
    LOG.info("Received SIG{} scheduling shutdown...", name);
    request(request, () -> {});
  }

  /**
   * Ends the process as soon as its copies are ready; one that is ending already goes on as it is.
   *
   * @param failed run if it does not come to that; on any thread
   */
  synchronized void request(ShutdownRequest request, Runnable failed) {
    requesters.add(failed);
    if (inProgress) {
      return;
    }
    LOG.info("User requested shutdown...");
    inProgress = true;
    notReady = copies.size();
    int ours = ++attempt;
    for (Copy copy : copies) {
      copy.shard.tell(new ShardActor.PrepareToLeave(request, failure -> prepared(ours, failure)));
    }
    if (copies.isEmpty()) {
      leave();
    }
  }

  private synchronized void prepared(int ofAttempt, Optional<String> failure) {
    if (ofAttempt != attempt || !inProgress) {
      return;
    }
    if (failure.isPresent()) {
      LOG.warn("Errors trying to shut down the server: {}", failure.get());
      stay();
    } else if (--notReady == 0) {
      leave();
    }
  }

  /** Cancels the shutdown in progress; false if there is none, or if it is too late. */
  synchronized boolean abort() {
    if (!inProgress || leaving) {
      return false;
    }
    LOG.info("Shutdown manually aborted.");
    stay();
    return true;
  }

  private void stay() {
    inProgress = false;
    attempt++;
    for (Copy copy : copies) {
      copy.shard.tell(ShardActor.Stay.INSTANCE);
    }
    requesters.forEach(Runnable::run);
    requesters.clear();
  }

  private void leave() {
    leaving = true;
    new Thread(() -> System.exit(0), "exit").start();
  }

  /**
   * Ends the process at once with status 1: it cannot serve, for a reason that the operator reads.
   */
  void fail(String reason) {
    LOG.error("{}", reason);
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

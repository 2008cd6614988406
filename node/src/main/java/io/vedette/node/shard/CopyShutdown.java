package io.vedette.node.shard;

import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.replication.Replication;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How a copy makes ready for the end of its process: what it has acknowledged shall be at its
 * replicas and on its disk. Does nothing by itself; confined to the shard's thread.
 *
 * <pre>
 * SERVING --begin--> REPLICAS   writes wait; until the replicas have all, or the time is up
 *                --> SYNCING    all commands wait; until the append-only file is durable
 *                --> SAVING     until the snapshot is, where one is wanted
 *                --> READY      for the end
 * any     --cancel, or a failure--> SERVING
 * </pre>
 */
public final class CopyShutdown {
  /** An append-only file that takes longer to sync has a disk that does not work. */
  private static final long MAX_SYNC_MS = 10_000;

  private enum State {
    SERVING,
    REPLICAS,
    SYNCING,
    SAVING,
    READY
  }

  private final Replication replication;
  private final Persistence persistence;
  private final LongSupplier timeoutMs;
  private final ShardClock clock;
  private final Consumer<String> log;
  private State state = State.SERVING;
  private ShutdownRequest request;
  private Consumer<Optional<String>> done;
  private long offset;
  private long deadlineMs;

  /** Tells saves of different shutdowns apart: one that was cancelled may still end. */
  private int attempt;

  /**
   * @param timeoutMs longest wait for replicas, {@code shutdown-timeout}; 0: none
   * @param log an operator should read this
   */
  public CopyShutdown(
      Replication replication,
      Persistence persistence,
      LongSupplier timeoutMs,
      ShardClock clock,
      Consumer<String> log) {
    this.replication = replication;
    this.persistence = persistence;
    this.timeoutMs = timeoutMs;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Begins, unless it has begun already.
   *
   * @param whenDone gets the reason if the copy cannot leave; it serves again then
   */
  void begin(ShutdownRequest wanted, Consumer<Optional<String>> whenDone) {
    if (state != State.SERVING) {
      return;
    }
    request = wanted;
    done = whenDone;
    attempt++;
    if (persistence.loading().isUnderWay()) {
      // There is nothing yet that is not on disk already.
      ready();
      return;
    }
    offset = replication.offset();
    state = State.REPLICAS;
    long waitMs = wanted.now() ? 0 : timeoutMs.getAsLong();
    deadlineMs = clock.monotonicMs() + waitMs;
    if (waitMs > 0 && !replicasHaveAll()) {
      log.accept("Waiting for replicas before shutting down.");
      replication.askForOffsets();
    }
    proceed();
  }

  private boolean replicasHaveAll() {
    return !replication.isMaster() || replication.replicas().allHave(offset);
  }

  /** Looks whether the next step can be taken; to be called after every message. */
  void proceed() {
    if (state == State.REPLICAS) {
      boolean all = replicasHaveAll();
      if (!all && clock.monotonicMs() < deadlineMs) {
        return;
      }
      if (!all) {
        log.accept("Lagging replicas when shutting down: they lack a part of what was written.");
      }
      sync();
    }
    if (state == State.SYNCING) {
      awaitSync();
    }
  }

  private void sync() {
    state = State.SYNCING;
    offset = replication.offset();
    deadlineMs = clock.monotonicMs() + MAX_SYNC_MS;
    persistence.saves().abort("the process ends");
    boolean aof = persistence.aof().isEnabled();
    if (!aof || persistence.aof().durableOffset() != AppendOnly.NOTHING) {
      // Otherwise it is the first base of an append-only file, without which nothing is durable.
      persistence.snapshots().abort("the process ends");
    }
    if (aof) {
      log.accept("Calling fsync() on the AOF file.");
      persistence.aof().requestSync(offset);
    }
  }

  private void awaitSync() {
    boolean synced = !persistence.aof().isEnabled() || persistence.aof().durableOffset() >= offset;
    if (synced || request.force() && persistence.aof().writeRefusal() != null) {
      save();
    } else if (persistence.aof().writeRefusal() != null || clock.monotonicMs() >= deadlineMs) {
      fail("the append-only file cannot be made durable");
    }
  }

  private void save() {
    state = State.SAVING;
    boolean hasPoints = !persistence.saves().saving().points().isNone();
    if (!request.save() && (!hasPoints || request.noSave())) {
      ready();
      return;
    }
    log.accept("Saving the final RDB snapshot before exiting.");
    replication.replicas().abortTransfer();
    int ours = attempt;
    persistence
        .saves()
        .foreground(
            failure -> {
              if (ours == attempt && state == State.SAVING) {
                saved(failure);
              }
            });
  }

  private void saved(Optional<String> failure) {
    if (failure.isEmpty()) {
      ready();
    } else if (request.force()) {
      log.accept("Error trying to save the DB. Exit anyway.");
      ready();
    } else {
      log.accept("Error trying to save the DB, can't exit.");
      fail("the data set cannot be saved: " + failure.get());
    }
  }

  private void ready() {
    state = State.READY;
    done.accept(Optional.empty());
  }

  private void fail(String reason) {
    state = State.SERVING;
    done.accept(Optional.of(reason));
  }

  /** Serves again, if the process is still there to serve. */
  void cancel() {
    if (state == State.SAVING) {
      persistence.saves().abort("the shutdown was cancelled");
    }
    attempt++;
    state = State.SERVING;
  }

  boolean holdsWrites() {
    return state != State.SERVING;
  }

  boolean holdsCommands() {
    return state != State.SERVING && state != State.REPLICAS;
  }
}

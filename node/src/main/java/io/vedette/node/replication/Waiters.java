package io.vedette.node.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;

/**
 * Who waits until enough replicas acknowledged an offset: clients in {@code WAIT}. Pure; a waiter
 * is whatever the caller wants to be told about.
 *
 * <p>Entries stand in order of arrival; each check looks at all, since they differ in offset,
 * number and deadline, and only blocked clients are here.
 *
 * @param <C> who waits
 */
public final class Waiters<C> {
  /** Without a deadline. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** How many replicas acknowledged an offset. */
  @FunctionalInterface
  public interface Acknowledged {
    int atLeast(long offset);
  }

  private record Waiter<C>(C client, long offset, int replicas, long deadlineMs) {}

  private final List<Waiter<C>> waiters = new ArrayList<>();

  /** True when somebody came for whom the replicas have not been asked yet. */
  private boolean mustAsk;

  /** Adds one who waits until {@code replicas} acknowledged {@code offset}. */
  public void add(C client, long offset, int replicas, long deadlineMs) {
    waiters.add(new Waiter<>(client, offset, replicas, deadlineMs));
    mustAsk = true;
  }

  public boolean isEmpty() {
    return waiters.isEmpty();
  }

  public int size() {
    return waiters.size();
  }

  /** Whether the replicas must be asked for their offsets; then the question counts as asked. */
  public boolean takeQuestion() {
    boolean ask = mustAsk && !waiters.isEmpty();
    mustAsk = false;
    return ask;
  }

  /**
   * Takes out whom the acknowledgements satisfy and whose time is up, and tells how many they got.
   */
  public void resolve(Acknowledged acknowledged, long nowMs, ObjIntConsumer<C> resolved) {
    if (waiters.isEmpty()) {
      return;
    }
    List<Waiter<C>> done = new ArrayList<>();
    for (Waiter<C> waiter : waiters) {
      if (nowMs >= waiter.deadlineMs || acknowledged.atLeast(waiter.offset) >= waiter.replicas) {
        done.add(waiter);
      }
    }
    // Taken out first: whoever is told may wait anew at once.
    waiters.removeAll(done);
    for (Waiter<C> waiter : done) {
      resolved.accept(waiter.client, acknowledged.atLeast(waiter.offset));
    }
  }

  /** Takes out everybody, for example because the master is demoted. */
  public List<C> clear() {
    List<C> all = waiters.stream().map(Waiter::client).toList();
    waiters.clear();
    return all;
  }

  /** Forgets a client that is gone. */
  public void remove(Predicate<C> client) {
    waiters.removeIf(waiter -> client.test(waiter.client));
  }

  /** The next deadline, or {@link #FOREVER}. */
  public long nextDeadlineMs() {
    long next = FOREVER;
    for (Waiter<C> waiter : waiters) {
      next = Math.min(next, waiter.deadlineMs);
    }
    return next;
  }
}

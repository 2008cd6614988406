package io.vedette.node.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who waits until writes are fsynced here and on replicas: clients in WAITAOF. All of them share
 * the questions to the replicas: while one is unanswered, whoever comes waits for the next, so that
 * any number of waiting clients costs one question for each round trip. Pure; times are monotonic
 * milliseconds.
 */
final class DurableWaiters {
  /** What is durable. */
  interface Durable {
    /** 1 if everything up to the offset is fsynced here, else 0. */
    int locally(long offset);

    /** How many replicas have fsynced everything up to the offset. */
    int onReplicas(long offset);
  }

  private static final long NO_QUESTION = -1;

  private record Waiter(
      DurableWaiting client, long offset, int local, int replicas, long deadlineMs) {
    boolean isSatisfied(Durable durable) {
      return durable.locally(offset) >= local && durable.onReplicas(offset) >= replicas;
    }
  }

  private final List<Waiter> waiters = new ArrayList<>();
  private boolean mustAsk;
  private long askedAtOffset = NO_QUESTION;

  /** Adds one; {@link Waiters#FOREVER} is no deadline. */
  void add(DurableWaiting client, long offset, int local, int replicas, long deadlineMs) {
    waiters.add(new Waiter(client, offset, local, replicas, deadlineMs));
    mustAsk |= replicas > 0;
  }

  /** Whether the replicas must be asked now; then the question counts as asked at this offset. */
  boolean takeQuestion(long atOffset) {
    if (!mustAsk || askedAtOffset != NO_QUESTION || waiters.isEmpty()) {
      return false;
    }
    mustAsk = false;
    askedAtOffset = atOffset;
    return true;
  }

  /** A replica has told offsets. */
  void answered(long appliedOffset) {
    if (appliedOffset >= askedAtOffset) {
      askedAtOffset = NO_QUESTION;
    }
  }

  /** An answer that has not come may never come. */
  void questionIsOld() {
    mustAsk |= askedAtOffset != NO_QUESTION && !waiters.isEmpty();
    askedAtOffset = NO_QUESTION;
  }

  /** Takes out and tells whom the fsyncs satisfy and whose time is up. */
  void resolve(Durable durable, long nowMs) {
    if (waiters.isEmpty()) {
      return;
    }
    List<Waiter> done = null;
    for (Waiter waiter : waiters) {
      if (nowMs >= waiter.deadlineMs || waiter.isSatisfied(durable)) {
        done = done == null ? new ArrayList<>() : done;
        done.add(waiter);
      }
    }
    if (done == null) {
      return;
    }
    // Taken out first: whoever is told may wait anew at once.
    waiters.removeAll(done);
    for (Waiter waiter : done) {
      waiter.client.resolved(durable.locally(waiter.offset), durable.onReplicas(waiter.offset));
    }
  }

  /** Ends the waiting of all of those with an error that wait for this copy's disk. */
  void failLocal(String error) {
    fail(waiters.stream().filter(waiter -> waiter.local > 0).toList(), error);
  }

  /** Ends everybody's waiting with an error. */
  void failAll(String error) {
    fail(List.copyOf(waiters), error);
  }

  private void fail(List<Waiter> failed, String error) {
    waiters.removeAll(failed);
    failed.forEach(waiter -> waiter.client.failed(error));
  }

  /** Forgets clients that are gone. */
  void remove(Predicate<DurableWaiting> client) {
    waiters.removeIf(waiter -> client.test(waiter.client));
  }

  int size() {
    return waiters.size();
  }
}

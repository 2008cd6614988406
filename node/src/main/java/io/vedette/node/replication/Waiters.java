package io.vedette.node.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who waits until enough copies hold a write: clients in WAIT or in WAITAOF. They share the
 * questions to the replicas, so that any number of waiting clients costs one question for each
 * batch, or, where each answer is costly, for each round trip. Pure; times are monotonic
 * milliseconds.
 *
 * <p>Entries stand in order of arrival; each check looks at all, since they differ in offset,
 * number and deadline, and only blocked clients are here.
 */
final class Waiters {
  /** Without a deadline. */
  static final long FOREVER = Long.MAX_VALUE;

  /** How long an answer may be missing before the replicas are asked again. */
  static final int ASK_AGAIN_MS = 100;

  private static final long NO_QUESTION = -1;
  private static final long NOT_SEEN = -1;

  /** Who holds what. */
  interface Holders {
    /** 1 if this copy counts for the offset, else 0. */
    int locally(long offset);

    /** How many replicas count for the offset. */
    int onReplicas(long offset);
  }

  private record Waiter(Waiting client, long offset, int local, int replicas, long deadlineMs) {
    void tell(Holders holders) {
      client.resolved(holders.locally(offset), holders.onReplicas(offset));
    }
  }

  private final Holders holders;
  private final boolean oneQuestionAtATime;
  private final List<Waiter> waiters = new ArrayList<>();

  /** True when somebody came for whom the replicas have not been asked yet. */
  private boolean mustAsk;

  private long askedAtOffset = NO_QUESTION;
  private long questionSeenMs = NOT_SEEN;

  /**
   * @param oneQuestionAtATime while a question is unanswered, whoever comes waits for the next
   */
  Waiters(Holders holders, boolean oneQuestionAtATime) {
    this.holders = holders;
    this.oneQuestionAtATime = oneQuestionAtATime;
  }

  /** Adds one; {@link #FOREVER} is no deadline. */
  void add(Waiting client, long offset, int local, int replicas, long deadlineMs) {
    waiters.add(new Waiter(client, offset, local, replicas, deadlineMs));
    mustAsk |= replicas > 0;
  }

  boolean isEmpty() {
    return waiters.isEmpty();
  }

  /** Whether the replicas must be asked now; then the question counts as asked at this offset. */
  boolean takeQuestion(long atOffset) {
    if (!mustAsk || waiters.isEmpty() || oneQuestionAtATime && askedAtOffset != NO_QUESTION) {
      return false;
    }
    mustAsk = false;
    askedAtOffset = atOffset;
    questionSeenMs = NOT_SEEN;
    return true;
  }

  /** A replica has told offsets. */
  void answered(long appliedOffset) {
    if (appliedOffset >= askedAtOffset) {
      askedAtOffset = NO_QUESTION;
    }
  }

  /** Lets time pass: an answer that has not come for long may never come. */
  void tick(long nowMs) {
    if (askedAtOffset == NO_QUESTION) {
      return;
    }
    if (questionSeenMs == NOT_SEEN) {
      questionSeenMs = nowMs;
    } else if (nowMs - questionSeenMs >= ASK_AGAIN_MS) {
      askedAtOffset = NO_QUESTION;
      mustAsk |= needReplicas();
    }
  }

  private boolean needReplicas() {
    for (Waiter waiter : waiters) {
      if (waiter.replicas > 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes out and tells those for whom enough hold their writes and those whose time is up. */
  void resolve(long nowMs) {
    release(
        waiter ->
            nowMs >= waiter.deadlineMs
                || holders.locally(waiter.offset) >= waiter.local
                    && holders.onReplicas(waiter.offset) >= waiter.replicas,
        waiter -> waiter.tell(holders));
  }

  /** Ends the waiting of all of those with an error that wait for this copy's disk. */
  void failLocal(String error) {
    release(waiter -> waiter.local > 0, waiter -> waiter.client.failed(error));
  }

  /** Ends everybody's waiting with an error, for example because the master is demoted. */
  void failAll(String error) {
    release(waiter -> true, waiter -> waiter.client.failed(error));
  }

  private void release(Predicate<Waiter> whom, Consumer<Waiter> told) {
    if (waiters.isEmpty()) {
      return;
    }
    List<Waiter> released = new ArrayList<>();
    waiters.removeIf(waiter -> whom.test(waiter) && released.add(waiter));
    // Taken out first: whoever is told may wait anew at once.
    released.forEach(told);
  }

  /** Forgets clients that are gone. */
  void remove(Predicate<Waiting> client) {
    waiters.removeIf(waiter -> client.test(waiter.client));
  }

  /** The next deadline, or {@link #FOREVER}. */
  long nextDeadlineMs() {
    long next = FOREVER;
    for (Waiter waiter : waiters) {
      next = Math.min(next, waiter.deadlineMs);
    }
    return next;
  }
}

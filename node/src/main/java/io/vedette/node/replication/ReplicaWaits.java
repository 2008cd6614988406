package io.vedette.node.replication;

import io.vedette.protocol.resp.CommandText;
import java.util.function.Predicate;

/**
 * Clients of a master that wait for its replicas, and the question that is put to these. Confined
 * to the shard's thread; times are monotonic milliseconds.
 */
final class ReplicaWaits {
  /** What a waiting client of a master is told that is none any more. */
  static final String DEMOTED =
      "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
          + " replica?)";

  private final Replication replication;
  private final Waiters waiters;
  private final byte[] question;

  /** When a tick is asked for; {@link Waiters#FOREVER} if none is. */
  private long armedMs = Waiters.FOREVER;

  private ReplicaWaits(Replication replication, Waiters waiters, String what) {
    this.replication = replication;
    this.waiters = waiters;
    this.question = CommandText.of("REPLCONF", "GETACK", what);
  }

  /** WAIT: the replicas' word is enough, which they give at once. */
  static ReplicaWaits untilAcknowledged(Replication replication) {
    Waiters.Holders holders =
        new Waiters.Holders() {
          @Override
          public int locally(long offset) {
            return 0;
          }

          @Override
          public int onReplicas(long offset) {
            return replication.replicas().acknowledged(offset);
          }
        };
    return new ReplicaWaits(replication, new Waiters(holders, false), "*");
  }

  /** WAITAOF: replicas are to fsync and to answer then; to a Redis it is any other GETACK. */
  static ReplicaWaits untilFsynced(Replication replication, Waiters.Holders holders) {
    return new ReplicaWaits(replication, new Waiters(holders, true), "FSYNC");
  }

  /** Has a client wait for which too few hold its writes at present. */
  void await(Waiting waiting, long offset, int local, int replicas, long timeoutMs, long nowMs) {
    long deadlineMs = timeoutMs == 0 ? Waiters.FOREVER : nowMs + timeoutMs;
    waiters.add(waiting, offset, local, replicas, deadlineMs);
    arm(deadlineMs, nowMs);
  }

  /** One timer is enough for all: it is wound up again when it goes off. */
  private void arm(long deadlineMs, long nowMs) {
    if (deadlineMs < armedMs) {
      armedMs = deadlineMs;
      replication.port().requestTick(deadlineMs - nowMs);
    }
  }

  /** Asks the replicas if there is somebody to ask, and for. */
  void askIfDue() {
    if (!waiters.isEmpty()
        && replication.isMaster()
        && replication.replicas().isFollowed()
        && waiters.takeQuestion(replication.offset())) {
      ask();
    }
  }

  /** Has the replicas tell their offsets. */
  void ask() {
    replication.log().appendRaw(question, 0, question.length);
  }

  /** A replica has told offsets. */
  void answered(long appliedOffset, long nowMs) {
    waiters.answered(appliedOffset);
    waiters.resolve(nowMs);
  }

  void resolve(long nowMs) {
    waiters.resolve(nowMs);
  }

  void tick(long nowMs) {
    waiters.tick(nowMs);
    waiters.resolve(nowMs);
    if (nowMs >= armedMs) {
      armedMs = Waiters.FOREVER;
      arm(waiters.nextDeadlineMs(), nowMs);
    }
  }

  void failLocal(String error) {
    waiters.failLocal(error);
  }

  void demoted() {
    waiters.failAll(DEMOTED);
  }

  /** These wait no more, and are told nothing. */
  void forget(Predicate<Waiting> whom) {
    waiters.remove(whom);
  }
}

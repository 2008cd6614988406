package io.vedette.node.replication;

import java.nio.charset.StandardCharsets;

/** WAIT at a master. Confined to the shard's thread; times are monotonic milliseconds. */
final class ReplicaWaits {
  private static final byte[] GETACK =
      "*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n".getBytes(StandardCharsets.US_ASCII);

  /** What a waiting client of a master is told that is none any more. */
  static final String DEMOTED =
      "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
          + " replica?)";

  private final Replication replication;
  private final Waiters<Waiting> waiters = new Waiters<>();

  ReplicaWaits(Replication replication) {
    this.replication = replication;
  }

  void await(Waiting waiting, long offset, int count, long timeoutMs, long nowMs) {
    int acknowledged = replication.replicas().acknowledged(offset);
    if (acknowledged >= count) {
      waiting.resolved(acknowledged);
      return;
    }
    waiters.add(waiting, offset, count, timeoutMs == 0 ? Waiters.FOREVER : nowMs + timeoutMs);
    if (timeoutMs > 0) {
      replication.port().requestTick(timeoutMs);
    }
  }

  /** Whether the replicas must be asked; then the question counts as asked. */
  boolean takeQuestion() {
    return waiters.takeQuestion();
  }

  /** Has the replicas tell their offsets. */
  void ask() {
    replication.log().appendRaw(GETACK, 0, GETACK.length);
  }

  void resolve(long nowMs) {
    waiters.resolve(replication.replicas()::acknowledged, nowMs, Waiting::resolved);
  }

  void demoted() {
    for (Waiting waiting : waiters.clear()) {
      waiting.failed(DEMOTED);
    }
  }

  void disconnected(long sessionId) {
    waiters.remove(waiting -> waiting.sessionId() == sessionId);
  }
}

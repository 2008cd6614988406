package io.vedette.node.replication;

import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.persistence.aof.Durability;
import java.nio.charset.StandardCharsets;

/**
 * WAITAOF at a master: knows what is fsynced here and on the replicas, and has it fsynced at once
 * where somebody waits. Confined to the shard's thread; times are monotonic milliseconds.
 */
public final class DurableWaits implements DurableWaiters.Durable {
  /** Without an append-only file there is nothing local to wait for. */
  public static final String NO_FILE =
      "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.";

  /** Asks replicas to fsync and to answer then; to a Redis it is any other GETACK. */
  private static final byte[] GETACK_FSYNC =
      "*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$5\r\nFSYNC\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Replication replication;
  private final DurableWaiters waiters = new DurableWaiters();
  private Durability disk = Durability.NONE;

  DurableWaits(Replication replication) {
    this.replication = replication;
  }

  /** Says where the log is written; nowhere before. */
  public void disk(Durability to) {
    disk = to;
  }

  Durability disk() {
    return disk;
  }

  @Override
  public int locally(long offset) {
    return disk.isEnabled() && disk.durableOffset() >= offset ? 1 : 0;
  }

  @Override
  public int onReplicas(long offset) {
    return replication.replicas().fsynced(offset);
  }

  /** Whether this copy keeps an append-only file. */
  public boolean hasFile() {
    return disk.isEnabled();
  }

  /** The offset up to which all is fsynced here; -1 if none is known to be. */
  public long durableOffset() {
    return disk.isEnabled() ? disk.durableOffset() : AppendOnly.NOTHING;
  }

  /** Has a client wait; it is told at once if nothing is left to wait for. */
  public void await(
      DurableWaiting waiting, long offset, int local, int replicas, long timeoutMs, long nowMs) {
    if (locally(offset) >= local && onReplicas(offset) >= replicas) {
      waiting.resolved(locally(offset), onReplicas(offset));
      return;
    }
    long deadlineMs = timeoutMs == 0 ? Waiters.FOREVER : nowMs + timeoutMs;
    waiters.add(waiting, offset, local, replicas, deadlineMs);
    disk.requestSync(offset);
    if (timeoutMs > 0) {
      replication.port().requestTick(timeoutMs);
    }
  }

  /** Asks the replicas if somebody waits for them and no question is open. */
  void ask() {
    if (waiters.size() == 0 || replication.replicas().attached().isEmpty()) {
      return;
    }
    if (waiters.takeQuestion(replication.offset())) {
      replication.log().appendRaw(GETACK_FSYNC, 0, GETACK_FSYNC.length);
    }
  }

  void answered(long appliedOffset, long nowMs) {
    waiters.answered(appliedOffset);
    waiters.resolve(this, nowMs);
  }

  void tick(long nowMs) {
    waiters.questionIsOld();
    waiters.resolve(this, nowMs);
  }

  /** More of the log is fsynced here, or nothing is known to be any more. */
  public void diskChanged(long nowMs) {
    if (replication.isMaster()) {
      waiters.resolve(this, nowMs);
    } else {
      replication.following().durable(nowMs);
    }
  }

  /** The append-only file was switched off. */
  public void switchedOff() {
    waiters.failLocal(NO_FILE);
  }

  void demoted() {
    waiters.failAll(ReplicaWaits.DEMOTED);
  }

  void disconnected(long sessionId) {
    waiters.remove(waiting -> waiting.sessionId() == sessionId);
  }
}

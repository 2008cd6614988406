package io.vedette.node.replication;

import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.persistence.aof.Durability;

/**
 * WAITAOF at a master: knows what is fsynced here and on the replicas, and has it fsynced at once
 * where somebody waits. Confined to the shard's thread; times are monotonic milliseconds.
 */
public final class DurableWaits implements Waiters.Holders {
  /** Without an append-only file there is nothing local to wait for. */
  public static final String NO_FILE =
      "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.";

  private final Replication replication;
  private final ReplicaWaits waits;
  private Durability disk = Durability.NONE;

  DurableWaits(Replication replication) {
    this.replication = replication;
    this.waits = ReplicaWaits.untilFsynced(replication, this);
  }

  /** Says where the log is written; nowhere before. */
  public void disk(Durability to) {
    disk = to;
  }

  Durability disk() {
    return disk;
  }

  ReplicaWaits waits() {
    return waits;
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
      Waiting waiting, long offset, int local, int replicas, long timeoutMs, long nowMs) {
    if (locally(offset) >= local && onReplicas(offset) >= replicas) {
      waiting.resolved(locally(offset), onReplicas(offset));
      return;
    }
    waits.await(waiting, offset, local, replicas, timeoutMs, nowMs);
    if (local > 0) {
      disk.requestSync(offset);
    }
  }

  /** More of the log is fsynced here, or nothing is known to be any more. */
  public void diskChanged(long nowMs) {
    if (replication.isMaster()) {
      waits.resolve(nowMs);
    } else {
      replication.following().durable(nowMs);
    }
  }

  /** The append-only file was switched off. */
  public void switchedOff() {
    waits.failLocal(NO_FILE);
  }
}

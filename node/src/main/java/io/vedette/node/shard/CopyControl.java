package io.vedette.node.shard;

import io.vedette.protocol.lease.Lease;
import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Progress;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.util.List;
import java.util.Optional;

/**
 * What a copy owes the sentinels: it takes the role that a topology gives it, obeys the highest
 * epoch it has heard of, acknowledges writes only under a lease, and reports truthfully how much it
 * holds.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>in</th><th>on</th><th>to</th></tr>
 * <tr><td>any</td><td>topology appoints this process</td><td>MASTER, leased as grants come</td></tr>
 * <tr><td>any</td><td>topology names another master</td><td>REPLICA of it</td></tr>
 * <tr><td>any</td><td>topology names this node, but an earlier process of it</td><td>NONE</td></tr>
 * <tr><td>MASTER</td><td>seal of a later epoch</td><td>MASTER that accepts no writes</td></tr>
 * <tr><td>REPLICA</td><td>seal of a later epoch</td><td>REPLICA without a link, unless it is a
 * handover</td></tr>
 * </table>
 *
 * <p>Topologies and seals of an epoch below the promised one change nothing. Pure; shard's thread.
 */
public final class CopyControl {
  /** How long the writes of a new master wait for its first lease before they are refused. */
  static final int FIRST_LEASE_MS = 1_000;

  private static final long NEVER = Long.MIN_VALUE;

  private final Endpoint control;
  private final String shardName;
  private final String node;
  private final long incarnation;
  private final String runId;
  private final CopyReplication replication;
  private final Lease lease;

  private CopyRole role = CopyRole.NONE;
  private long roleEpoch;
  private long promisedEpoch;
  private Optional<Endpoint> master = Optional.empty();
  private Version known = Version.NONE;
  private boolean intact;
  private boolean retired;
  private int priority = 100;

  /** Until then the first lease of this appointment may still come; NEVER once it has. */
  private long firstLeaseDueMs = NEVER;

  /**
   * Starts without a role.
   *
   * @param control control address of the node
   * @param incarnation of the node's process
   * @param runId of the copy, 40 hex digits
   * @param sentinels how many sentinels there are
   */
  public CopyControl(
      Endpoint control,
      String shardName,
      String node,
      long incarnation,
      String runId,
      int sentinels,
      CopyReplication replication) {
    this.control = control;
    this.shardName = shardName;
    this.node = node;
    this.incarnation = incarnation;
    this.runId = runId;
    this.replication = replication;
    this.lease = new Lease(sentinels);
  }

  public String shardName() {
    return shardName;
  }

  public CopyRole role() {
    return role;
  }

  /** Epoch in which this copy's master was appointed; 0 before any. */
  public long epoch() {
    return roleEpoch;
  }

  /** Sets {@code replica-priority}; 0 is never promoted. */
  public void priority(int now) {
    priority = now;
  }

  /**
   * Takes the role that a committed topology gives this copy.
   *
   * @return whether the role is another one than before
   */
  public boolean onTopology(Topology topology, long nowMs) {
    if (!topology.version().isNewerThan(known)) {
      return false;
    }
    known = topology.version();
    Shard shard = topology.shard(shardName).orElse(null);
    if (shard == null || shard.epoch() < promisedEpoch) {
      return false;
    }
    CopyRole before = role;
    promisedEpoch = shard.epoch();
    if (shard.isMaster(node, incarnation)) {
      beMaster(shard, nowMs);
    } else if (shard.master().equals(node)) {
      beNothing(shard);
    } else {
      beReplica(shard, shard.masterCopy());
    }
    return role != before;
  }

  private void beMaster(Shard shard, long nowMs) {
    if (role == CopyRole.MASTER && roleEpoch == shard.epoch()) {
      return;
    }
    role = CopyRole.MASTER;
    roleEpoch = shard.epoch();
    master = Optional.empty();
    intact = true;
    lease.appoint(shard.epoch());
    firstLeaseDueMs = nowMs + FIRST_LEASE_MS;
    replication.becomeMaster(shard.epoch());
  }

  private void beNothing(Shard shard) {
    role = CopyRole.NONE;
    roleEpoch = shard.epoch();
    master = Optional.empty();
    lease.revoke();
    replication.cutLink();
  }

  private void beReplica(Shard shard, Copy of) {
    Optional<Endpoint> endpoint = Optional.of(of.endpoint());
    if (role == CopyRole.REPLICA && roleEpoch == shard.epoch() && master.equals(endpoint)) {
      return;
    }
    role = CopyRole.REPLICA;
    roleEpoch = shard.epoch();
    master = endpoint;
    lease.revoke();
    replication.follow(of.endpoint(), shard.epoch());
  }

  /** Acknowledges no write any more: the process ends. */
  public void retire() {
    retired = true;
    lease.revoke();
  }

  /** Everything is here that the master had when the link to it was made. */
  public void onSynced() {
    intact = true;
  }

  /**
   * A former process of this copy left data of this epoch on disk, which are here again. What it
   * acknowledged but had not written is not, so the copy does not count as intact. Whoever was
   * master in an older epoch is not followed any more, lest its data replace these.
   */
  public void onRecovered(long epoch) {
    promisedEpoch = Math.max(promisedEpoch, epoch);
  }

  /** Renews the lease and answers. */
  public HealthReport onHealthCheck(HealthCheck check, long nowMs) {
    if (!retired) {
      lease.onGrant(check.from(), check.epoch(), check.leaseEchoMs(), check.leaseMs(), nowMs);
    }
    return new HealthReport(
        control,
        shardName,
        node,
        incarnation,
        runId,
        check.seq(),
        nowMs,
        role,
        promisedEpoch,
        known,
        progress(),
        role == CopyRole.MASTER || replication.isLinkUp(),
        role == CopyRole.REPLICA ? replication.linkDownMs() : 0,
        master,
        priority,
        role == CopyRole.MASTER && refusal(nowMs) == null,
        role == CopyRole.MASTER ? replication.replicas() : List.of());
  }

  /** Fences everything below the seal's epoch and answers. */
  public Sealed onSeal(Seal seal) {
    if (seal.epoch() >= promisedEpoch) {
      promisedEpoch = seal.epoch();
      if (role == CopyRole.REPLICA && roleEpoch < promisedEpoch && !seal.handover()) {
        replication.cutLink();
      }
    }
    return new Sealed(
        control,
        shardName,
        node,
        incarnation,
        promisedEpoch,
        seal.epoch(),
        role,
        progress(),
        priority);
  }

  /**
   * Whether this master has just been appointed and its first lease is on its way: its clients'
   * writes had better wait for it than be refused.
   */
  public boolean awaitsFirstLease(long nowMs) {
    if (firstLeaseDueMs == NEVER) {
      return false;
    }
    if (role != CopyRole.MASTER || nowMs >= firstLeaseDueMs || lease.isHeld(nowMs)) {
      firstLeaseDueMs = NEVER;
    }
    return firstLeaseDueMs != NEVER;
  }

  /** The same at this moment. Every command asks, so the clock is read only where it matters. */
  public boolean awaitsFirstLease(ShardClock clock) {
    return firstLeaseDueMs != NEVER && awaitsFirstLease(clock.monotonicMs());
  }

  /** Whether a master's lease holds, so that what it wrote may be acknowledged. */
  public boolean mayAcknowledge(long nowMs) {
    return role == CopyRole.MASTER && !retired && lease.isHeld(nowMs);
  }

  /** Whether this is a master that a seal made stop: another one will be appointed, or it again. */
  public boolean isHandingOver() {
    return role == CopyRole.MASTER && promisedEpoch > roleEpoch;
  }

  private Progress progress() {
    return new Progress(
        replication.replicationId(),
        replication.dataEpoch(),
        replication.appliedOffset(),
        replication.fsyncedOffset(),
        intact);
  }

  /**
   * Why a write must be refused now, its code word first; null if it may be acknowledged.
   *
   * @param nowMs the copy's monotonic clock
   */
  public String refusal(long nowMs) {
    return switch (role) {
      case NONE -> "MASTERDOWN This copy of " + shardName + " has not been given a role yet.";
      case REPLICA -> "READONLY You can't write against a read only replica.";
      case MASTER -> {
        if (retired) {
          yield "READONLY This master is shutting down.";
        }
        if (isHandingOver()) {
          yield "READONLY This master is handing over to another copy of " + shardName + ".";
        }
        if (lease.isHeld(nowMs)) {
          yield null;
        }
        yield "READONLY The lease of this master has expired: no majority of sentinels confirmed it"
            + " for "
            + lease.expiredForMs(nowMs)
            + " ms.";
      }
    };
  }
}

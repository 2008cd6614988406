package io.vedette.sentinel.monitor;

import io.vedette.protocol.topology.Shard;
import java.util.HashMap;
import java.util.Map;

/**
 * Until when this sentinel has promised masters not to help replacing them; the other end of {@link
 * io.vedette.protocol.lease.Lease}. A promise counts from the receipt of the report whose clock was
 * echoed, so that it outlives the copy's lease.
 *
 * <p>Promises are not written down. A restarted sentinel therefore behaves for one lease as if it
 * had just promised everything; only a process that is dead for certain frees it earlier.
 */
public final class LeasePromises {
  private record Master(String shard, String node, long incarnation) {
    static Master of(Shard shard) {
      return new Master(shard.name(), shard.master(), shard.masterIncarnation());
    }
  }

  private record HoldOff(long epoch, long untilMs) {}

  private final long startupUntilMs;
  private final Map<Master, Long> untilMs = new HashMap<>();
  private final Map<String, HoldOff> heldOff = new HashMap<>();
  private final Map<Master, HoldOff> lapsing = new HashMap<>();

  public LeasePromises(long nowMs, int leaseMs) {
    startupUntilMs = nowMs + leaseMs;
  }

  /** A grant is being sent to the master of this shard. */
  public void promise(Shard shard, long until, long nowMs) {
    untilMs.merge(Master.of(shard), until, Math::max);
    if (untilMs.size() > 1_000) {
      untilMs.values().removeIf(end -> end <= nowMs);
    }
  }

  /**
   * Whether a promise to this shard's master stands against replacing it.
   *
   * @param dead this sentinel has verified that the master's process is gone
   */
  public boolean blocks(Shard shard, boolean dead, long nowMs) {
    if (dead) {
      return false;
    }
    return nowMs < startupUntilMs || nowMs < untilMs.getOrDefault(Master.of(shard), Long.MIN_VALUE);
  }

  /**
   * After a vote against a master: no new grants to it, so that the leader of that epoch finds it
   * without a lease as long as it may act, or until a topology settles who is the master in that
   * epoch or later.
   */
  public void holdOff(String shard, long epoch, long until) {
    heldOff.put(shard, new HoldOff(epoch, until));
  }

  /**
   * After a proposal that a promise stood against: no new grants to this shard's master, so that
   * the promise runs out, or until it is appointed anew. Whoever comes in its place gets grants at
   * once.
   */
  public void letLapse(Shard shard, long until, long nowMs) {
    lapsing.values().removeIf(held -> held.untilMs <= nowMs);
    lapsing.put(Master.of(shard), new HoldOff(shard.epoch() + 1, until));
  }

  public boolean mayGrant(Shard shard, long nowMs) {
    return mayGrant(heldOff.get(shard.name()), shard, nowMs)
        && mayGrant(lapsing.get(Master.of(shard)), shard, nowMs);
  }

  private static boolean mayGrant(HoldOff held, Shard shard, long nowMs) {
    return held == null || nowMs >= held.untilMs || shard.epoch() >= held.epoch;
  }
}

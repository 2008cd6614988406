package io.vedette.protocol.lease;

import io.vedette.protocol.topology.Endpoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A master's right to acknowledge writes, kept by the copy itself on its own monotonic clock.
 *
 * <p>Each report to a sentinel carries the copy's clock; the sentinel's next check echoes it with a
 * duration. The grant counts from the echoed instant, which lies before the sentinel received the
 * report, and the sentinel counts its promise from the receipt: the copy's end of the lease always
 * comes first, whatever the network delays. Clocks need not agree, only run at nearly the same
 * rate; {@link #DRIFT_PERCENT} covers the difference.
 *
 * <p>A replacement needs the acceptance of a majority of sentinels, each without a live promise.
 * Any two majorities share a sentinel, so that no two masters hold a lease at once.
 *
 * <p>{@link #isHeld} is one comparison, fit for the command path. Not thread-safe.
 */
public final class Lease {
  /** The copy gives up this share of every grant, against clocks that run at different rates. */
  public static final int DRIFT_PERCENT = 5;

  private record Grant(long epoch, long untilMs) {}

  private static final long NEVER = Long.MIN_VALUE;

  private final int majority;
  private final Map<Endpoint, Grant> grants = new HashMap<>();
  private long epoch = -1;
  private long untilMs = NEVER;

  /**
   * @param sentinels how many sentinels there are in all, reachable or not; at least 1
   */
  public Lease(int sentinels) {
    if (sentinels < 1) {
      throw new IllegalArgumentException(sentinels + " sentinels");
    }
    majority = sentinels / 2 + 1;
  }

  /** The copy is the master as of this epoch: from now on only grants for exactly it count. */
  public void appoint(long masterEpoch) {
    epoch = masterEpoch;
    untilMs = majorityUntilMs();
  }

  /** The copy is no master any more. */
  public void revoke() {
    epoch = -1;
    untilMs = NEVER;
  }

  /**
   * A sentinel's grant, from a health check.
   *
   * @param grantEpoch epoch of the master that the sentinel means
   * @param echoMs the copy's own clock as the sentinel echoes it; negative for no grant
   * @param leaseMs duration of the grant from that instant
   * @param nowMs the copy's clock now; an echo from the future is ignored
   */
  public void onGrant(Endpoint sentinel, long grantEpoch, long echoMs, int leaseMs, long nowMs) {
    if (echoMs < 0 || leaseMs <= 0 || echoMs > nowMs) {
      return;
    }
    long until = echoMs + leaseMs - (long) leaseMs * DRIFT_PERCENT / 100;
    Grant held = grants.get(sentinel);
    if (held != null
        && (held.epoch > grantEpoch || (held.epoch == grantEpoch && held.untilMs >= until))) {
      return;
    }
    grants.put(sentinel, new Grant(grantEpoch, until));
    if (grantEpoch == epoch) {
      untilMs = majorityUntilMs();
    }
  }

  /** True while the copy may acknowledge writes. */
  public boolean isHeld(long nowMs) {
    return nowMs < untilMs;
  }

  /** Milliseconds since the lease ran out; 0 while it is held or when there never was one. */
  public long expiredForMs(long nowMs) {
    return untilMs == NEVER || nowMs < untilMs ? 0 : nowMs - untilMs;
  }

  /** The instant at which the number of unexpired grants drops below the majority. */
  private long majorityUntilMs() {
    long[] ends =
        grants.values().stream()
            .filter(grant -> grant.epoch == epoch)
            .mapToLong(Grant::untilMs)
            .toArray();
    if (epoch < 0 || ends.length < majority) {
      return NEVER;
    }
    Arrays.sort(ends);
    return ends[ends.length - majority];
  }
}

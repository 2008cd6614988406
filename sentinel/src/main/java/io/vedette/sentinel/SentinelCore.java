package io.vedette.sentinel;

import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.view.SentinelViews;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * All decisions of one sentinel. Every input returns the effects it leads to, in order; {@code
 * nowMs} is a monotonic clock of the process. Not thread-safe: one actor owns it.
 */
public final class SentinelCore {
  /** How often {@link #tick} should be called. */
  public static final int TICK_MS = 20;

  private final VoteLedger ledger;

  /**
   * @param recovered the sum of the journal
   * @param random spreads the candidacies of several sentinels
   */
  public SentinelCore(
      SentinelConfig config, RandomGenerator random, LedgerState recovered, long nowMs) {
    ledger = new VoteLedger(recovered);
  }

  public List<Effect> onMessage(ToSentinel message, long nowMs) {
    return List.of();
  }

  /** The connection to a copy's port is established. */
  public List<Effect> onTripwireOpened(Endpoint endpoint, long nowMs) {
    return List.of();
  }

  /** The connection closed; the actor is connecting again. */
  public List<Effect> onTripwireClosed(Endpoint endpoint, long nowMs) {
    return List.of();
  }

  /** The host answered that nobody listens on that port: the process is gone. */
  public List<Effect> onTripwireRefused(Endpoint endpoint, long nowMs) {
    return List.of();
  }

  /** Lets time pass; the first call also starts the conversation. */
  public List<Effect> tick(long nowMs) {
    return List.of();
  }

  /**
   * Begins a planned failover without loss, or says why not. The effects follow with {@link #tick}.
   */
  public FailoverAnswer requestFailover(String shard, long nowMs) {
    return FailoverAnswer.UNKNOWN_SHARD;
  }

  /** The durable state as of now, for snapshots. */
  public LedgerState ledger() {
    return ledger.state();
  }

  public SentinelViews views(long nowMs) {
    throw new IllegalStateException("no view yet");
  }
}

package io.vedette.sentinel.monitor;

import io.vedette.protocol.topology.Shard;
import io.vedette.sentinel.effect.Outbox;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * From opinions to a verdict: a master is objectively down while this sentinel finds it down and a
 * quorum, this sentinel counted, agrees freshly. The verdict is on one appointment: a new epoch
 * starts afresh.
 */
public final class DownAssessment {
  private record Verdict(long epoch, long sinceMs) {}

  private final int quorum;
  private final Map<String, Verdict> verdicts = new HashMap<>();

  DownAssessment(int quorum) {
    this.quorum = quorum;
  }

  /** Returns how many sentinels agree. */
  static int agreeing(
      Shard shard, boolean ownOpinion, Collection<PeerObservation> peers, long nowMs) {
    int count = ownOpinion ? 1 : 0;
    for (PeerObservation peer : peers) {
      count += peer.findsMasterDown(shard, nowMs) ? 1 : 0;
    }
    return count;
  }

  void assess(
      Shard shard, boolean ownOpinion, Collection<PeerObservation> peers, long nowMs, Outbox out) {
    int agreeing = agreeing(shard, ownOpinion, peers, nowMs);
    boolean down = ownOpinion && agreeing >= quorum;
    boolean was = isDown(shard);
    if (down && !was) {
      verdicts.put(shard.name(), new Verdict(shard.epoch(), nowMs));
      out.emit("+odown", Names.master(shard) + " #quorum " + agreeing + "/" + quorum);
    } else if (!down && was) {
      verdicts.remove(shard.name());
      out.emit("-odown", Names.master(shard));
    }
  }

  public boolean isDown(Shard shard) {
    return sinceMs(shard) >= 0;
  }

  /** Since when the shard's present master has been objectively down; -1 when it is not. */
  public long sinceMs(Shard shard) {
    Verdict verdict = verdicts.get(shard.name());
    return verdict == null || verdict.epoch != shard.epoch() ? -1 : verdict.sinceMs;
  }
}

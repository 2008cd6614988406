package io.vedette.sentinel.monitor;

import io.vedette.protocol.message.Opinion;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import java.util.Optional;

/** What this sentinel knows of another one. */
public final class PeerObservation {
  /** Opinions older than this do not count: three hellos have been missed. */
  static final int FRESH_MS = 1_500;

  private final Endpoint control;
  private Optional<Opinions> last = Optional.empty();
  private long heardMs = Long.MIN_VALUE / 2;
  private boolean down;

  PeerObservation(Endpoint control) {
    this.control = control;
  }

  public Endpoint control() {
    return control;
  }

  public Optional<Opinions> last() {
    return last;
  }

  public long heardMs() {
    return heardMs;
  }

  void onOpinions(Opinions opinions, long nowMs) {
    last = Optional.of(opinions);
    heardMs = nowMs;
  }

  public boolean isFresh(long nowMs) {
    return nowMs - heardMs < FRESH_MS;
  }

  /** Agrees, freshly, that the shard's present master is down. */
  public boolean findsMasterDown(Shard shard, long nowMs) {
    if (last.isEmpty() || !isFresh(nowMs)) {
      return false;
    }
    for (Opinion opinion : last.get().down()) {
      if (opinion.shard().equals(shard.name())
          && opinion.node().equals(shard.master())
          && opinion.epoch() == shard.epoch()) {
        return true;
      }
    }
    return false;
  }

  /** Returns true when the verdict on the sentinel itself changed. */
  boolean judge(int downAfterMs, long nowMs) {
    boolean silent = nowMs - heardMs >= Math.max(downAfterMs, FRESH_MS);
    if (last.isEmpty() || silent == down) {
      return false;
    }
    down = silent;
    return true;
  }

  public boolean isDown() {
    return down;
  }
}

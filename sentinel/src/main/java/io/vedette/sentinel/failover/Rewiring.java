package io.vedette.sentinel.failover;

import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.monitor.CopyObservation;
import io.vedette.sentinel.monitor.Monitor;
import io.vedette.sentinel.monitor.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * After a promotion: follows the replicas until they stream from the new master, and reports on it.
 */
public final class Rewiring {
  private static final class Progress {
    final Shard shard;
    final long sinceMs;
    final Set<String> connecting = new HashSet<>();
    final Set<String> done = new HashSet<>();

    Progress(Shard shard, long sinceMs) {
      this.shard = shard;
      this.sinceMs = sinceMs;
    }
  }

  private final Map<String, Progress> shards = new HashMap<>();
  private final int timeoutMs;

  public Rewiring(int timeoutMs) {
    this.timeoutMs = timeoutMs;
  }

  /** True while replicas of this shard are being rewired. */
  public boolean isUnderWay(String shard) {
    return shards.containsKey(shard);
  }

  public void begin(Shard shard, String formerMaster, long nowMs, Outbox out) {
    Progress progress = new Progress(shard, nowMs);
    out.emit("+failover-state-reconf-slaves", Names.master(shard));
    for (Copy replica : shard.replicas()) {
      if (!replica.node().equals(formerMaster)) {
        out.emit("+slave-reconf-sent", Names.replica(shard, replica));
      } else {
        progress.done.add(replica.node());
      }
    }
    shards.put(shard.name(), progress);
  }

  public void tick(Topology committed, Monitor monitor, long nowMs, Outbox out) {
    for (Iterator<Progress> all = shards.values().iterator(); all.hasNext(); ) {
      Progress progress = all.next();
      Optional<Shard> now = committed.shard(progress.shard.name());
      if (now.isEmpty() || now.get().epoch() != progress.shard.epoch()) {
        all.remove();
      } else if (follow(progress, monitor, out)) {
        out.emit("+failover-end", Names.master(progress.shard));
        all.remove();
      } else if (nowMs - progress.sinceMs >= timeoutMs) {
        out.emit("+failover-end-for-timeout", Names.master(progress.shard));
        all.remove();
      }
    }
  }

  private static boolean follow(Progress progress, Monitor monitor, Outbox out) {
    Shard shard = progress.shard;
    boolean all = true;
    for (Copy replica : shard.replicas()) {
      Optional<CopyObservation> seen = monitor.copy(shard.name(), replica.node());
      if (progress.done.contains(replica.node()) || seen.isEmpty() || seen.get().isDown()) {
        continue;
      }
      Optional<HealthReport> report = seen.get().report();
      boolean obeys = report.isPresent() && report.get().epoch() >= shard.epoch();
      if (obeys && progress.connecting.add(replica.node())) {
        out.emit("+slave-reconf-inprog", Names.replica(shard, replica));
      }
      if (obeys && report.get().linkUp() && report.get().progress().dataEpoch() >= shard.epoch()) {
        progress.done.add(replica.node());
        out.emit("+slave-reconf-done", Names.replica(shard, replica));
      } else {
        all = false;
      }
    }
    return all;
  }
}

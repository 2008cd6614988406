package io.vedette.sentinel.failover;

import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.monitor.CopyObservation;
import io.vedette.sentinel.monitor.Members;
import io.vedette.sentinel.monitor.Members.Member;
import io.vedette.sentinel.monitor.Monitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out the {@link Agenda} from what is observed. */
public final class Needs {
  /** How long an unfinished change is left to the leader that began it. */
  private static final int UNFINISHED_MS = 1_000;

  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Monitor monitor;
  private final Map<String, Long> handoverUntilMs = new HashMap<>();
  private final Map<String, Long> sealedSinceMs = new HashMap<>();
  private long uncommittedSinceMs = -1;

  public Needs(SentinelConfig config, VoteLedger ledger, Monitor monitor) {
    this.config = config;
    this.ledger = ledger;
    this.monitor = monitor;
  }

  public void requestHandover(String shard, long nowMs) {
    handoverUntilMs.put(shard, nowMs + config.failoverTimeoutMs());
  }

  public boolean isHandoverRequested(String shard) {
    return handoverUntilMs.containsKey(shard);
  }

  /** The request has been met or given up. */
  void endHandover(String shard) {
    handoverUntilMs.remove(shard);
  }

  public Agenda assess(long nowMs) {
    Topology committed = ledger.committed();
    boolean adoption = isUnfinished(nowMs);
    if (committed.isNone()) {
      return new Agenda(
          List.of(), List.of(), List.of(), !adoption && canPlace(nowMs), adoption, Map.of());
    }
    handoverUntilMs.values().removeIf(until -> nowMs >= until);
    List<Shard> failovers = new ArrayList<>();
    List<Shard> handovers = new ArrayList<>();
    List<Shard> reappointments = new ArrayList<>();
    for (Shard shard : committed.shards()) {
      if (monitor.verdicts().isDown(shard)) {
        failovers.add(shard);
        sealedSinceMs.remove(shard.name());
      } else if (handoverUntilMs.containsKey(shard.name())) {
        handovers.add(shard);
      } else if (isLeftSealed(shard, nowMs)) {
        reappointments.add(shard);
      }
    }
    return new Agenda(
        failovers, handovers, reappointments, false, adoption, moved(committed, nowMs));
  }

  private boolean isUnfinished(long nowMs) {
    if (!ledger.accepted().version().isNewerThan(ledger.committed().version())) {
      uncommittedSinceMs = -1;
      return false;
    }
    if (uncommittedSinceMs < 0) {
      uncommittedSinceMs = nowMs;
    }
    return nowMs - uncommittedSinceMs >= UNFINISHED_MS;
  }

  private boolean canPlace(long nowMs) {
    return ledger.accepted().isNone() && freshNodes(monitor.members(), nowMs) >= config.nodes();
  }

  private static long freshNodes(Members members, long nowMs) {
    return members.nodes().stream().filter(node -> node.isFresh(nowMs)).count();
  }

  private boolean isLeftSealed(Shard shard, long nowMs) {
    boolean sealed = false;
    boolean masterUp = false;
    for (Copy copy : shard.copies()) {
      Optional<CopyObservation> seen = monitor.copy(shard.name(), copy.node());
      if (seen.isPresent() && seen.get().report().isPresent() && !seen.get().isDown()) {
        sealed |= seen.get().report().get().epoch() > shard.epoch();
        masterUp |= copy.node().equals(shard.master());
      }
    }
    if (!sealed || !masterUp) {
      sealedSinceMs.remove(shard.name());
      return false;
    }
    return nowMs - sealedSinceMs.computeIfAbsent(shard.name(), name -> nowMs) >= UNFINISHED_MS;
  }

  private Map<String, List<Copy>> moved(Topology committed, long nowMs) {
    Map<String, List<Copy>> moved = new HashMap<>();
    for (int k = 0; k < committed.shards().size(); k++) {
      Shard shard = committed.shards().get(k);
      for (Copy copy : shard.copies()) {
        Optional<Member> member = monitor.members().node(copy.node());
        if (member.isPresent() && member.get().isFresh(nowMs)) {
          Copy now = Placement.copyOn(member.get().announce(), k);
          if (!now.equals(copy)) {
            moved.computeIfAbsent(shard.name(), name -> new ArrayList<>()).add(now);
          }
        }
      }
    }
    return moved;
  }
}

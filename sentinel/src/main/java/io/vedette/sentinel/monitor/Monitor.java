package io.vedette.sentinel.monitor;

import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.effect.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The monitoring half of a sentinel: checks every copy of the committed topology, renews leases,
 * exchanges opinions, and judges who is down. It only observes and tells; the acting half draws the
 * conclusions.
 */
public final class Monitor {
  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final LeasePromises promises;
  private final Members members = new Members();
  private final Map<Endpoint, PeerObservation> peers = new LinkedHashMap<>();
  private final Map<String, Map<String, CopyObservation>> copies = new HashMap<>();
  private final DownAssessment assessment;
  private final OpinionSender opinions;
  private final Set<Endpoint> downedMembers = new HashSet<>();

  public Monitor(SentinelConfig config, VoteLedger ledger, LeasePromises promises) {
    this.config = config;
    this.ledger = ledger;
    this.promises = promises;
    this.assessment = new DownAssessment(config.quorum());
    this.opinions = new OpinionSender(config, ledger);
    config.peers().forEach(peer -> peers.put(peer, new PeerObservation(peer)));
  }

  public Members members() {
    return members;
  }

  public Collection<PeerObservation> peers() {
    return peers.values();
  }

  public DownAssessment verdicts() {
    return assessment;
  }

  public Optional<CopyObservation> copy(String shard, String node) {
    return Optional.ofNullable(copies.getOrDefault(shard, Map.of()).get(node));
  }

  /** This sentinel has verified that the appointed process is gone. */
  public boolean isMasterDead(Shard shard) {
    return copy(shard.name(), shard.master()).map(c -> c.isDeadMaster(shard)).orElse(false);
  }

  /** A promise of this sentinel stands against replacing the shard's master. */
  public boolean isPromised(Shard shard, long nowMs) {
    return promises.blocks(shard, isMasterDead(shard), nowMs);
  }

  public void onAnnounce(Announce announce, long nowMs, Outbox out) {
    if (!announce.database().equals(config.database())) {
      return;
    }
    members.onAnnounce(announce, nowMs);
    if (isOutdated(announce.known())) {
      TopologyUpdate update = new TopologyUpdate(config.control(), ledger.committed());
      if (announce.role() == Role.PROXY) {
        out.toProxy(announce.from(), update);
      } else {
        out.toNode(announce.from(), update);
      }
    }
  }

  private boolean isOutdated(Version known) {
    return ledger.committed().version().isNewerThan(known);
  }

  public void onReport(HealthReport report, long nowMs, Outbox out) {
    Optional<CopyObservation> known = copy(report.shard(), report.node());
    Optional<Shard> shard = ledger.committed().shard(report.shard());
    if (known.isEmpty() || shard.isEmpty()) {
      return;
    }
    CopyObservation copy = known.get();
    Optional<HealthReport> before = copy.report();
    if (!copy.onReport(report, nowMs)) {
      return;
    }
    Copy place = copy.copy();
    boolean newProcess = before.isPresent() && before.get().incarnation() != report.incarnation();
    if (newProcess) {
      out.emit("+reboot", Names.copy(shard.get(), place));
    }
    boolean wasMaster = before.isPresent() && before.get().role() == CopyRole.MASTER;
    if (isOutdated(report.known())) {
      if (report.role() == CopyRole.MASTER
          && !place.node().equals(shard.get().master())
          && copy.startsConversion(ledger.committed().version())) {
        out.emit("+convert-to-slave", Names.replica(shard.get(), place));
      }
      out.toNode(place.control(), new TopologyUpdate(config.control(), ledger.committed()));
    } else if (report.role() == CopyRole.MASTER
        && !report.leaseHeld()
        && (!wasMaster || copy.takeEagerCheck())) {
      check(shard.get(), copy, nowMs, out);
    }
    if (report.leaseHeld()) {
      copy.renewEagerChecks();
    }
  }

  public void onOpinions(Opinions news, long nowMs, Outbox out) {
    PeerObservation peer = peers.get(news.from());
    if (peer == null || !news.database().equals(config.database())) {
      return;
    }
    boolean first = peer.last().isEmpty();
    peer.onOpinions(news, nowMs);
    if (first) {
      for (Shard shard : ledger.committed().shards()) {
        out.emit("+sentinel", Names.sentinel(shard, news));
      }
      opinions.sendSoon();
    }
    if (isOutdated(news.committed())) {
      out.toSentinel(news.from(), new TopologyUpdate(config.control(), ledger.committed()));
    }
  }

  public void onTripwireOpened(Endpoint endpoint) {
    at(endpoint).forEach(CopyObservation::onOpened);
  }

  public void onTripwireRefused(Endpoint endpoint) {
    at(endpoint).forEach(CopyObservation::onRefused);
  }

  /** A port that closed is asked at once whether its process still lives. */
  public void onTripwireClosed(Endpoint endpoint, long nowMs, Outbox out) {
    for (CopyObservation copy : at(endpoint)) {
      ledger.committed().shard(copy.shard()).ifPresent(shard -> check(shard, copy, nowMs, out));
    }
  }

  private List<CopyObservation> at(Endpoint endpoint) {
    List<CopyObservation> found = new ArrayList<>(1);
    for (Map<String, CopyObservation> byNode : copies.values()) {
      for (CopyObservation copy : byNode.values()) {
        if (copy.copy().endpoint().equals(endpoint)) {
          found.add(copy);
        }
      }
    }
    return found;
  }

  /** Puts exactly the copies of the committed topology under observation. */
  public void follow(Topology topology, long nowMs, Outbox out) {
    Set<String> names = new HashSet<>();
    for (Shard shard : topology.shards()) {
      names.add(shard.name());
      Map<String, CopyObservation> byNode =
          copies.computeIfAbsent(shard.name(), name -> new LinkedHashMap<>());
      byNode.values().stream()
          .filter(copy -> shard.copy(copy.copy().node()).isEmpty())
          .forEach(copy -> out.add(new Effect.CloseTripwire(copy.copy().endpoint())));
      byNode.keySet().removeIf(node -> shard.copy(node).isEmpty());
      for (Copy place : shard.copies()) {
        follow(shard, place, byNode, nowMs, out);
      }
    }
    copies.keySet().retainAll(names);
  }

  private void follow(
      Shard shard, Copy place, Map<String, CopyObservation> byNode, long nowMs, Outbox out) {
    CopyObservation copy = byNode.get(place.node());
    if (copy == null) {
      copy = new CopyObservation(shard.name(), place, nowMs);
      byNode.put(place.node(), copy);
      out.add(new Effect.OpenTripwire(place.endpoint()));
    } else if (!copy.copy().equals(place)) {
      out.add(new Effect.CloseTripwire(copy.copy().endpoint()));
      copy.readdress(place);
      out.add(new Effect.OpenTripwire(place.endpoint()));
    }
    if (place.node().equals(shard.master())) {
      copy.renewEagerChecks();
      check(shard, copy, nowMs, out);
    }
  }

  public void onAbsence(long absenceMs, long nowMs) {
    for (Map<String, CopyObservation> byNode : copies.values()) {
      byNode.values().forEach(copy -> copy.onAbsence(absenceMs, nowMs));
    }
  }

  /** Sends the checks that are due. */
  public void tick(long nowMs, Outbox out) {
    for (Shard shard : ledger.committed().shards()) {
      for (CopyObservation copy : copies.getOrDefault(shard.name(), Map.of()).values()) {
        if (copy.isCheckDue(config.checkIntervalMs(), nowMs)) {
          check(shard, copy, nowMs, out);
        }
      }
    }
  }

  private void check(Shard shard, CopyObservation copy, long nowMs, Outbox out) {
    long echoMs = -1;
    if (mayGrant(shard, copy, nowMs)) {
      echoMs = copy.report().orElseThrow().clockMs();
      promises.promise(shard, copy.reportedMs() + config.downAfterMs(), nowMs);
    }
    out.toNode(
        copy.copy().control(),
        new HealthCheck(
            config.control(),
            shard.name(),
            copy.nextSeq(nowMs),
            shard.epoch(),
            echoMs,
            config.downAfterMs()));
  }

  /**
   * Only to the master that is both committed and, as far as this sentinel has accepted, not
   * replaced.
   */
  private boolean mayGrant(Shard shard, CopyObservation copy, long nowMs) {
    if (copy.report().isEmpty() || !promises.mayGrant(shard, nowMs)) {
      return false;
    }
    Optional<Shard> accepted = ledger.accepted().shard(shard.name());
    return shard.isMaster(copy.copy().node(), copy.report().get().incarnation())
        && accepted.isPresent()
        && accepted.get().epoch() == shard.epoch();
  }

  /** Judges everybody anew, and tells the other sentinels what has changed. */
  public void judge(boolean tilted, long nowMs, Outbox out) {
    if (!tilted) {
      for (Shard shard : ledger.committed().shards()) {
        for (CopyObservation copy : copies.getOrDefault(shard.name(), Map.of()).values()) {
          if (copy.judge(copy.looksDown(shard, config.downAfterMs(), nowMs), nowMs)) {
            out.emit(copy.isDown() ? "+sdown" : "-sdown", Names.copy(shard, copy.copy()));
          }
        }
        boolean own = copy(shard.name(), shard.master()).map(CopyObservation::isDown).orElse(false);
        assessment.assess(shard, own, peers.values(), nowMs, out);
      }
      judgePeers(nowMs, out);
      downDeadMembers(out);
    }
    opinions.send(copies.values(), peers.keySet(), nowMs, out);
  }

  private void judgePeers(long nowMs, Outbox out) {
    for (PeerObservation peer : peers.values()) {
      if (peer.judge(config.downAfterMs(), nowMs)) {
        for (Shard shard : ledger.committed().shards()) {
          out.emit(
              peer.isDown() ? "+sdown" : "-sdown",
              Names.sentinel(shard, peer.last().orElseThrow()));
        }
      }
    }
  }

  /** A node is dead for certain when the ports of all its copies refuse connections. */
  private void downDeadMembers(Outbox out) {
    Map<Endpoint, Boolean> dead = new HashMap<>();
    for (Map<String, CopyObservation> byNode : copies.values()) {
      for (CopyObservation copy : byNode.values()) {
        dead.merge(copy.copy().control(), copy.isRefused(), Boolean::logicalAnd);
      }
    }
    dead.forEach(
        (control, isDead) -> {
          if (!isDead) {
            downedMembers.remove(control);
          } else if (downedMembers.add(control)) {
            out.add(new Effect.DownMember(control));
          }
        });
  }
}

package io.vedette.sentinel.view;

import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.failover.FailoverMachine;
import io.vedette.sentinel.failover.FailoverState;
import io.vedette.sentinel.failover.Leader;
import io.vedette.sentinel.failover.Rewiring;
import io.vedette.sentinel.monitor.Members.Member;
import io.vedette.sentinel.monitor.Monitor;
import io.vedette.sentinel.monitor.PeerObservation;
import io.vedette.sentinel.monitor.Tilt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** {@link SentinelViews} over a core's parts; valid until the core's next input. */
public final class CoreViews implements SentinelViews {
  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Monitor monitor;
  private final Tilt tilt;
  private final Optional<Leader> leader;
  private final Rewiring rewiring;
  private final long nowMs;
  private final StateMaps maps;

  public CoreViews(
      SentinelConfig config,
      VoteLedger ledger,
      Monitor monitor,
      Tilt tilt,
      Optional<Leader> leader,
      Rewiring rewiring,
      long nowMs) {
    this.config = config;
    this.ledger = ledger;
    this.monitor = monitor;
    this.tilt = tilt;
    this.leader = leader;
    this.rewiring = rewiring;
    this.nowMs = nowMs;
    this.maps = new StateMaps(config, nowMs);
  }

  @Override
  public Topology topology() {
    return ledger.committed();
  }

  @Override
  public Optional<Endpoint> masterAddress(String name) {
    return isDatabase(name)
        ? proxy().map(proxy -> endpoint(proxy.announce()))
        : topology().masterOf(name);
  }

  private boolean isDatabase(String name) {
    return name.equals(config.database());
  }

  /** A proxy that is alive if there is one, else the one heard of last. */
  private Optional<Member> proxy() {
    Optional<Member> latest = Optional.empty();
    for (Member proxy : monitor.members().proxies()) {
      if (proxy.isFresh(nowMs)) {
        return Optional.of(proxy);
      }
      if (latest.isEmpty() || proxy.heardMs() > latest.get().heardMs()) {
        latest = Optional.of(proxy);
      }
    }
    return latest;
  }

  private static Endpoint endpoint(Announce announce) {
    return new Endpoint(announce.host(), announce.port());
  }

  @Override
  public List<SequencedMap<String, String>> masters() {
    List<SequencedMap<String, String>> masters = new ArrayList<>();
    topology().shards().forEach(shard -> masters.add(describe(shard)));
    master(config.database()).ifPresent(masters::add);
    return masters;
  }

  @Override
  public Optional<SequencedMap<String, String>> master(String name) {
    if (isDatabase(name)) {
      return proxy()
          .map(
              proxy ->
                  maps.proxy(
                      endpoint(proxy.announce()),
                      proxy.announce().incarnation(),
                      proxy.heardMs(),
                      !proxy.isFresh(nowMs),
                      knownPeers()));
    }
    return topology().shard(name).map(this::describe);
  }

  private SequencedMap<String, String> describe(Shard shard) {
    return maps.master(
        shard,
        monitor.copy(shard.name(), shard.master()),
        monitor.verdicts().sinceMs(shard),
        failoverState(shard.name()),
        knownPeers());
  }

  private Optional<String> failoverState(String shard) {
    Optional<FailoverState> state =
        leader.flatMap(l -> l.machine(shard)).map(FailoverMachine::state);
    if (state.isPresent()) {
      switch (state.get()) {
        case FailoverState.Sealing _ -> {
          return Optional.of("select_slave");
        }
        case FailoverState.Selected _ -> {
          return Optional.of("wait_promotion");
        }
        case FailoverState.Promoted _, FailoverState.Aborted _ -> {}
      }
    }
    return rewiring.isUnderWay(shard) ? Optional.of("reconf_slaves") : Optional.empty();
  }

  private int knownPeers() {
    return (int) monitor.peers().stream().filter(peer -> peer.last().isPresent()).count();
  }

  private boolean isKnown(String name) {
    return topology().shard(name).isPresent() || (isDatabase(name) && proxy().isPresent());
  }

  @Override
  public Optional<List<SequencedMap<String, String>>> replicas(String name) {
    if (!isKnown(name)) {
      return Optional.empty();
    }
    List<SequencedMap<String, String>> replicas = new ArrayList<>();
    topology()
        .shard(name)
        .ifPresent(
            shard ->
                shard
                    .replicas()
                    .forEach(
                        copy ->
                            replicas.add(
                                maps.replica(shard, copy, monitor.copy(name, copy.node())))));
    return Optional.of(replicas);
  }

  @Override
  public Optional<List<SequencedMap<String, String>>> sentinels(String name) {
    if (!isKnown(name)) {
      return Optional.empty();
    }
    List<Opinions> all = monitor.peers().stream().flatMap(p -> p.last().stream()).toList();
    List<SequencedMap<String, String>> sentinels = new ArrayList<>();
    for (PeerObservation peer : monitor.peers()) {
      peer.last().ifPresent(last -> sentinels.add(maps.sentinel(peer, last, all)));
    }
    return Optional.of(sentinels);
  }

  @Override
  public Optional<String> checkQuorum(String name) {
    if (!isKnown(name)) {
      return Optional.empty();
    }
    long usable = 1 + monitor.peers().stream().filter(peer -> peer.isFresh(nowMs)).count();
    boolean quorum = usable >= config.quorum();
    boolean majority = usable >= config.majority();
    if (quorum && majority) {
      return Optional.of(
          "OK " + usable + " usable Sentinels. Quorum and failover authorization can be reached");
    }
    StringBuilder text = new StringBuilder("NOQUORUM " + usable + " usable Sentinels. ");
    if (!quorum) {
      text.append("Not enough available Sentinels to reach the specified quorum for this master");
    }
    if (!majority) {
      text.append(quorum ? "" : ". ")
          .append("Not enough available Sentinels to reach the majority and authorize a failover");
    }
    return Optional.of(text.toString());
  }

  @Override
  public List<String> infoLines() {
    List<String> lines = new ArrayList<>();
    int sentinels = knownPeers() + 1;
    for (Shard shard : topology().shards()) {
      boolean objectively = monitor.verdicts().isDown(shard);
      boolean down =
          monitor.copy(shard.name(), shard.master()).map(copy -> copy.isDown()).orElse(false);
      lines.add(
          infoLine(
              shard.name(),
              objectively ? "odown" : down ? "sdown" : "ok",
              shard.masterCopy().endpoint(),
              shard.copies().size() - 1,
              sentinels));
    }
    proxy()
        .ifPresent(
            proxy ->
                lines.add(
                    infoLine(
                        config.database(),
                        proxy.isFresh(nowMs) ? "ok" : "sdown",
                        endpoint(proxy.announce()),
                        0,
                        sentinels)));
    return lines;
  }

  private static String infoLine(
      String name, String status, Endpoint address, int replicas, int sentinels) {
    return "name="
        + name
        + ",status="
        + status
        + ",address="
        + address
        + ",slaves="
        + replicas
        + ",sentinels="
        + sentinels;
  }

  @Override
  public long tiltMs() {
    return tilt.activeMs(nowMs);
  }

  @Override
  public List<ProcessView> processes() {
    List<ProcessView> processes = new ArrayList<>();
    monitor.members().nodes().forEach(node -> processes.add(describe(node)));
    monitor.members().proxies().forEach(proxy -> processes.add(describe(proxy)));
    processes.add(
        new ProcessView(
            Role.SENTINEL, config.name(), config.pid(), config.control(), config.api(), true));
    for (PeerObservation peer : monitor.peers()) {
      peer.last()
          .ifPresent(
              last ->
                  processes.add(
                      new ProcessView(
                          Role.SENTINEL,
                          last.name(),
                          last.pid(),
                          last.from(),
                          last.api(),
                          peer.isFresh(nowMs))));
    }
    return processes;
  }

  private ProcessView describe(Member member) {
    Announce announce = member.announce();
    return new ProcessView(
        announce.role(),
        announce.name(),
        announce.pid(),
        announce.from(),
        endpoint(announce),
        member.isFresh(nowMs));
  }
}

package io.vedette.sentinel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.message.ControlMessage;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.message.Propose;
import io.vedette.protocol.message.RequestVote;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.message.Vote;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What must hold at every instant of every schedule. */
final class Invariants {
  private record Ballot(Endpoint voter, long epoch) {}

  private static final int OPINION_LIFETIME_MS = 2_500;

  private final Cluster cluster;
  private final Map<Long, Endpoint> leaders = new HashMap<>();
  private final Map<Ballot, Endpoint> votes = new HashMap<>();
  private final Map<Endpoint, Long> epochs = new HashMap<>();
  private final Map<Version, Topology> proposals = new HashMap<>();
  private final Map<Version, Topology> committed = new HashMap<>();
  private final Map<Endpoint, Map<String, Long>> downSaid = new HashMap<>();
  private final Map<String, Set<Long>> acknowledged = new LinkedHashMap<>();
  private final Map<String, Long> executed = new HashMap<>();

  Invariants(Cluster cluster) {
    this.cluster = cluster;
  }

  void onSend(SimSentinel from, Endpoint to, ControlMessage message) {
    switch (message) {
      case Propose(var leader, Topology topology, var _) -> {
        long epoch = topology.version().epoch();
        assertThat(leaders.putIfAbsent(epoch, leader))
            .as("leader of epoch %d", epoch)
            .isIn(null, leader);
        same(proposals, topology);
        assertThat(from.durable().accepted().version().compareTo(topology.version()))
            .as("own acceptance is on disk before the proposal leaves")
            .isGreaterThanOrEqualTo(0);
      }
      case RequestVote request -> {
        ballot(from, request.epoch(), request.from());
        for (String shard : request.shards()) {
          assertThat(agreeing(shard))
              .as("sentinels that find %s down when %s stands", shard, request.from())
              .isGreaterThanOrEqualTo(cluster.quorum);
        }
      }
      case Opinions opinions -> {
        Map<String, Long> said = downSaid.computeIfAbsent(from.control, c -> new HashMap<>());
        opinions.down().forEach(o -> said.put(o.shard() + " " + o.node(), now()));
      }
      case TopologyUpdate(var _, Topology topology) -> same(committed, topology);
      case Vote vote when vote.granted() -> {
        assertThat(from.durable().votedEpoch())
            .as("a vote is on disk before it leaves")
            .isGreaterThanOrEqualTo(vote.asked());
        assertThat(from.durable().votedFor()).as("the vote on disk").contains(to);
        ballot(from, vote.asked(), to);
      }
      default -> {}
    }
  }

  private long now() {
    return cluster.world.nowMs();
  }

  private long agreeing(String shard) {
    return downSaid.values().stream()
        .filter(
            said ->
                said.entrySet().stream()
                    .anyMatch(
                        e ->
                            e.getKey().startsWith(shard + " ")
                                && now() - e.getValue() < OPINION_LIFETIME_MS))
        .count();
  }

  private static void same(Map<Version, Topology> known, Topology topology) {
    Topology first = known.putIfAbsent(topology.version(), topology);
    assertThat(topology).as("topology of a version").isIn(topology, first);
    if (first != null) {
      assertThat(topology).as("topology %s", topology.version()).isEqualTo(first);
    }
  }

  private void ballot(SimSentinel voter, long epoch, Endpoint candidate) {
    assertThat(votes.putIfAbsent(new Ballot(voter.control, epoch), candidate))
        .as("vote of %s in epoch %d", voter.control, epoch)
        .isIn(null, candidate);
  }

  void onExecuted(String shard, long number) {
    executed.merge(shard, number, Math::max);
  }

  void onAcknowledged(String shard, long number) {
    acknowledged.computeIfAbsent(shard, s -> new LinkedHashSet<>()).add(number);
  }

  Set<Long> acknowledged(String shard) {
    return acknowledged.getOrDefault(shard, Set.of());
  }

  /** After every event. */
  void check() {
    for (SimSentinel sentinel : cluster.sentinels.values()) {
      if (sentinel.isUp()) {
        long epoch = sentinel.durable().epoch();
        Long before = epochs.put(sentinel.control, epoch);
        assertThat(epoch)
            .as("epochs only grow")
            .isGreaterThanOrEqualTo(before == null ? 0 : before);
      }
    }
    Map<String, String> writable = new HashMap<>();
    for (SimNode node : cluster.nodes.values()) {
      if (!node.isUp()) {
        continue;
      }
      for (SimCopy copy : node.copies.values()) {
        if (copy.mayWrite()) {
          String other = writable.put(copy.shardName, node.name);
          assertThat(other).as("%s may be written on %s, too", copy.shardName, node.name).isNull();
        }
      }
    }
  }
}

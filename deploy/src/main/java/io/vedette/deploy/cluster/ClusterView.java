package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster at one moment: the sentinels' word on masters and replicas, and each copy's own word on
 * role and offset.
 *
 * @param sentinels one entry a sentinel, in configured order
 * @param proxyAnswer {@code PONG} when the proxy serves all shards, else what it said or why it
 *     could not be asked
 */
public record ClusterView(
    ClusterState state, List<SentinelView> sentinels, List<ShardView> shards, String proxyAnswer) {
  private static final int TIMEOUT_MS = 2000;

  /** One sentinel: whether it answers and the highest epoch it knows. */
  public record SentinelView(Address address, boolean reachable, long epoch) {}

  public ClusterView {
    sentinels = List.copyOf(sentinels);
    shards = List.copyOf(shards);
  }

  /** Asks everybody, one after the other. */
  public static ClusterView look(ClusterState state) {
    List<SentinelView> sentinels = new ArrayList<>();
    List<Reply> newest = List.of();
    long newestEpoch = -1;
    for (Address address : state.sentinels()) {
      try (RespClient sentinel = RespClient.connect(address, TIMEOUT_MS)) {
        Map<String, Reply> topology = sentinel.call("SENTINEL", "TOPOLOGY").fields();
        long epoch = topology.get("epoch") instanceof Reply.Number(long value) ? value : 0;
        sentinels.add(new SentinelView(address, true, epoch));
        if (epoch > newestEpoch && topology.containsKey("shards")) {
          newestEpoch = epoch;
          newest = topology.get("shards").items();
        }
      } catch (IOException e) {
        sentinels.add(new SentinelView(address, false, 0));
      }
    }
    List<ShardView> shards =
        newest.stream().map(shard -> ask(shard.fields(), state.password())).toList();
    return new ClusterView(state, sentinels, shards, askProxy(state));
  }

  /** What is missing until the cluster is ready for use; empty when it is. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (SentinelView sentinel : sentinels) {
      if (!sentinel.reachable()) {
        missing.add("sentinel at " + sentinel.address() + " does not answer yet");
      } else if (sentinel.epoch() == 0) {
        missing.add("sentinel at " + sentinel.address() + " knows no topology yet");
      }
    }
    if (shards.size() < state.shards()) {
      missing.add("%d of %d shards have a master".formatted(shards.size(), state.shards()));
    }
    for (ShardView shard : shards) {
      missing.addAll(shard.missing(state.replicas()));
      if (shard.master().isMaster()) {
        acceptsWrites(shard).ifPresent(missing::add);
      }
    }
    if (!proxyAnswer.equals("PONG")) {
      missing.add("proxy at " + state.proxy() + " does not answer yet: " + proxyAnswer);
    }
    return missing;
  }

  private Optional<String> acceptsWrites(ShardView shard) {
    try (RespClient client =
        RespClient.connect(shard.master().address(), TIMEOUT_MS, state.password())) {
      // Deletes nothing, but is refused exactly where a write would be.
      Reply reply = client.call("DEL", "vedette:{ready}");
      return reply instanceof Reply.Failure(String message)
          ? Optional.of(shard.name() + ": " + message)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(shard.name() + ": " + e.getMessage());
    }
  }

  private static ShardView ask(Map<String, Reply> shard, String password) {
    // The master on both sides: replicas that have what it had are in sync while clients write, and
    // an offset read earlier cannot pass for one that is ahead of its master.
    Address master = addressOf(shard.get("master"));
    long beforeBytes = CopyInfo.ask(master, password).offsetBytes();
    List<CopyInfo> replicas = new ArrayList<>();
    for (Reply replica : shard.get("replicas").items()) {
      replicas.add(CopyInfo.ask(addressOf(replica), password));
    }
    return new ShardView(
        shard.get("name").text(),
        shard.get("slots").text(),
        Long.parseLong(shard.get("epoch").text()),
        beforeBytes,
        CopyInfo.ask(master, password),
        replicas);
  }

  private static Address addressOf(Reply copy) {
    Map<String, Reply> fields = copy.fields();
    return new Address(fields.get("ip").text(), Integer.parseInt(fields.get("port").text()));
  }

  private static String askProxy(ClusterState state) {
    try (RespClient proxy = RespClient.connect(state.proxy(), TIMEOUT_MS, state.password())) {
      String pong = proxy.call("PING").text();
      // PING is the proxy's own; DBSIZE takes the masters of all shards.
      return proxy.call("DBSIZE") instanceof Reply.Failure(String message) ? message : pong;
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}

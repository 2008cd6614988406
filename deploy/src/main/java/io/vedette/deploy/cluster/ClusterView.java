package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cluster at one moment: the sentinels' word on masters and replicas, and each copy's own word on
 * role and offset.
 *
 * @param sentinels one entry a sentinel, in configured order
 * @param proxyAnswer what the proxy said to {@code PING}, or why it could not be asked
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
    List<ShardView> shards = List.of();
    long newest = -1;
    for (Address address : state.sentinels()) {
      try (RespClient sentinel = RespClient.connect(address, TIMEOUT_MS)) {
        List<ShardView> known = shardsKnownTo(sentinel, state);
        long epoch = known.stream().mapToLong(ShardView::epoch).max().orElse(0);
        sentinels.add(new SentinelView(address, true, epoch));
        if (epoch > newest && !known.isEmpty()) {
          newest = epoch;
          shards = known;
        }
      } catch (IOException e) {
        sentinels.add(new SentinelView(address, false, 0));
      }
    }
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

  private java.util.Optional<String> acceptsWrites(ShardView shard) {
    try (RespClient client =
        RespClient.connect(shard.master().address(), TIMEOUT_MS, state.password())) {
      // Deletes nothing, but is refused exactly where a write would be.
      Reply reply = client.call("DEL", "vedette:{ready}");
      return reply instanceof Reply.Failure(String message)
          ? java.util.Optional.of(shard.name() + ": " + message)
          : java.util.Optional.empty();
    } catch (IOException e) {
      return java.util.Optional.of(shard.name() + ": " + e.getMessage());
    }
  }

  private static List<ShardView> shardsKnownTo(RespClient sentinel, ClusterState state)
      throws IOException {
    Map<String, String> slots = slotsKnownTo(sentinel);
    List<ShardView> shards = new ArrayList<>();
    for (Reply entry : sentinel.call("SENTINEL", "MASTERS").items()) {
      Map<String, String> master = entry.fields();
      String name = master.get("name");
      if (name == null || !name.startsWith("shard-")) {
        continue;
      }
      List<CopyInfo> replicas = new ArrayList<>();
      for (Reply replica : sentinel.call("SENTINEL", "REPLICAS", name).items()) {
        replicas.add(CopyInfo.ask(ShardView.addressOf(replica.fields()), state.password()));
      }
      shards.add(
          new ShardView(
              name,
              slots.getOrDefault(name, ""),
              Long.parseLong(master.getOrDefault("config-epoch", "0")),
              CopyInfo.ask(ShardView.addressOf(master), state.password()),
              replicas));
    }
    shards.sort(Comparator.comparingInt(shard -> Integer.parseInt(shard.name().substring(6))));
    return shards;
  }

  /** From {@code SENTINEL TOPOLOGY}: each shard's slot range by its name. */
  private static Map<String, String> slotsKnownTo(RespClient sentinel) throws IOException {
    Map<String, String> slots = new TreeMap<>();
    collectSlots(sentinel.call("SENTINEL", "TOPOLOGY"), slots);
    return slots;
  }

  private static void collectSlots(Reply reply, Map<String, String> slots) {
    Map<String, String> fields = reply.fields();
    if (fields.containsKey("name") && fields.containsKey("slots")) {
      slots.put(fields.get("name"), fields.get("slots"));
      return;
    }
    for (Reply item : reply.items()) {
      collectSlots(item, slots);
    }
  }

  private static String askProxy(ClusterState state) {
    try (RespClient proxy = RespClient.connect(state.proxy(), TIMEOUT_MS, state.password())) {
      return proxy.call("PING").text();
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}

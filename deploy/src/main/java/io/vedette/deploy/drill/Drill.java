package io.vedette.deploy.drill;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.ClusterView;
import io.vedette.deploy.cluster.CopyInfo;
import io.vedette.deploy.cluster.LocalCluster;
import io.vedette.deploy.cluster.ShardView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs one drill on a running cluster: load, fault, recovery, read-back. Blocking; for one thread.
 */
public final class Drill {
  private static final int PROXY_CLIENTS = 4;
  private static final int SENTINEL_CLIENTS = 2;
  private static final Duration REJOIN_TIMEOUT = Duration.ofSeconds(30);
  private static final int POLL_MS = 50;
  private static final int READ_BACK_BATCH = 500;
  private static final int READ_BACK_TIMEOUT_MS = 10_000;

  private final LocalCluster cluster;
  private final DrillOptions options;
  private final Consumer<String> progress;

  /** Sets this drill's keys apart from those of other drills on the same database. */
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  public Drill(LocalCluster cluster, DrillOptions options, Consumer<String> progress) {
    this.cluster = cluster;
    this.options = options;
    this.progress = progress;
  }

  /** Runs it. A cluster that is not ready for a drill is a {@link ClusterException}. */
  public DrillReport run() {
    ClusterState state = cluster.require();
    ClusterView before = ClusterView.look(state);
    if (!before.missing().isEmpty()) {
      throw new ClusterException("not ready for a drill: " + before.missing().getFirst());
    }
    if (options.shard() >= before.shards().size()) {
      throw new ClusterException(
          "--shard must be below " + before.shards().size() + ", not " + options.shard());
    }
    ShardView target = before.shards().get(options.shard());
    if (target.replicas().isEmpty()) {
      throw new ClusterException(target.name() + " has no replica: nobody could take over");
    }
    Address oldMaster = target.master().address();
    Running victim =
        state
            .nodeAt(oldMaster)
            .orElseThrow(() -> new ClusterException("no node of this cluster hosts " + oldMaster));
    try {
      return run(state, before, target, victim);
    } catch (IOException e) {
      throw new ClusterException("the drill broke off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  private DrillReport run(ClusterState state, ClusterView before, ShardView target, Running victim)
      throws IOException, InterruptedException {
    String shardName = target.name();
    Address oldMaster = target.master().address();
    ShardKeys keys = ShardKeys.of(before.shards().stream().map(ShardView::slots).toList());
    Ledger viaProxy = Ledger.ofClients("via the proxy", PROXY_CLIENTS);
    Ledger viaSentinels = Ledger.ofClients("via sentinels", SENTINEL_CLIENTS);
    List<LoadClient> proxyClients =
        clients(viaProxy, Route.proxy(state.proxy()), state, keys, allShards(before));
    List<LoadClient> sentinelClients =
        clients(
            viaSentinels,
            Route.sentinels(state.sentinels(), shardName),
            state,
            keys,
            List.of(options.shard()));
    List<Consumer<SentinelWatch.Event>> reconnecting =
        List.of(
            event -> {
              if (event.channel().equals("+switch-master") && event.names(shardName)) {
                sentinelClients.forEach(LoadClient::reconnect);
              }
            });
    long faultNanos;
    long struckNanos;
    ClusterState healed;
    long healNanos;
    OptionalLong rejoinedNanos;
    try (SentinelWatch watch = SentinelWatch.of(state.sentinels(), reconnecting)) {
      List<LoadClient> all =
          Stream.concat(proxyClients.stream(), sentinelClients.stream()).toList();
      List<Thread> threads =
          all.stream().map(client -> Thread.ofPlatform().daemon().start(client)).toList();
      long start = System.nanoTime();
      try {
        progress.accept(
            "%d writes/s for %d s; %s of %s (%s, pid %d) follows"
                .formatted(
                    options.ratePerSecond(),
                    options.seconds(),
                    options.fault().command(),
                    shardName,
                    victim.member().name(),
                    victim.id().pid()));
        sleepUntil(start, options.faultAfterMs());
        faultNanos = System.nanoTime();
        options.fault().strike(victim);
        struckNanos = System.nanoTime();
        progress.accept(options.fault().command());
        sleepUntil(start, options.healAfterMs());
        healNanos = System.nanoTime();
        healed = options.fault().heal(cluster, state, victim);
        progress.accept(victim.member().name() + " is back");
        rejoinedNanos =
            awaitFollowing(state, oldMaster, start + options.seconds() * 1_000_000_000L);
        sleepUntil(start, options.seconds() * 1000L);
      } finally {
        all.forEach(LoadClient::stop);
        for (Thread thread : threads) {
          thread.join(Duration.ofSeconds(20));
        }
        // Never leave a stopped process behind, whatever broke the drill off.
        victim.id().signal("CONT");
      }
      OptionalLong allInSync = awaitAllInSync(healed);
      double rejoinMs =
          allInSync.isEmpty()
              ? Double.NaN
              : DrillReport.since(healNanos, rejoinedNanos.isPresent() ? rejoinedNanos : allInSync);
      progress.accept("reading every write back");
      readBack(state, Stream.concat(viaProxy.writes(), viaSentinels.writes()).toList());
      return new DrillReport(
          options,
          oldMaster.toString(),
          currentMaster(healed),
          faultNanos,
          struckNanos,
          DrillReport.since(faultNanos, watch.first(faultNanos, on("+sdown", shardName))),
          DrillReport.since(faultNanos, watch.first(faultNanos, on("+odown", shardName))),
          DrillReport.since(faultNanos, watch.first(faultNanos, on("+elected-leader", shardName))),
          DrillReport.since(faultNanos, watch.first(faultNanos, on("+switch-master", shardName))),
          rejoinMs,
          viaProxy,
          viaSentinels);
    }
  }

  private static java.util.function.Predicate<SentinelWatch.Event> on(
      String channel, String master) {
    return event -> event.channel().equals(channel) && event.names(master);
  }

  private List<LoadClient> clients(
      Ledger ledger, Route route, ClusterState state, ShardKeys keys, List<Integer> shards) {
    long interval = 1_000_000_000L * (PROXY_CLIENTS + SENTINEL_CLIENTS) / options.ratePerSecond();
    List<LoadClient> clients = new ArrayList<>();
    for (Ledger.Page page : ledger.pages()) {
      String name = run + "." + ledger.initial() + clients.size();
      boolean confirming = clients.size() % 2 == 1;
      clients.add(
          new LoadClient(name, route, state.password(), shards, keys, interval, confirming, page));
    }
    return clients;
  }

  /** Every shard, and the one that is hit in every other place, so that its silence is seen. */
  private List<Integer> allShards(ClusterView view) {
    return IntStream.range(0, view.shards().size())
        .boxed()
        .flatMap(shard -> Stream.of(options.shard(), shard))
        .toList();
  }

  /** When the copy followed a master again; empty if it did not until then. */
  private static OptionalLong awaitFollowing(ClusterState state, Address copy, long deadlineNanos)
      throws InterruptedException {
    while (System.nanoTime() < deadlineNanos) {
      if (CopyInfo.ask(copy, state.password()).follows()) {
        return OptionalLong.of(System.nanoTime());
      }
      Thread.sleep(POLL_MS);
    }
    return OptionalLong.empty();
  }

  /** When every replica was in sync, without load; empty if that took too long. */
  private OptionalLong awaitAllInSync(ClusterState state) {
    try {
      cluster.awaitReady(state, REJOIN_TIMEOUT, progress);
      return OptionalLong.of(System.nanoTime());
    } catch (ClusterException e) {
      progress.accept("not back in sync: " + e.getMessage());
      return OptionalLong.empty();
    }
  }

  private String currentMaster(ClusterState state) {
    return ClusterView.look(state).shards().stream()
        .filter(shard -> shard.name().equals("shard-" + options.shard()))
        .map(shard -> shard.master().address().toString())
        .findFirst()
        .orElse("nobody");
  }

  private static void readBack(ClusterState state, List<Write> writes) throws IOException {
    try (RespClient client =
        RespClient.connect(state.proxy(), READ_BACK_TIMEOUT_MS, state.password())) {
      for (int from = 0; from < writes.size(); from += READ_BACK_BATCH) {
        List<Write> batch = writes.subList(from, Math.min(writes.size(), from + READ_BACK_BATCH));
        for (Write write : batch) {
          client.send("GET", write.key);
        }
        client.flush();
        for (Write write : batch) {
          Reply value = client.read();
          if (value instanceof Reply.Failure(String message)) {
            throw new IOException("reading " + write.key + " back: " + message);
          }
          write.readBack(value.text());
        }
      }
    }
  }

  private static void sleepUntil(long startNanos, long afterMs) throws InterruptedException {
    long left = startNanos + afterMs * 1_000_000 - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }
}

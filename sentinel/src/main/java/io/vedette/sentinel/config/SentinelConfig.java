package io.vedette.sentinel.config;

import io.vedette.protocol.topology.Endpoint;
import java.util.List;
import java.util.Objects;

/**
 * A sentinel's settings. Every sentinel of a database must have the same ones, apart from its
 * identity.
 *
 * @param name {@code sentinel-1}, ...
 * @param database name of the database
 * @param id 40 hex digits, the same after every restart
 * @param incarnation random, of this process
 * @param pid operating system process id
 * @param control its own control address
 * @param api where it speaks the Sentinel API
 * @param sentinels control addresses of all sentinels, its own among them
 * @param quorum how many sentinels must find a master down before a failover, at least 1;
 *     appointing another always takes a majority as well
 * @param nodes how many nodes must have announced themselves before the first placement
 * @param shards into how many shards the slots are split at the first placement
 * @param replicas per shard, less than nodes
 * @param downAfterMs silence after which a copy is subjectively down; also the length of leases
 * @param failoverTimeoutMs how long a failover may take before it is given up and tried anew
 */
public record SentinelConfig(
    String name,
    String database,
    String id,
    long incarnation,
    long pid,
    Endpoint control,
    Endpoint api,
    List<Endpoint> sentinels,
    int quorum,
    int nodes,
    int shards,
    int replicas,
    int downAfterMs,
    int failoverTimeoutMs) {
  public SentinelConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(id, "id");
    sentinels = List.copyOf(sentinels);
    require(sentinels.contains(control), "sentinels do not name " + control + " itself");
    require(sentinels.stream().distinct().count() == sentinels.size(), "a sentinel named twice");
    require(quorum >= 1, "quorum " + quorum + " is below 1");
    require(
        quorum <= sentinels.size(),
        "quorum " + quorum + " is more than the " + sentinels.size() + " sentinels");
    require(nodes >= 1, "nodes " + nodes + " is below 1");
    require(shards >= 1 && shards <= 16_384, "shards " + shards + " is not in 1..16384");
    require(
        replicas >= 0 && replicas < nodes,
        "replicas " + replicas + " must be less than the " + nodes + " nodes");
    require(downAfterMs >= 100, "down-after-milliseconds " + downAfterMs + " is below 100");
    require(failoverTimeoutMs >= 1_000, "failover-timeout " + failoverTimeoutMs + " is below 1000");
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Votes and acceptances needed to decide. */
  public int majority() {
    return sentinels.size() / 2 + 1;
  }

  /** The other sentinels. */
  public List<Endpoint> peers() {
    return sentinels.stream().filter(sentinel -> !sentinel.equals(control)).toList();
  }

  /** How often each copy is checked: five times within down-after, at least five times a second. */
  public int checkIntervalMs() {
    return Math.min(downAfterMs / 5, 200);
  }
}

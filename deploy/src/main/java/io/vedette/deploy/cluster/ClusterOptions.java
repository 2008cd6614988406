package io.vedette.deploy.cluster;

import io.vedette.protocol.transport.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a local cluster shall be.
 *
 * @param replicas replicas of each shard, beside its master
 * @param port the proxy's port
 * @param portFixed whether that port must be taken as it is; otherwise a free one replaces it
 * @param settings directives beyond those that the layout decides
 */
public record ClusterOptions(
    int nodes,
    int shards,
    int replicas,
    int sentinels,
    int port,
    boolean portFixed,
    List<Setting> settings) {
  private static final int MAX_NODES = 64;
  private static final int MAX_SHARDS = 256;
  private static final int MAX_SENTINELS = 15;

  /** What only the layout may decide. */
  private static final Set<String> LAID_OUT =
      Set.of(
          "name",
          "database",
          "bind",
          "port",
          "port-base",
          "control-port",
          "sentinels",
          "dir",
          "nodes",
          "shards",
          "replicas",
          "quorum");

  private static final Set<String> SENTINEL_DIRECTIVES =
      Set.of("down-after-milliseconds", "failover-timeout");

  /** One directive with its value. */
  public record Setting(String directive, String value) {

    /** Reads {@code directive=value}. */
    public static Setting parse(String text) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new ClusterException("--set wants directive=value, not '" + text + "'");
      }
      return new Setting(
          text.substring(0, equals).strip().toLowerCase(), text.substring(equals + 1));
    }

    /** Whether a process of that role is told. */
    boolean concerns(Role role) {
      boolean both = directive.equals(Processors.SERVER_CPULIST.name());
      return switch (role) {
        case SENTINEL -> SENTINEL_DIRECTIVES.contains(directive);
        case PROXY -> both || directive.startsWith("proxy-");
        case NODE ->
            both || !SENTINEL_DIRECTIVES.contains(directive) && !directive.startsWith("proxy-");
      };
    }
  }

  public ClusterOptions {
    settings = List.copyOf(settings);
    require(between(nodes, 1, MAX_NODES), "--nodes must be 1 to " + MAX_NODES + ", not " + nodes);
    require(
        between(shards, 1, MAX_SHARDS), "--shards must be 1 to " + MAX_SHARDS + ", not " + shards);
    require(replicas >= 0, "--replicas must not be negative");
    require(
        replicas < nodes,
        "--replicas %d needs %d nodes: a shard's copies are all on different nodes (--nodes is %d)"
            .formatted(replicas, replicas + 1, nodes));
    require(
        between(sentinels, 1, MAX_SENTINELS),
        "--sentinels must be 1 to " + MAX_SENTINELS + ", not " + sentinels);
    require(between(port, 1, 65535), "--port must be 1 to 65535, not " + port);
    for (Setting setting : settings) {
      require(
          !LAID_OUT.contains(setting.directive()),
          "--set " + setting.directive() + ": up decides this directive itself");
    }
  }

  /** Three nodes, three shards, two replicas of each, three sentinels. */
  public static ClusterOptions defaults() {
    return new ClusterOptions(3, 3, 2, 3, 6379, false, List.of());
  }

  /** The same, with one setting more unless there is one of its directive. */
  ClusterOptions withDefault(Setting setting) {
    if (settings.stream().anyMatch(one -> one.directive().equals(setting.directive()))) {
      return this;
    }
    List<Setting> all = new ArrayList<>(settings);
    all.add(setting);
    return new ClusterOptions(nodes, shards, replicas, sentinels, port, portFixed, all);
  }

  /** How many sentinels must agree that a master is down: a majority. */
  public int quorum() {
    return sentinels / 2 + 1;
  }

  /** The password clients need, where {@code --set requirepass=...} gave one. */
  Optional<String> password() {
    return settings.stream()
        .filter(setting -> setting.directive().equals("requirepass"))
        .map(Setting::value)
        .reduce((first, last) -> last);
  }

  private static boolean between(int value, int min, int max) {
    return value >= min && value <= max;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ClusterException(otherwise);
    }
  }
}

package io.vedette.node.proxy;

import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import java.util.Set;

/** The {@link Route} of every command, worked out once from the command table. */
final class RouteTable {
  private static final Set<String> MANY_KEYS =
      Set.of("del", "unlink", "exists", "touch", "mget", "mset");
  private static final Set<String> ALL_SHARDS =
      Set.of(
          "dbsize",
          "keys",
          "flushall",
          "flushdb",
          "swapdb",
          "randomkey",
          "slowlog|get",
          "slowlog|len",
          "slowlog|reset",
          "latency|latest",
          "latency|history",
          "latency|reset");
  private static final Set<String> TRANSACTION =
      Set.of("multi", "exec", "discard", "watch", "unwatch");
  private static final Set<String> LOCAL =
      Set.of(
          "ping", "echo", "hello", "auth", "select", "client", "info", "command", "time", "role");
  private static final Set<String> LOCAL_SUBCOMMANDS =
      Set.of(
          "config|get",
          "config|help",
          "config|resetstat",
          "object|help",
          "xgroup|help",
          "xinfo|help",
          "slowlog|help",
          "latency|help");
  private static final Set<String> ALWAYS_LOCAL = Set.of("quit", "reset");

  /** Answered by the proxy outside of transactions, and by the shard as well inside. */
  private static final Set<String> IN_TRANSACTION = Set.of("ping", "echo", "time", "object|help");

  private final Route[] routes;
  private final boolean[] mayRunInTransaction;

  RouteTable(CommandTable table) {
    routes = new Route[table.size()];
    mayRunInTransaction = new boolean[table.size()];
    for (int id = 0; id < routes.length; id++) {
      CommandSpec spec = table.byId(id);
      routes[id] = routeOf(spec);
      mayRunInTransaction[id] = IN_TRANSACTION.contains(spec.name());
    }
  }

  Route of(CommandSpec spec) {
    return routes[spec.id()];
  }

  boolean mayRunInTransaction(CommandSpec spec) {
    return mayRunInTransaction[spec.id()];
  }

  private static Route routeOf(CommandSpec spec) {
    String name = spec.name();
    String family = spec.container() == null ? name : spec.container().name();
    if (MANY_KEYS.contains(name)) {
      return Route.MANY_KEYS;
    } else if (ALL_SHARDS.contains(name)) {
      return Route.ALL_SHARDS;
    } else if (TRANSACTION.contains(name)) {
      return Route.TRANSACTION;
    } else if (ALWAYS_LOCAL.contains(name)) {
      return Route.ALWAYS_LOCAL;
    } else if (LOCAL.contains(family) || LOCAL_SUBCOMMANDS.contains(name)) {
      return Route.LOCAL;
    } else if (name.equals("publish") || name.equals("spublish")) {
      return Route.PUBLISH;
    } else if (name.endsWith("subscribe")) {
      return Route.SUBSCRIBE;
    } else if (family.equals("pubsub")) {
      return name.equals("pubsub|help") ? Route.LOCAL : Route.ALL_SHARDS;
    } else if (name.equals("scan")) {
      return Route.SCAN;
    } else if (name.equals("wait") || name.equals("waitaof")) {
      return Route.WAIT;
    }
    if (name.equals("sort") || name.equals("sort_ro")) {
      return Route.SORT;
    }
    boolean keyed = !spec.keySpecs().isEmpty();
    if (!keyed || spec.has(CommandFlag.PUBSUB)) {
      return Route.IMPOSSIBLE;
    }
    return spec.has(CommandFlag.BLOCKING) ? Route.BLOCKING : Route.ONE_SHARD;
  }
}

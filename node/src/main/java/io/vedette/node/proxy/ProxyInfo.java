package io.vedette.node.proxy;

import io.vedette.node.proxy.Pending.Kind;
import io.vedette.protocol.resp.CommandText;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** INFO, and the settings that CONFIG GET shows. */
final class ProxyInfo {
  private static final Set<String> EVERYTHING = Set.of("default", "all", "everything");
  private static final byte[] INFO_KEYSPACE = CommandText.of("INFO", "keyspace");

  private final ProxyCore core;
  private final ProxyFacts facts;
  private long commandsBefore;

  ProxyInfo(ProxyCore core, ProxyFacts facts) {
    this.core = core;
    this.facts = facts;
  }

  /** INFO [section ...]; the keyspace is asked from all shards. */
  void info(Call call) {
    Set<String> wanted = new HashSet<>();
    for (int i = 1; i < call.arguments(); i++) {
      wanted.add(call.text(i).toLowerCase(Locale.ROOT));
    }
    boolean all = wanted.isEmpty() || wanted.stream().anyMatch(EVERYTHING::contains);
    StringBuilder text = new StringBuilder();
    for (String section : List.of("server", "clients", "stats", "replication", "persistence")) {
      if (all || wanted.contains(section)) {
        section(text, section);
      }
    }
    if (!all && !wanted.contains("keyspace") || core.routing().shards() == 0) {
      call.out().verbatim(text.toString());
      return;
    }
    int shards = core.routing().shards();
    Pending place = call.session().begin(Kind.READ, INFO_KEYSPACE.length);
    Gather gather = new KeyspaceInfo(core, place, shards, text.toString());
    for (int shard = 0; shard < shards; shard++) {
      core.shard(shard)
          .lane(2)
          .add(gather.part(shard, Kind.READ, 0), INFO_KEYSPACE, 0, INFO_KEYSPACE.length);
    }
  }

  private void section(StringBuilder text, String section) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(capitalized(section)).append("\r\n");
    fields(section)
        .forEach((name, value) -> text.append(name).append(':').append(value).append("\r\n"));
  }

  private Map<String, Object> fields(String section) {
    ProxyConfig config = core.config();
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (section) {
      case "server" -> {
        long uptimeSeconds = (core.wallMicros() - facts.startedAtMicros()) / 1_000_000;
        fields.put("redis_version", ProxyFacts.REDIS_VERSION);
        fields.put("redis_mode", "standalone");
        fields.put("vedette_role", "proxy");
        fields.put("vedette_name", config.name());
        fields.put("vedette_database", config.database());
        fields.put("multiplexing_api", facts.transport());
        fields.put("process_id", facts.pid());
        fields.put("run_id", facts.runId());
        fields.put("tcp_port", facts.port().getAsInt());
        fields.put("server_time_usec", core.wallMicros());
        fields.put("uptime_in_seconds", uptimeSeconds);
        fields.put("uptime_in_days", uptimeSeconds / 86_400);
      }
      case "clients" -> {
        fields.put("connected_clients", facts.clients().count());
        fields.put("maxclients", config.maxClients());
        fields.put("blocked_clients", 0);
      }
      case "persistence" -> fields.put("loading", core.routing().shards() == 0 ? 1 : 0);
      case "stats" -> {
        fields.put("total_connections_received", facts.clients().accepted());
        fields.put("total_commands_processed", commands() - commandsBefore);
        fields.put("rejected_connections", facts.rejected().sum());
        fields.put("proxy_parked_bytes", core.parking().bytes());
      }
      case "replication" -> {
        fields.put("role", "master");
        fields.put("connected_slaves", 0);
        fields.put("topology_version", core.routing().topology().version());
        core.routing()
            .topology()
            .shards()
            .forEach(
                shard ->
                    fields.put(
                        shard.name(),
                        "slots="
                            + shard.slots()
                            + ",epoch="
                            + shard.epoch()
                            + ",master="
                            + shard.masterCopy().endpoint()));
      }
      default -> throw new IllegalArgumentException(section);
    }
    return fields;
  }

  private long commands() {
    return facts.commands().sum();
  }

  void resetStatistics() {
    commandsBefore = commands();
  }

  /** CONFIG GET; false, with nothing answered, if a pattern is for more than the proxy's own. */
  boolean configGet(Call call) {
    List<String> names = new ArrayList<>();
    for (int i = 2; i < call.arguments(); i++) {
      String pattern = call.text(i).toLowerCase(Locale.ROOT);
      if (!facts.settings().containsKey(pattern)) {
        return false;
      }
      names.add(pattern);
    }
    ReplyBuffer out = call.out();
    out.map(names.size());
    for (String name : names) {
      out.bulk(name);
      out.bulk(facts.settings().get(name));
    }
    return true;
  }

  private static String capitalized(String section) {
    return Character.toUpperCase(section.charAt(0)) + section.substring(1);
  }
}

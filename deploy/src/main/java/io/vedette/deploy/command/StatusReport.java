package io.vedette.deploy.command;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.ClusterView;
import io.vedette.deploy.cluster.ClusterView.SentinelView;
import io.vedette.deploy.cluster.CopyInfo;
import io.vedette.deploy.cluster.Role;
import io.vedette.deploy.cluster.ShardView;
import io.vedette.deploy.text.Json;
import io.vedette.deploy.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster's status as a table for people and as JSON for tools. */
final class StatusReport {
  private StatusReport() {}

  static String json(ClusterView view) {
    ClusterState state = view.state();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("proxy", state.proxy());
    root.put("sentinels", state.sentinels());
    root.put("shards", view.shards().stream().map(StatusReport::shardJson).toList());
    root.put("processes", state.processes().stream().map(StatusReport::processJson).toList());
    root.put("ready", view.missing().isEmpty());
    root.put("missing", view.missing());
    return Json.write(root);
  }

  private static Map<String, Object> shardJson(ShardView shard) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", shard.name());
    json.put("slots", shard.slots());
    json.put("epoch", shard.epoch());
    json.put("master", shard.master().address());
    json.put("replicas", shard.replicas().stream().map(CopyInfo::address).toList());
    json.put("offset", shard.master().offsetBytes());
    json.put("lag", shard.replicas().stream().map(shard::lagBytes).toList());
    return json;
  }

  private static Map<String, Object> processJson(Running running) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("role", running.member().role().command());
    json.put("name", running.member().name());
    json.put("pid", running.id().pid());
    json.put("alive", running.id().isAlive());
    return json;
  }

  static String text(ClusterView view) {
    ClusterState state = view.state();
    StringBuilder out = new StringBuilder();
    out.append("proxy      ").append(state.proxy()).append("  ").append(view.proxyAnswer());
    out.append('\n');
    for (SentinelView sentinel : view.sentinels()) {
      out.append("sentinel   ")
          .append(sentinel.address())
          .append(sentinel.reachable() ? "  epoch " + sentinel.epoch() : "  does not answer")
          .append('\n');
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SHARD", "SLOTS", "EPOCH", "COPY", "NODE", "ROLE", "OFFSET", "LAG"));
    for (ShardView shard : view.shards()) {
      rows.add(
          row(
              state,
              shard.master(),
              shard.name(),
              shard.slots(),
              Long.toString(shard.epoch()),
              shard.master().role(),
              "-"));
      for (CopyInfo replica : shard.replicas()) {
        String role = replica.reachable() ? replicaRole(replica) : replica.role();
        rows.add(row(state, replica, "", "", "", role, Long.toString(shard.lagBytes(replica))));
      }
    }
    out.append('\n').append(TextTable.draw(rows)).append('\n');
    List<List<String>> processes = new ArrayList<>();
    processes.add(List.of("PROCESS", "PID", "PORT", "STATE"));
    for (Running running : state.processes()) {
      processes.add(
          List.of(
              running.member().name(),
              Long.toString(running.id().pid()),
              ports(running, state.shards()),
              running.id().isAlive() ? "running" : "ended"));
    }
    out.append(TextTable.draw(processes));
    List<String> missing = view.missing();
    out.append('\n').append(missing.isEmpty() ? "ready" : "not ready:").append('\n');
    missing.forEach(line -> out.append("  ").append(line).append('\n'));
    return out.toString();
  }

  private static String replicaRole(CopyInfo replica) {
    if (!replica.role().equals("slave")) {
      return replica.role();
    }
    return replica.linkUp() ? "replica" : "replica, link down";
  }

  private static List<String> row(
      ClusterState state,
      CopyInfo copy,
      String shard,
      String slots,
      String epoch,
      String role,
      String lag) {
    Address at = copy.address();
    String node = state.nodeAt(at).map(one -> one.member().name()).orElse("?");
    return List.of(
        shard, slots, epoch, at.toString(), node, role, Long.toString(copy.offsetBytes()), lag);
  }

  private static String ports(Running running, int shards) {
    int port = running.member().port();
    return running.member().role() == Role.NODE && shards > 1
        ? port + "-" + (port + shards - 1)
        : Integer.toString(port);
  }
}

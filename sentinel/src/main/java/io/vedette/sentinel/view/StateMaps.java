package io.vedette.sentinel.view;

import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.message.Progress;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.monitor.CopyObservation;
import io.vedette.sentinel.monitor.PeerObservation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * State maps as Redis Sentinel shows them: its fields, in its order. A copy's health check stands
 * for Redis's PING and INFO alike.
 */
final class StateMaps {
  private static final String NO_RUN_ID = "";

  private final SentinelConfig config;
  private final long nowMs;

  StateMaps(SentinelConfig config, long nowMs) {
    this.config = config;
    this.nowMs = nowMs;
  }

  /**
   * @param failoverState empty when no failover is under way here
   */
  SequencedMap<String, String> master(
      Shard shard,
      Optional<CopyObservation> seen,
      long objectivelyDownSinceMs,
      Optional<String> failoverState,
      int otherSentinels) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    StringBuilder flags = new StringBuilder();
    seen.ifPresent(copy -> appendDownFlag(flags, copy.isDown()));
    flags.append(objectivelyDownSinceMs >= 0 ? "o_down," : "").append("master");
    seen.filter(copy -> isDisconnected(copy)).ifPresent(copy -> flags.append(",disconnected"));
    failoverState.ifPresent(state -> flags.append(",failover_in_progress"));
    identity(map, shard.name(), shard.masterCopy().endpoint(), runId(seen), flags.toString());
    failoverState.ifPresent(state -> map.put("failover-state", state));
    pings(map, seen);
    if (objectivelyDownSinceMs >= 0) {
      map.put("o-down-time", Long.toString(nowMs - objectivelyDownSinceMs));
    }
    map.put("down-after-milliseconds", Integer.toString(config.downAfterMs()));
    roles(map, seen);
    map.put("config-epoch", Long.toString(shard.epoch()));
    map.put("num-slaves", Integer.toString(shard.copies().size() - 1));
    map.put("num-other-sentinels", Integer.toString(otherSentinels));
    map.put("quorum", Integer.toString(config.quorum()));
    map.put("failover-timeout", Integer.toString(config.failoverTimeoutMs()));
    map.put("parallel-syncs", Integer.toString(Math.max(1, shard.copies().size() - 1)));
    return map;
  }

  /** The database as a whole: a master whose address is the proxy's. */
  SequencedMap<String, String> proxy(
      Endpoint endpoint, long incarnation, long heardMs, boolean down, int otherSentinels) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    String runId = String.format("%040x", incarnation);
    identity(
        map, config.database(), endpoint, runId, down ? "s_down,master,disconnected" : "master");
    String ago = Long.toString(nowMs - heardMs);
    map.put("last-ping-sent", "0");
    map.put("last-ok-ping-reply", ago);
    map.put("last-ping-reply", ago);
    if (down) {
      map.put("s-down-time", ago);
    }
    map.put("down-after-milliseconds", Integer.toString(config.downAfterMs()));
    map.put("info-refresh", ago);
    map.put("role-reported", "master");
    map.put("role-reported-time", ago);
    map.put("config-epoch", "0");
    map.put("num-slaves", "0");
    map.put("num-other-sentinels", Integer.toString(otherSentinels));
    map.put("quorum", Integer.toString(config.quorum()));
    map.put("failover-timeout", Integer.toString(config.failoverTimeoutMs()));
    map.put("parallel-syncs", "1");
    return map;
  }

  SequencedMap<String, String> replica(Shard shard, Copy copy, Optional<CopyObservation> seen) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    StringBuilder flags = new StringBuilder();
    seen.ifPresent(c -> appendDownFlag(flags, c.isDown()));
    flags.append("slave");
    seen.filter(c -> isDisconnected(c)).ifPresent(c -> flags.append(",disconnected"));
    identity(map, copy.endpoint().toString(), copy.endpoint(), runId(seen), flags.toString());
    pings(map, seen);
    map.put("down-after-milliseconds", Integer.toString(config.downAfterMs()));
    roles(map, seen);
    Optional<HealthReport> report = seen.flatMap(CopyObservation::report);
    Endpoint master = report.flatMap(HealthReport::master).orElse(shard.masterCopy().endpoint());
    map.put(
        "master-link-down-time", Long.toString(report.map(HealthReport::linkDownMs).orElse(0L)));
    map.put("master-link-status", report.map(HealthReport::linkUp).orElse(false) ? "ok" : "err");
    map.put("master-host", master.host());
    map.put("master-port", Integer.toString(master.port()));
    map.put("slave-priority", Integer.toString(report.map(HealthReport::priority).orElse(100)));
    map.put(
        "slave-repl-offset",
        Long.toString(report.map(HealthReport::progress).map(Progress::appliedOffset).orElse(0L)));
    map.put("replica-announced", "1");
    return map;
  }

  SequencedMap<String, String> sentinel(PeerObservation peer, Opinions last, List<Opinions> all) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    String flags = peer.isDown() ? "s_down,sentinel,disconnected" : "sentinel";
    identity(map, last.id(), last.api(), last.id(), flags);
    String ago = Long.toString(nowMs - peer.heardMs());
    map.put("last-ping-sent", "0");
    map.put("last-ok-ping-reply", ago);
    map.put("last-ping-reply", ago);
    if (peer.isDown()) {
      map.put("s-down-time", ago);
    }
    map.put("down-after-milliseconds", Integer.toString(config.downAfterMs()));
    map.put("last-hello-message", ago);
    map.put("voted-leader", last.votedFor().map(control -> idOf(control, all)).orElse("?"));
    map.put("voted-leader-epoch", Long.toString(last.votedEpoch()));
    return map;
  }

  private String idOf(Endpoint control, List<Opinions> all) {
    if (control.equals(config.control())) {
      return config.id();
    }
    return all.stream()
        .filter(other -> other.from().equals(control))
        .map(Opinions::id)
        .findFirst()
        .orElse("?");
  }

  private static void appendDownFlag(StringBuilder flags, boolean down) {
    if (down) {
      flags.append("s_down,");
    }
  }

  private static boolean isDisconnected(CopyObservation copy) {
    return copy.isRefused() || copy.report().isEmpty();
  }

  private static String runId(Optional<CopyObservation> seen) {
    return seen.flatMap(CopyObservation::report).map(HealthReport::runId).orElse(NO_RUN_ID);
  }

  private static void identity(
      SequencedMap<String, String> map,
      String name,
      Endpoint endpoint,
      String runId,
      String flags) {
    map.put("name", name);
    map.put("ip", endpoint.host());
    map.put("port", Integer.toString(endpoint.port()));
    map.put("runid", runId);
    map.put("flags", flags);
    map.put("link-pending-commands", "0");
    map.put("link-refcount", "1");
  }

  private void pings(SequencedMap<String, String> map, Optional<CopyObservation> seen) {
    long reported = seen.map(CopyObservation::reportedMs).orElse(-1L);
    long checked = seen.map(CopyObservation::lastCheckMs).orElse(Long.MIN_VALUE);
    boolean pending = checked != Long.MIN_VALUE && checked > reported;
    String ago = reported < 0 ? "0" : Long.toString(nowMs - reported);
    map.put("last-ping-sent", pending ? Long.toString(nowMs - checked) : "0");
    map.put("last-ok-ping-reply", ago);
    map.put("last-ping-reply", ago);
    seen.filter(CopyObservation::isDown)
        .ifPresent(copy -> map.put("s-down-time", Long.toString(nowMs - copy.downSinceMs())));
  }

  private void roles(SequencedMap<String, String> map, Optional<CopyObservation> seen) {
    long reported = seen.map(CopyObservation::reportedMs).orElse(-1L);
    Optional<CopyRole> role = seen.flatMap(CopyObservation::report).map(HealthReport::role);
    map.put("info-refresh", reported < 0 ? "0" : Long.toString(nowMs - reported));
    map.put("role-reported", role.equals(Optional.of(CopyRole.MASTER)) ? "master" : "slave");
    map.put(
        "role-reported-time",
        Long.toString(nowMs - seen.map(CopyObservation::roleSinceMs).orElse(nowMs)));
  }
}

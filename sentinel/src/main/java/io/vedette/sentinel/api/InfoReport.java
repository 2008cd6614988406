package io.vedette.sentinel.api;

import io.vedette.sentinel.view.SentinelViews;
import java.util.Collection;
import java.util.List;

/** The text of INFO on a sentinel's port. */
final class InfoReport {
  private static final List<String> ALL = List.of("server", "clients", "cpu", "stats", "sentinel");
  private static final List<String> EVERYTHING = List.of("all", "default", "everything");
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Facts facts;
  private final SentinelViews views;
  private final StringBuilder text = new StringBuilder(1024);

  /**
   * What INFO shows of the port, taken on the port's own thread.
   *
   * @param unixTimeMs when it was taken
   */
  record Facts(
      ApiIdentity identity,
      long uptimeSeconds,
      long unixTimeMs,
      int connectedClients,
      long connectionsReceived,
      long commands,
      long inputBytes,
      long outputBytes,
      long rejectedConnections) {
    static Facts of(ApiContext context) {
      ApiContext.Traffic traffic = context.traffic();
      return new Facts(
          context.identity(),
          (context.clockMs().getAsLong() - context.startedMs()) / 1000,
          context.unixClockMs().getAsLong(),
          context.clients().size(),
          context.clients().connectionsReceived(),
          traffic.commands,
          traffic.inputBytes,
          traffic.outputBytes,
          traffic.rejectedConnections);
    }
  }

  InfoReport(Facts facts, SentinelViews views) {
    this.facts = facts;
    this.views = views;
  }

  /** The named sections in Redis's order; all of them for none or {@code all}. */
  String render(Collection<String> asked) {
    boolean all = asked.isEmpty() || asked.stream().anyMatch(EVERYTHING::contains);
    for (String section : ALL) {
      if (all || asked.contains(section)) {
        if (!text.isEmpty()) {
          text.append("\r\n");
        }
        section(section);
      }
    }
    return text.toString();
  }

  private void section(String name) {
    text.append("# ")
        .append(
            name.equals("cpu") ? "CPU" : Character.toUpperCase(name.charAt(0)) + name.substring(1))
        .append("\r\n");
    switch (name) {
      case "server" -> server();
      case "clients" -> clients();
      case "cpu" -> cpu();
      case "stats" -> stats();
      default -> sentinel();
    }
  }

  private void server() {
    line("redis_version", ConnectionCommands.REDIS_VERSION);
    line("redis_mode", "sentinel");
    line("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    line("arch_bits", 64);
    line("process_id", facts.identity().pid());
    line("run_id", facts.identity().id());
    line("tcp_port", facts.identity().api().port());
    line("server_time_usec", facts.unixTimeMs() * 1000);
    line("uptime_in_seconds", facts.uptimeSeconds());
    line("uptime_in_days", facts.uptimeSeconds() / 86_400);
    line("vedette_name", facts.identity().name());
    line("vedette_database", facts.identity().database());
    line("vedette_control", facts.identity().control());
  }

  private void clients() {
    line("connected_clients", facts.connectedClients());
    line("maxclients", facts.identity().maxClients());
    line("blocked_clients", 0);
  }

  private void cpu() {
    long micros =
        ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos() / 1000).orElse(0L);
    line(
        "used_cpu_user",
        "%d.%06d".formatted(micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND));
  }

  private void stats() {
    line("total_connections_received", facts.connectionsReceived());
    line("total_commands_processed", facts.commands());
    line("total_net_input_bytes", facts.inputBytes());
    line("total_net_output_bytes", facts.outputBytes());
    line("rejected_connections", facts.rejectedConnections());
  }

  private void sentinel() {
    List<String> masters = views.infoLines();
    long tiltMs = views.tiltMs();
    line("sentinel_masters", masters.size());
    line("sentinel_tilt", tiltMs >= 0 ? 1 : 0);
    line("sentinel_tilt_since_seconds", tiltMs >= 0 ? tiltMs / 1000 : -1);
    line("sentinel_running_scripts", 0);
    line("sentinel_scripts_queue_length", 0);
    line("sentinel_simulate_failure_flags", 0);
    line("vedette_topology", views.topology().version());
    for (int i = 0; i < masters.size(); i++) {
      line("master" + i, masters.get(i));
    }
  }

  private void line(String field, Object value) {
    text.append(field).append(':').append(value).append("\r\n");
  }
}

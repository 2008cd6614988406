package io.vedette.node.command.server;

import io.vedette.node.command.Execution;
import io.vedette.node.command.RedisVersion;
import io.vedette.node.command.Session;
import java.util.Collection;
import java.util.Locale;

/** The sections of INFO about the process and its clients. */
final class ServerInfo {
  private static final int LRU_CLOCK_MASK = 0xffffff;

  private ServerInfo() {}

  static void server(InfoText out, InfoSources sources, long nowMs) {
    ProcessFacts.Identity process = sources.process().identity();
    long uptimeSeconds = Math.max(0, nowMs - process.startedAtMs()) / 1000;
    out.section("Server");
    out.field("redis_version", RedisVersion.REPORTED)
        .field("redis_git_sha1", "00000000")
        .field("redis_git_dirty", 0)
        .field("redis_mode", "standalone")
        .field("vedette_version", process.version())
        .field("java_version", process.javaVersion())
        .field("os", process.os())
        .field("arch_bits", 64)
        .field("multiplexing_api", process.transport())
        .field("process_id", process.pid())
        .field("process_supervised", "no")
        .field("run_id", sources.runId())
        .field("tcp_port", sources.port())
        .field("server_time_usec", nowMs * 1000)
        .field("uptime_in_seconds", uptimeSeconds)
        .field("uptime_in_days", uptimeSeconds / 86_400)
        .field("hz", 10)
        .field("configured_hz", 10)
        .field("lru_clock", nowMs / 1000 & LRU_CLOCK_MASK)
        .field("executable", process.executable())
        .field("config_file", process.configFile())
        .field("io_threads_active", 0);
  }

  static void clients(InfoText out, InfoSources sources, Execution x) {
    Collection<Session> sessions = x.server().sessions();
    out.section("Clients");
    out.field("connected_clients", sessions.size())
        .field("cluster_connections", 0)
        .field("maxclients", sources.maxClients().getAsInt())
        .field(
            "client_recent_max_input_buffer",
            sessions.stream().mapToLong(Session::inputBytes).max().orElse(0))
        .field(
            "client_recent_max_output_buffer",
            sessions.stream().mapToLong(session -> session.link().outputBytes()).max().orElse(0))
        .field(
            "blocked_clients",
            sessions.stream().filter(Session::isBlocked).count()
                + sources.blocked().besideSessions())
        .field("tracking_clients", 0)
        .field("clients_in_timeout_table", sources.blocked().withDeadline())
        .field("total_blocking_keys", sources.blocked().keys())
        .field("total_blocking_keys_on_nokey", sources.blocked().keysAwaitedGone());
  }

  static void memory(InfoText out, InfoSources sources, Execution x) {
    ProcessFacts process = sources.process();
    long used = process.usedMemoryBytes();
    long resident = process.residentBytes();
    out.section("Memory");
    out.size("used_memory", used)
        .size("used_memory_rss", resident)
        .size("used_memory_peak", process.peakMemoryBytes())
        .field("used_memory_dataset", x.keyspace().memoryBytes())
        .size("total_system_memory", process.systemMemoryBytes())
        .size("maxmemory", 0)
        .field("maxmemory_policy", "noeviction")
        .field(
            "mem_fragmentation_ratio",
            String.format(Locale.ROOT, "%.2f", used == 0 ? 0 : (double) resident / used))
        .field("mem_allocator", "jvm")
        .field("active_defrag_running", 0)
        .field("lazyfree_pending_objects", 0)
        .field("lazyfreed_objects", 0);
  }

  static void persistence(InfoText out, InfoSources sources) {
    out.section("Persistence");
    out.field("loading", sources.state().isLoading() ? 1 : 0).field("async_loading", 0);
    out.lines(sources.snapshotFields().get());
    out.lines(sources.aofFields().get());
    out.field("module_fork_in_progress", 0);
    out.lines(sources.loadingFields().get());
  }

  static void cpu(InfoText out, InfoSources sources) {
    out.section("CPU");
    out.seconds("used_cpu_sys", sources.process().systemCpuSeconds())
        .seconds("used_cpu_user", sources.process().userCpuSeconds())
        .seconds("used_cpu_sys_children", 0)
        .seconds("used_cpu_user_children", 0);
  }
}

package io.vedette.deploy.bench;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs the machine's {@code redis-benchmark}. */
final class RedisBenchmark {
  private static final double MICROS_PER_TICK = 10_000;
  private static final int CONNECTIONS = 50;
  private static final int TIMEOUT_SECONDS = 120;

  private RedisBenchmark() {}

  /** One round against a server, with the CPU time that its process used for it. */
  static Round run(Address at, ProcessId server, Workload workload) {
    long before = server.cpuTicks();
    double requestsPerSecond = run(at, workload);
    double cpuMicros = (server.cpuTicks() - before) * MICROS_PER_TICK / workload.requests();
    return new Round(cpuMicros, requestsPerSecond);
  }

  /** Sets so many random ones of so many keys. */
  static void fill(Address at, int keys, int valueBytes) {
    List<String> more = List.of("-r", Integer.toString(keys), "-d", Integer.toString(valueBytes));
    run(at, new Workload("SET", 64, keys, 1), more);
  }

  private static double run(Address at, Workload workload) {
    return run(at, workload, List.of());
  }

  private static double run(Address at, Workload workload, List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "redis-benchmark",
                "-h",
                at.host(),
                "-p",
                Integer.toString(at.port()),
                "-c",
                Integer.toString(CONNECTIONS),
                "-n",
                Integer.toString(workload.requests()),
                "-P",
                Integer.toString(workload.pipeline()),
                "-t",
                workload.command().toLowerCase(Locale.ROOT),
                "--csv"));
    command.addAll(more);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new ClusterException("redis-benchmark does not end");
      }
      return requestsPerSecond(output, workload.command());
    } catch (IOException e) {
      throw new ClusterException("cannot run redis-benchmark: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  /** The second column of the command's line of {@code --csv}. */
  static double requestsPerSecond(String csv, String command) {
    return csv.lines()
        .filter(line -> line.startsWith("\"" + command + "\","))
        .map(line -> line.split(",")[1].replace("\"", ""))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow(() -> new ClusterException("redis-benchmark failed: " + csv.strip()));
  }
}

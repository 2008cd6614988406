package io.vedette.deploy.bench;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.ProcessId;
import io.vedette.deploy.cluster.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the machine's {@code redis-benchmark}. */
final class RedisBenchmark {
  private static final double MICROS_PER_TICK = 10_000;
  private static final int CONNECTIONS = 50;
  private static final Duration BOUND = Duration.ofSeconds(120);

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

  /**
   * One round of any command.
   *
   * @param range {@code __rand_int__} in an argument becomes a number below it
   * @return what one command took on average: CPU time of the server, and requests a second
   */
  static Round run(
      Address at,
      ProcessId server,
      int connections,
      int pipeline,
      int requests,
      int range,
      List<String> command) {
    List<String> line = new ArrayList<>(program(at, connections, pipeline, requests));
    line.addAll(List.of("-r", Integer.toString(range)));
    line.addAll(command);
    long before = server.cpuTicks();
    List<String> csv = Program.run(line, BOUND).text().lines().toList();
    double cpuMicros = (server.cpuTicks() - before) * MICROS_PER_TICK / requests;
    return new Round(cpuMicros, Double.parseDouble(csv.getLast().split("\",\"")[1]));
  }

  private static double run(Address at, Workload workload) {
    return run(at, workload, List.of());
  }

  private static double run(Address at, Workload workload, List<String> more) {
    List<String> command =
        new ArrayList<>(program(at, CONNECTIONS, workload.pipeline(), workload.requests()));
    command.addAll(List.of("-t", workload.command().toLowerCase(Locale.ROOT)));
    command.addAll(more);
    return requestsPerSecond(Program.run(command, BOUND).text(), workload.command());
  }

  private static List<String> program(Address at, int connections, int pipeline, int requests) {
    return List.of(
        "redis-benchmark",
        "-h",
        at.host(),
        "-p",
        Integer.toString(at.port()),
        "-c",
        Integer.toString(connections),
        "-n",
        Integer.toString(requests),
        "-P",
        Integer.toString(pipeline),
        "--csv");
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

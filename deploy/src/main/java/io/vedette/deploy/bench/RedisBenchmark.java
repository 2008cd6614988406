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
  private static final double NANOS_PER_MICRO = 1_000;
  private static final int CONNECTIONS = 50;
  private static final Duration BOUND = Duration.ofMinutes(5);

  private RedisBenchmark() {}

  /** One round against a server, with the CPU time that its process used for it. */
  static Round run(Address at, ProcessId server, Workload workload) {
    long before = server.cpuNanos();
    double requestsPerSecond = run(at, workload);
    double cpuMicros = (server.cpuNanos() - before) / NANOS_PER_MICRO / workload.requests();
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
    long before = server.cpuNanos();
    String[] columns = columns(at, connections, pipeline, requests, range, command);
    double cpuMicros = (server.cpuNanos() - before) / NANOS_PER_MICRO / requests;
    return new Round(cpuMicros, Double.parseDouble(columns[1]));
  }

  /** How long one command of such a round waited at most, in milliseconds. */
  static double longestWaitMs(
      Address at, int connections, int pipeline, int requests, int range, List<String> command) {
    String[] columns = columns(at, connections, pipeline, requests, range, command);
    return Double.parseDouble(columns[columns.length - 1]);
  }

  private static String[] columns(
      Address at, int connections, int pipeline, int requests, int range, List<String> command) {
    List<String> line = new ArrayList<>(program(at, connections, pipeline, requests));
    line.addAll(List.of("-r", Integer.toString(range)));
    line.addAll(command);
    return columns(Program.run(line, BOUND).text());
  }

  /**
   * Of the last line of {@code --csv}: name of the test, requests a second, and milliseconds that a
   * command waited on average, at least, at three percentiles and at most.
   */
  static String[] columns(String csv) {
    String text = csv.stripTrailing();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    if (!last.startsWith("\"") || !last.endsWith("\"")) {
      throw new ClusterException("redis-benchmark failed: " + csv.strip());
    }
    return last.substring(1, last.length() - 1).split("\",\"");
  }

  private static double run(Address at, Workload workload) {
    return run(at, workload, List.of());
  }

  private static double run(Address at, Workload workload, List<String> more) {
    List<String> command =
        new ArrayList<>(program(at, CONNECTIONS, workload.pipeline(), workload.requests()));
    command.addAll(List.of("-t", workload.command().toLowerCase(Locale.ROOT)));
    command.addAll(more);
    return Double.parseDouble(columns(Program.run(command, BOUND).text())[1]);
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
}

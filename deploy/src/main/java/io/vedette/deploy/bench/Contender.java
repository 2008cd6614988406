package io.vedette.deploy.bench;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.FreePorts;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.ProcessId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that is measured, Vedette's or the machine's redis-server; ended by {@link #close}. */
final class Contender implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int TIMEOUT_MS = 120_000;

  private final String name;
  private final Address at;
  private final ProcessId process;
  private final long startMs;

  private Contender(String name, Address at, ProcessId process, long startMs) {
    this.name = name;
    this.at = at;
    this.process = process;
    this.startMs = startMs;
  }

  /** Starts {@code vedette server} and waits until it serves. */
  static Contender vedette(Launcher launcher, Path dir, String... directives) {
    return start("vedette", dir, directives, (command, log) -> launcher.start(log, command));
  }

  /** Starts {@code redis-server} and waits until it serves. */
  static Contender redis(Path dir, String... directives) {
    return start("redis", dir, directives, Contender::startRedis);
  }

  private interface Starter {
    ProcessId start(List<String> command, Path log) throws IOException;
  }

  private static Contender start(String name, Path dir, String[] directives, Starter starter) {
    Address at = Address.local(FreePorts.search().block(1));
    List<String> command = new ArrayList<>();
    command.add(name.equals("redis") ? "redis-server" : "server");
    command.addAll(List.of("--port", Integer.toString(at.port()), "--bind", at.host()));
    command.addAll(List.of("--save", "", "--dir", dir.toString()));
    command.addAll(List.of("--enable-debug-command", "yes"));
    command.addAll(List.of(directives));
    Path log = dir.resolveSibling(dir.getFileName() + ".log");
    try {
      Files.createDirectories(dir);
      long before = System.nanoTime();
      ProcessId process = starter.start(command, log);
      boolean serves =
          Await.until(START, () -> Await.answersPing(at) || !process.isAlive())
              && process.isAlive();
      if (!serves) {
        process.signal("KILL");
        throw new ClusterException(name + " does not serve:\n" + Launcher.endOf(log));
      }
      return new Contender(name, at, process, (System.nanoTime() - before) / 1_000_000);
    } catch (IOException e) {
      throw new ClusterException(
          "cannot start "
              + name
              + " (redis-server and redis-benchmark are in the packages"
              + " redis-server and redis-tools): "
              + e.getMessage(),
          e);
    }
  }

  private static ProcessId startRedis(List<String> command, Path log) throws IOException {
    return ProcessId.of(
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .pid());
  }

  String name() {
    return name;
  }

  Address at() {
    return at;
  }

  ProcessId process() {
    return process;
  }

  /** Milliseconds from the start of the process to the first PONG, loading included. */
  long startMs() {
    return startMs;
  }

  RespClient connect() throws IOException {
    return RespClient.connect(at, TIMEOUT_MS);
  }

  /** Resident memory in bytes. */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  /** A number that INFO tells. */
  long info(RespClient client, String field) throws IOException {
    String text = client.require("INFO", "everything").text();
    int start = text.indexOf("\n" + field + ":") + field.length() + 2;
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == start ? 0 : Long.parseLong(text.substring(start, end));
  }

  @Override
  public void close() {
    process.signal("TERM");
    if (!Await.until(STOP, () -> !process.isAlive())) {
      process.signal("KILL");
    }
  }
}

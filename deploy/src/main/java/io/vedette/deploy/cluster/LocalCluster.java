package io.vedette.deploy.cluster;

import io.vedette.deploy.cluster.ClusterState.Running;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster of separate processes that belongs to one folder. Blocking; for one thread. Every
 * failure is a {@link ClusterException} whose message is meant for the user.
 */
public final class LocalCluster {
  private static final Duration TERM_GRACE = Duration.ofSeconds(10);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);
  private static final int POLL_MS = 100;
  private static final int REPORT_EVERY_MS = 2000;

  /** Also the mark of a folder that is ours, since {@code up} clears what it finds there. */
  private static final String LOCK_FILE = "cluster.lock";

  private final Path dir;
  private final Launcher launcher;

  public LocalCluster(Path dir, Launcher launcher) {
    this.dir = dir.toAbsolutePath().normalize();
    this.launcher = launcher;
  }

  /** The cluster's folder: {@code config/}, {@code data/}, {@code log/}, {@code cluster.state}. */
  public Path dir() {
    return dir;
  }

  /** The state of a cluster some process of which is alive; empty when nothing runs. */
  public Optional<ClusterState> running() {
    return ClusterState.load(dir)
        .filter(state -> state.processes().stream().anyMatch(one -> one.id().isAlive()));
  }

  /** Like {@link #running}, but refuses when nothing runs. */
  public ClusterState require() {
    return running()
        .orElseThrow(
            () ->
                new ClusterException(
                    "no cluster runs in " + dir + "; start one with: vedette up --dir " + dir));
  }

  /**
   * Starts all processes and waits until the cluster is ready. On failure nothing is left running;
   * the message names the process and holds the end of its log.
   *
   * @param progress gets a line now and then
   * @return its state when it is ready
   */
  public ClusterState up(ClusterOptions options, Duration timeout, Consumer<String> progress) {
    try {
      Files.createDirectories(dir);
      refuseForeignFolder();
      try (FileChannel lockFile =
              FileChannel.open(
                  dir.resolve("cluster.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = lockFile.tryLock()) {
        if (lock == null) {
          throw new ClusterException("another 'up' is starting a cluster in " + dir);
        }
        return startAndAwait(options, timeout, progress);
      }
    } catch (IOException e) {
      throw new ClusterException("cannot prepare " + dir + ": " + e.getMessage(), e);
    }
  }

  private void refuseForeignFolder() throws IOException {
    try (var files = Files.list(dir)) {
      if (!Files.exists(dir.resolve(LOCK_FILE)) && files.findAny().isPresent()) {
        throw new ClusterException(
            dir + " holds other files; give --dir a new or empty folder, or one of a cluster");
      }
    }
  }

  private ClusterState startAndAwait(
      ClusterOptions options, Duration timeout, Consumer<String> progress) throws IOException {
    ClusterLayout layout = ClusterLayout.choose(options, FreePorts.search());
    forgetLastCluster();
    layout.write(dir);
    List<Running> started = new ArrayList<>();
    ClusterState state = stateOf(options, started);
    try {
      for (Member member : layout.members()) {
        started.add(new Running(member, launcher.start(member, dir)));
        state = stateOf(options, started);
        state.save(dir);
      }
      progress.accept(
          "started %d sentinels, %d nodes and a proxy; logs in %s"
              .formatted(options.sentinels(), options.nodes(), dir.resolve("log")));
      awaitReady(state, timeout, progress);
      return state;
    } catch (RuntimeException | IOException e) {
      end(started, TERM_GRACE);
      ClusterState.delete(dir);
      throw e;
    }
  }

  /** Waits until every shard has a master and its replicas in sync, and the proxy answers. */
  public void awaitReady(ClusterState state, Duration timeout, Consumer<String> progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    long nextReport = System.nanoTime() + Duration.ofMillis(REPORT_EVERY_MS).toNanos();
    List<String> missing;
    do {
      for (Running one : state.processes()) {
        if (!one.id().isAlive()) {
          throw new ClusterException(
              "%s has ended; the end of its log (%s):\n%s"
                  .formatted(
                      one.member().name(),
                      one.member().logFile(dir),
                      Launcher.endOf(one.member().logFile(dir))));
        }
      }
      missing = ClusterView.look(state).missing();
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > nextReport) {
        progress.accept("waiting: " + missing.getFirst());
        nextReport = System.nanoTime() + Duration.ofMillis(REPORT_EVERY_MS).toNanos();
      }
      pause();
    } while (System.nanoTime() < deadline);
    throw new ClusterException(
        "not ready after %d s:\n  %s%s"
            .formatted(timeout.toSeconds(), String.join("\n  ", missing), endOfAllLogs(state)));
  }

  /** Starts a process again that has ended, with the configuration it had. */
  public ClusterState restart(ClusterState state, Member member) {
    Running restarted = new Running(member, launcher.start(member, dir));
    ClusterState next = state.withRestarted(restarted);
    try {
      next.save(dir);
    } catch (IOException e) {
      throw new ClusterException("cannot write " + dir + ": " + e.getMessage(), e);
    }
    return next;
  }

  /**
   * Ends every process: asks with SIGTERM, and kills what has not gone after 10 s.
   *
   * @return how many were alive
   */
  public int down() {
    return down(TERM_GRACE);
  }

  /** Like {@link #down()}, with another bound for going by itself. */
  int down(Duration grace) {
    Optional<ClusterState> state = ClusterState.load(dir);
    if (state.isEmpty()) {
      return 0;
    }
    List<Running> alive =
        state.get().processes().stream().filter(one -> one.id().isAlive()).toList();
    // The proxy first and the sentinels before the nodes, so that nobody sees a fault and acts.
    end(alive, grace);
    try {
      ClusterState.delete(dir);
    } catch (IOException e) {
      throw new ClusterException("cannot clean " + dir + ": " + e.getMessage(), e);
    }
    return alive.size();
  }

  private static void end(List<Running> processes, Duration grace) {
    for (Role role : List.of(Role.PROXY, Role.SENTINEL, Role.NODE)) {
      for (Running one : processes) {
        if (one.member().role() == role) {
          one.id().signal("TERM");
          one.id().signal("CONT");
        }
      }
    }
    if (!awaitEnd(processes, grace)) {
      processes.forEach(one -> one.id().signal("KILL"));
      if (!awaitEnd(processes, KILL_GRACE)) {
        throw new ClusterException("some processes do not end: " + processes);
      }
    }
  }

  private static boolean awaitEnd(List<Running> processes, Duration grace) {
    long deadline = System.nanoTime() + grace.toNanos();
    while (processes.stream().anyMatch(one -> one.id().isAlive())) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Ends leftovers, and clears data and logs of the cluster that ran here before. */
  private void forgetLastCluster() throws IOException {
    down();
    for (String folder : List.of("config", "data", "log")) {
      Folders.delete(dir.resolve(folder));
    }
  }

  private String endOfAllLogs(ClusterState state) {
    StringBuilder ends = new StringBuilder();
    for (Running one : state.processes()) {
      ends.append("\n--- ").append(one.member().logFile(dir)).append('\n');
      String end = Launcher.endOf(one.member().logFile(dir));
      String[] lines = end.split("\n");
      for (int i = Math.max(0, lines.length - 3); i < lines.length; i++) {
        ends.append("  ").append(lines[i]).append('\n');
      }
    }
    return ends.toString();
  }

  private static ClusterState stateOf(ClusterOptions options, List<Running> started) {
    return new ClusterState(
        options.shards(), options.replicas(), options.password().orElse(""), started);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }
}

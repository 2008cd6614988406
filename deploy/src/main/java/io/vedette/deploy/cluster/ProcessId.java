package io.vedette.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process for good: its number and when it started, since the kernel gives a number again.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks from boot to the start
 */
public record ProcessId(long pid, long startTicks) {
  /** States in which a thread executes nothing: stopped, traced, zombie, dead. */
  private static final Set<String> HALTED = Set.of("T", "t", "Z", "X");

  private static final int STATE_FIELD = 0;
  private static final int START_TICKS_FIELD = 19;

  /** The process that has this number now; fails when there is none. */
  public static ProcessId of(long pid) {
    String[] stat = stat(pid);
    if (stat.length == 0) {
      throw new ClusterException("process " + pid + " has ended already");
    }
    return new ProcessId(pid, Long.parseLong(stat[START_TICKS_FIELD]));
  }

  /** Whether it is still running (or stopped); a zombie is not. */
  public boolean isAlive() {
    String[] stat = stat(pid);
    return stat.length > 0
        && Long.parseLong(stat[START_TICKS_FIELD]) == startTicks
        && !stat[STATE_FIELD].equals("Z")
        && !stat[STATE_FIELD].equals("X");
  }

  /** Whether none of its threads can run any more, because it was stopped or has ended. */
  public boolean isHalted() {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.allMatch(
          thread -> {
            String[] stat = stat(thread);
            return stat.length == 0 || HALTED.contains(stat[STATE_FIELD]);
          });
    } catch (IOException | UncheckedIOException e) {
      return !isAlive();
    }
  }

  /** CPU time that it used so far, user and system, in nanoseconds. */
  public long cpuNanos() {
    return CpuClock.nanos(pid);
  }

  /** Sends a signal ({@code TERM}, {@code KILL}, {@code STOP}, {@code CONT}) if it still lives. */
  public void signal(String name) {
    if (!isAlive()) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0 && isAlive()) {
        throw new ClusterException("cannot send SIG" + name + " to process " + pid);
      }
    } catch (IOException e) {
      throw new ClusterException("cannot send SIG" + name + " to process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  /** The fields of {@code /proc/PID/stat} after the command's name; empty when it is gone. */
  private static String[] stat(long pid) {
    return stat(Path.of("/proc", Long.toString(pid)));
  }

  private static String[] stat(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      return new String[0];
    }
  }
}

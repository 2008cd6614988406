package io.vedette.deploy.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program of the machine that runs to its end and is asked nothing. */
public final class Program {
  private static final int END_OF_OUTPUT_SECONDS = 5;

  private Program() {}

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param text what it printed, both streams together
   */
  public record Output(int status, String text) {}

  /**
   * Runs a command with an empty input; blocks until it has ended.
   *
   * @param bound after which it is killed, whatever it prints
   * @throws ClusterException if it cannot be started or does not end in time
   */
  public static Output run(List<String> command, Duration bound) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      FutureTask<byte[]> output = new FutureTask<>(process.getInputStream()::readAllBytes);
      Thread.ofPlatform().daemon().start(output);
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new ClusterException("does not end: " + command);
      }
      byte[] printed = output.get(END_OF_OUTPUT_SECONDS, TimeUnit.SECONDS);
      return new Output(process.exitValue(), new String(printed, StandardCharsets.UTF_8));
    } catch (IOException | ExecutionException e) {
      throw new ClusterException("cannot run " + command + ": " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new ClusterException("has ended, but not its children: " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }
}

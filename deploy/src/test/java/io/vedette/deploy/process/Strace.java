package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.cluster.ProcessId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets system calls of a running process fail or take long, by {@code strace --inject}. */
final class Strace implements AutoCloseable {
  private static final Duration ATTACH = Duration.ofSeconds(20);

  private final Process process;
  private final Path log;

  private Strace(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Skips the running test unless strace may trace here. */
  static void require() {
    RealTools.require("strace", "strace");
    RealTools.skipUnless(
        RealTools.run(List.of("strace", "-e", "trace=none", "true")).status() == 0,
        "strace is not allowed to trace processes here");
  }

  /**
   * Attaches to all threads of a process.
   *
   * @param injection as in {@code fdatasync:error=EIO:when=1}, which counts for each thread
   */
  static Strace attach(ProcessId target, Path folder, String injection) throws IOException {
    File log = folder.resolve("strace.log").toFile();
    List<String> command =
        List.of(
            "strace",
            "-f",
            "-p",
            Long.toString(target.pid()),
            "-e",
            "trace=" + injection.substring(0, injection.indexOf(':')),
            "-e",
            "inject=" + injection);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    Strace strace = new Strace(process, log.toPath());
    assertThat(Await.until(ATTACH, () -> strace.output().contains("attached")))
        .as(strace.output())
        .isTrue();
    return strace;
  }

  /** What it has traced so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Detaches; the process goes on undisturbed. */
  @Override
  public void close() {
    process.destroy();
    try {
      assertThat(process.waitFor(ATTACH.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

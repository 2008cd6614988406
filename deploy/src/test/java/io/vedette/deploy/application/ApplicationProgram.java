package io.vedette.deploy.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application that is a program of its own. It prints a line {@code progress N} now and then,
 * finishes when a line comes in, prints what it did and leaves with status 0; or with another one
 * after saying what is wrong.
 */
final class ApplicationProgram implements Application {
  private static final String PROGRESS = "progress ";
  private static final int FINISH_SECONDS = 60;
  private static final int LINES_KEPT = 60;

  private final String name;
  private final Process process;
  private final Thread reader;
  private final Deque<String> said = new ArrayDeque<>();
  private volatile long progress;

  private ApplicationProgram(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = new Thread(this::readAll, name);
  }

  static ApplicationProgram start(String name, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      ApplicationProgram program = new ApplicationProgram(name, process);
      program.reader.setDaemon(true);
      program.reader.start();
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  @Override
  public long progress() {
    if (!process.isAlive()) {
      throw new AssertionError(
          "%s has left with status %d:%n%s".formatted(name, process.exitValue(), said()));
    }
    return progress;
  }

  @Override
  public String finish() {
    try {
      process.outputWriter().append("finish\n").flush();
      boolean ended = process.waitFor(FINISH_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("%s finishes; it said:%n%s", name, said()).isTrue();
      reader.join(TimeUnit.SECONDS.toMillis(FINISH_SECONDS));
      assertThat(process.exitValue()).as("status of %s, which said:%n%s", name, said()).isZero();
      synchronized (said) {
        return said.getLast();
      }
    } catch (IOException e) {
      throw new AssertionError(name + " has gone:\n" + said(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String said() {
    synchronized (said) {
      return String.join("\n", said);
    }
  }

  private void readAll() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(PROGRESS)) {
          progress = Long.parseLong(line.substring(PROGRESS.length()));
        } else {
          keep(line);
        }
      }
    } catch (IOException e) {
      keep("(its output broke off: " + e.getMessage() + ")");
    }
  }

  private void keep(String line) {
    synchronized (said) {
      said.addLast(line);
      if (said.size() > LINES_KEPT) {
        said.removeFirst();
      }
    }
  }
}

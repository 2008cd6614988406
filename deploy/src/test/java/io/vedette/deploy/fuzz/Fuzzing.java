package io.vedette.deploy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.process.Seed;
import io.vedette.deploy.process.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a target under Jazzer in a process of its own. */
final class Fuzzing {
  private static final int RUNS = Integer.getInteger("fuzz.runs", 100_000);
  private static final int MAX_INPUT_BYTES = 1024;
  private static final int BOUND_MINUTES = 60;
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

  private final Class<?> target;
  private final Path folder;
  private final Path seeds;
  private int seedCount;

  Fuzzing(Class<?> target) throws IOException {
    this.target = target;
    folder = TestFolder.of("fuzz-" + target.getSimpleName());
    seeds = Files.createDirectories(folder.resolve("seeds"));
  }

  /** Adds an input to begin with. */
  void seed(byte[] input) throws IOException {
    Files.write(seeds.resolve("seed-" + seedCount++), input);
  }

  /** Executes the target so many times; the first input that fails it fails the test. */
  void run() throws IOException, InterruptedException {
    Path log = folder.resolve("fuzz.log");
    Process process =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s: %s", folder, Launcher.endOf(log)).isZero();
    assertThat(Files.readString(log)).contains("Done " + RUNS + " runs");
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Attaches to itself, and has native code; a payload that fills the heap is a finding.
    command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), JAZZER));
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.vedette.protocol.**:io.vedette.node.**");
    command.addAll(List.of("-runs=" + RUNS, "-max_len=" + MAX_INPUT_BYTES));
    command.add("-seed=" + (1 + Math.floorMod(Seed.choose(), Integer.MAX_VALUE)));
    command.add(seeds.toString());
    return command;
  }
}

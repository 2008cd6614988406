package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.cluster.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The machine's Redis tools; a test that needs a missing one is skipped, or fails with CI=true. */
public final class RealTools {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Debian's Python, whose {@code python3-redis} another Python on the PATH would not have. */
  public static final String PYTHON = "/usr/bin/python3";

  private RealTools() {}

  /** Skips the running test unless the command is installed. */
  public static void require(String command, String debianPackage) {
    boolean present =
        command.startsWith("/")
            ? Files.isExecutable(Path.of(command))
            : List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    skipUnless(present, command + " is not installed (package " + debianPackage + ")");
  }

  /** Skips the running test unless Debian's redis-py can be imported. */
  public static void requirePythonRedis() {
    skipUnless(
        Files.isExecutable(Path.of(PYTHON))
            && run(List.of(PYTHON, "-c", "import redis")).status() == 0,
        "redis-py is not installed (package python3-redis)");
  }

  /** Skips the running test, or fails it with CI=true, unless this holds. */
  public static void skipUnless(boolean present, String reason) {
    if (!present && "true".equals(System.getenv("CI"))) {
      Assertions.fail(reason);
    }
    Assumptions.assumeTrue(present, reason);
  }

  /** What a command printed, both streams together, and its exit status. */
  record Output(int status, String text) {
    /** The text of a command that must succeed. */
    String ofSuccess() {
      assertThat(status).as(text).isZero();
      return text;
    }
  }

  /** Runs a command to its end, at most a minute. */
  static Output run(List<String> command) {
    Program.Output output = Program.run(command, BOUND);
    return new Output(output.status(), output.text().strip());
  }
}

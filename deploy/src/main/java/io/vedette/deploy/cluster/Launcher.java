package io.vedette.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes through {@code deploy/vedette}, in a session of their own, so that they outlive
 * the shell; each becomes the JVM without forking, so its number is known from the first moment.
 */
public final class Launcher {
  private static final int LOG_END_BYTES = 4096;

  private final Path home;
  private final Map<String, String> environment;

  private Launcher(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** The launcher of this checkout. */
  public static Launcher ofCheckout() {
    return new Launcher(checkout(), Map.of());
  }

  /** The same, with more environment variables for the processes it starts. */
  public Launcher with(String variable, String value) {
    Map<String, String> more = new java.util.HashMap<>(environment);
    more.put(variable, value);
    return new Launcher(home, Map.copyOf(more));
  }

  /**
   * The checkout: where the launcher script says, else the nearest folder above with all modules.
   */
  public static Path checkout() {
    String told = System.getProperty("vedette.home");
    if (told != null) {
      return Path.of(told);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("deploy/vedette"))) {
        return at;
      }
    }
    throw new ClusterException("cannot find deploy/vedette above the working directory");
  }

  /** Starts one process of a cluster; its output is appended to its log file. */
  ProcessId start(Member member, Path dir) {
    return start(
        member.logFile(dir),
        List.of(member.role().command(), "--config", member.configFile(dir).toString()));
  }

  /** Starts {@code vedette ARGUMENTS...}; output is appended to the log file. */
  public ProcessId start(Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.add(home.resolve("deploy/vedette").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("VEDETTE_BUILD", "never");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    try {
      return ProcessId.of(builder.start().pid());
    } catch (IOException e) {
      throw new ClusterException("cannot start " + command + ": " + e.getMessage(), e);
    }
  }

  /** The last lines of a log, for a message; says so when there are none. */
  public static String endOf(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LOG_END_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "(its log is empty)" : text;
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}

package io.vedette.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts processes through {@code deploy/vedette}, in a session of their own, so that they outlive
 * the shell; each becomes the JVM without forking, so its number is known from the first moment.
 */
public final class Launcher {
  private static final int LOG_END_BYTES = 4096;

  private final Path home;
  private final Optional<Path> recordings;

  private Launcher(Path home, Optional<Path> recordings) {
    this.home = home;
    this.recordings = recordings;
  }

  /** The launcher of this checkout. */
  public static Launcher ofCheckout() {
    return new Launcher(checkout(), Optional.empty());
  }

  /** The same, but the first process of each role records its start into an AOT cache there. */
  Launcher recordingInto(Path folder) {
    return new Launcher(home, Optional.of(folder));
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
        member.name().endsWith("-1"),
        List.of(member.role().command(), "--config", member.configFile(dir).toString()));
  }

  /** Starts {@code vedette ARGUMENTS...}; output is appended to the log file. */
  public ProcessId start(Path log, List<String> arguments) {
    return start(log, true, arguments);
  }

  private ProcessId start(Path log, boolean mayRecord, List<String> arguments) {
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
    if (mayRecord && recordings.isPresent()) {
      Path cache = recordings.get().resolve(arguments.getFirst() + ".aot");
      builder.environment().put("VEDETTE_AOT_OUT", cache.toString());
    }
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

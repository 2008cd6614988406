package io.vedette.node.ops;

import io.vedette.node.command.server.ProcessFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** The facts of this very process, from the JVM and {@code /proc}. Safe for any thread. */
public final class JvmProcessFacts implements ProcessFacts {
  private static final long PAGE_BYTES = 4096;

  /** Linux shows times to user space in hundredths of a second on every architecture. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS_FIELD = 11;

  private final Identity identity;
  private final AtomicBoolean collecting = new AtomicBoolean();
  private final long startupBytes;
  private volatile long peakBytes;

  /**
   * Facts of the running process.
   *
   * @param transport how sockets are driven
   * @param configFile the configuration file, empty if there is none
   */
  public JvmProcessFacts(String transport, String configFile) {
    String version = JvmProcessFacts.class.getPackage().getImplementationVersion();
    ProcessHandle process = ProcessHandle.current();
    identity =
        new Identity(
            version == null ? "development" : version,
            System.getProperty("java.version"),
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch"),
            transport,
            process.pid(),
            process.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
            process.info().command().orElse(""),
            configFile);
    startupBytes = usedMemoryBytes();
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public long usedMemoryBytes() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    peakBytes = Math.max(peakBytes, used);
    return used;
  }

  @Override
  public long peakMemoryBytes() {
    usedMemoryBytes();
    return peakBytes;
  }

  @Override
  public long startupMemoryBytes() {
    return startupBytes;
  }

  @Override
  public long committedMemoryBytes() {
    return Runtime.getRuntime().totalMemory();
  }

  @Override
  public long memoryLimitBytes() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public String heapReport() {
    return HeapReport.now();
  }

  /** Collections wait for the whole heap; whoever asks during one is served by it. */
  @Override
  public void collect() {
    if (collecting.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .daemon()
          .name("vedette-purge")
          .start(
              () -> {
                try {
                  System.gc();
                } finally {
                  collecting.set(false);
                }
              });
    }
  }

  @Override
  public long residentBytes() {
    String[] pages = read("/proc/self/statm").split(" ");
    return pages.length > 1 ? Long.parseLong(pages[1]) * PAGE_BYTES : 0;
  }

  @Override
  public long systemMemoryBytes() {
    return read("/proc/meminfo")
        .lines()
        .filter(line -> line.startsWith("MemTotal:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public double userCpuSeconds() {
    return cpuTicks(USER_TICKS_FIELD) / TICKS_PER_SECOND;
  }

  @Override
  public double systemCpuSeconds() {
    return cpuTicks(USER_TICKS_FIELD + 1) / TICKS_PER_SECOND;
  }

  /** Fields after the command's name, which may itself hold blanks and is in parentheses. */
  private static double cpuTicks(int field) {
    String stat = read("/proc/self/stat");
    int afterName = stat.lastIndexOf(')') + 2;
    String[] fields =
        afterName < stat.length() ? stat.substring(afterName).split(" ") : new String[0];
    return field < fields.length ? Long.parseLong(fields[field]) : 0;
  }

  /** A small file of the kernel's; empty where there is none. */
  private static String read(String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}

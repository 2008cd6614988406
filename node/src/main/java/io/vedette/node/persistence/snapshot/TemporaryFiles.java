package io.vedette.node.persistence.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files that are being written, {@code temp-<pid>-<n>.rdb}, and what crashes left. */
public final class TemporaryFiles {
  private static final Pattern NAME = Pattern.compile("temp-(\\d{1,10})-\\d+\\.rdb");
  private static final AtomicLong NEXT = new AtomicLong();

  private TemporaryFiles() {}

  /** A name that no other file of this process has, in the folder of the given one. */
  static Path nextBeside(Path target) {
    long pid = ProcessHandle.current().pid();
    return target.resolveSibling("temp-" + pid + "-" + NEXT.incrementAndGet() + ".rdb");
  }

  /**
   * Removes what processes left that are gone; to be called before this one writes any.
   *
   * @return how many there were
   */
  public static int removeLeftovers(Path folder) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "temp-*.rdb")) {
      for (Path file : found) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && isGone(Long.parseLong(name.group(1))) && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    }
    return removed;
  }

  /** Our own number was another process's before; in a container it often is. */
  private static boolean isGone(long pid) {
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }
}

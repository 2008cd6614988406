package io.vedette.deploy.check;

import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks one AOF file, or all that a manifest names, and says so in the words of redis-check-aof 7.
 * Files of ours are also checked for their checksums, and that each begins where the one before
 * ends.
 */
public final class AofCheck {
  private static final String MANIFEST_SUFFIX = ".manifest";

  private final PrintStream out;
  private final InputStream answers;
  private final boolean fix;
  private final long untilUnixSeconds;

  /** Stream offset at which the next file must begin; -1: not known. */
  private long expectedOffset = -1;

  /**
   * @param answers where consent to cutting a file comes from
   * @param untilUnixSeconds cut what was written later; 0: nothing
   */
  public AofCheck(PrintStream out, InputStream answers, boolean fix, long untilUnixSeconds) {
    this.out = out;
    this.answers = answers;
    this.fix = fix;
    this.untilUnixSeconds = untilUnixSeconds;
  }

  /**
   * Checks an AOF file or a manifest.
   *
   * @return whether everything is good now
   */
  public boolean run(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file)) {
        out.printf("Cannot open file %s: No such file or directory%n", file);
        return false;
      }
      if (isManifest(file)) {
        checkManifest(file);
      } else {
        out.println("Start checking Old-Style AOF");
        checkFile(file, file.toString(), "AOF", true);
      }
      return true;
    } catch (CheckFailed e) {
      return false;
    }
  }

  private static boolean isManifest(Path file) throws IOException {
    if (file.toString().endsWith(MANIFEST_SUFFIX)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("file ");
    }
  }

  private void checkManifest(Path file) throws IOException {
    out.println("Start checking Multi Part AOF");
    AofManifest manifest;
    try {
      manifest = AofManifest.parse(Files.readAllBytes(file));
    } catch (AofException e) {
      out.println(e.getMessage());
      throw new CheckFailed();
    }
    Path folder = file.toAbsolutePath().getParent();
    List<AofFile> files = manifest.toLoad();
    boolean increments = false;
    for (AofFile one : files) {
      Path path = folder.resolve(one.name());
      boolean last = one.equals(files.getLast());
      if (one.kind() == AofFile.Kind.BASE) {
        boolean rdb = Files.isRegularFile(path) && IncrementCheck.isRdb(path);
        out.printf("Start to check BASE AOF (%s format).%n", rdb ? "RDB" : "AOF");
        checkFile(path, one.name(), "BASE AOF", last);
      } else {
        if (!increments) {
          out.println("Start to check INCR files.");
          increments = true;
        }
        checkFile(path, one.name(), "INCR AOF", last);
      }
    }
    out.println("All AOF files and manifest are valid");
  }

  private void checkFile(Path path, String name, String kind, boolean last) throws IOException {
    if (!Files.isRegularFile(path)) {
      out.printf("Cannot open file %s: No such file or directory, aborting...%n", path);
      throw new CheckFailed();
    }
    long size = Files.size(path);
    if (size == 0) {
      out.printf("%s %s is empty%n", kind, name);
      return;
    }
    long from = IncrementCheck.isRdb(path) ? checkPreamble(path, name) : 0;
    long until = untilUnixSeconds > 0 ? untilUnixSeconds : Long.MAX_VALUE;
    IncrementCheck whole = IncrementCheck.scan(path, from, Long.MAX_VALUE);
    if (whole.isGood()) {
      checkOffsets(whole, name, from);
      IncrementCheck wanted =
          until == Long.MAX_VALUE ? whole : IncrementCheck.scan(path, from, until);
      if (!wanted.isGood()) {
        cutLater(wanted, name, last);
        return;
      }
    }
    if (whole.isGood() && untilUnixSeconds > 0) {
      out.printf("Truncate nothing in AOF %s to timestamp %d%n", name, untilUnixSeconds);
    } else {
      analyzed(whole, path, name, from, size);
    }
    if (whole.isGood()) {
      out.printf("%s %s is valid%n", kind, name);
    } else {
      repair(whole, name, size, last);
    }
  }

  private long checkPreamble(Path path, String name) throws IOException {
    RdbFileCheck rdb = new RdbFileCheck(out);
    if (!rdb.run(path, name)) {
      out.println("RDB preamble of AOF file is not sane, aborting.");
      throw new CheckFailed();
    }
    out.println("RDB preamble is OK, proceeding with AOF tail...");
    String offset = rdb.aux().get("repl-offset");
    if (rdb.aux().containsKey("vedette-epoch") && offset != null && offset.matches("\\d{1,18}")) {
      expectedOffset = Long.parseLong(offset);
    }
    return rdb.rdbBytes();
  }

  private void checkOffsets(IncrementCheck file, String name, long from) {
    if (from > 0 || !file.isChecksummed()) {
      return;
    }
    if (expectedOffset >= 0 && !file.head().follows(expectedOffset)) {
      out.printf(
          "AOF %s begins at stream offset %d, but what comes before ends at %d%n",
          name, file.head().streamOffset(), expectedOffset);
      throw new CheckFailed();
    }
    expectedOffset = file.endOffset();
  }

  private void analyzed(IncrementCheck file, Path path, String name, long from, long size)
      throws IOException {
    CommandLines lines = CommandLines.walk(path, from);
    if (lines.problem() != null) {
      boolean formatError = lines.problem().equals("format error");
      out.println(formatError ? "AOF " + name + " format error" : lines.problem());
    }
    if (file.isChecksummed() && !file.isGood()) {
      out.println(file.problem());
    }
    out.printf(
        "AOF analyzed: filename=%s, size=%d, ok_up_to=%d, ok_up_to_line=%d, diff=%d%n",
        name, size, file.goodBytes(), lines.lines(), size - file.goodBytes());
  }

  private void repair(IncrementCheck file, String name, long size, boolean last)
      throws IOException {
    if (!fix) {
      out.printf("AOF %s is not valid. Use the --fix option to try fixing it.%n", name);
      throw new CheckFailed();
    }
    if (!last) {
      out.printf("Failed to truncate AOF %s because it is not the last file%n", name);
      throw new CheckFailed();
    }
    long cutTo = file.bytesAfterCut();
    out.printf(
        "This will shrink the AOF %s from %d bytes, with %d bytes, to %d bytes%n",
        name, size, size - cutTo, cutTo);
    out.print("Continue? [y/N]: ");
    out.flush();
    int answer = answers.read();
    if (answer != 'y' && answer != 'Y') {
      out.println("Aborting...");
      throw new CheckFailed();
    }
    file.cut();
    out.printf("Successfully truncated AOF %s%n", name);
  }

  private void cutLater(IncrementCheck file, String name, boolean last) throws IOException {
    if (file.goodBytes() == 0) {
      out.printf("AOF %s has nothing before timestamp %d, aborting...%n", name, untilUnixSeconds);
      throw new CheckFailed();
    }
    if (!last) {
      out.printf(
          "Failed to truncate AOF %s to timestamp %d to offset %d because it is not the last"
              + " file.%n",
          name, untilUnixSeconds, file.goodBytes());
      out.printf(
          "If you insist, please delete all files after this file according to the manifest "
              + "file and delete the corresponding records in manifest file manually. Then"
              + " re-run check-aof.%n");
      throw new CheckFailed();
    }
    file.cut();
    out.printf("Successfully truncated AOF %s to timestamp %d%n", name, untilUnixSeconds);
  }
}

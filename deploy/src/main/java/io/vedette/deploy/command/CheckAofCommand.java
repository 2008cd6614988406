package io.vedette.deploy.command;

import io.vedette.deploy.check.AofCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check-aof}. */
@Command(
    name = "check-aof",
    description = "Check an AOF file, or all files of a manifest, and cut what is broken.",
    mixinStandardHelpOptions = true)
final class CheckAofCommand implements Callable<Integer> {
  @Option(names = "--fix", description = "cut the last file before its first broken part")
  private boolean fix;

  @Option(
      names = "--truncate-to-timestamp",
      paramLabel = "SECONDS",
      description = "cut what was written later than this Unix time (aof-timestamp-enabled)")
  private long untilUnixSeconds;

  @Parameters(paramLabel = "FILE|MANIFEST", arity = "0..*", description = "file to check")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    if (files.size() != 1 || fix && untilUnixSeconds != 0) {
      System.out.println(
          "Usage: vedette check-aof [--fix|--truncate-to-timestamp $timestamp]"
              + " <file.manifest|file.aof>");
      return 1;
    }
    AofCheck check = new AofCheck(System.out, System.in, fix, untilUnixSeconds);
    return check.run(files.getFirst()) ? 0 : 1;
  }
}

package io.vedette.deploy.command;

import io.vedette.deploy.check.RdbFileCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check-rdb}. */
@Command(
    name = "check-rdb",
    description = "Read an RDB file to its end and say whether it can be loaded.",
    mixinStandardHelpOptions = true)
final class CheckRdbCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "file to check")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    if (files.size() != 1) {
      System.out.println("Usage: vedette check-rdb <rdb-file-name>");
      return 1;
    }
    Path file = files.getFirst();
    if (!Files.isRegularFile(file)) {
      System.out.println("Cannot open file " + file + ": No such file or directory");
      return 1;
    }
    return new RdbFileCheck(System.out).run(file, file.toString()) ? 0 : 1;
  }
}

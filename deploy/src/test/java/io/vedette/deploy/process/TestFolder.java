package io.vedette.deploy.process;

import io.vedette.deploy.cluster.Folders;
import io.vedette.deploy.cluster.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process test keeps files; what the last run left is cleared, what this one writes stays.
 */
public final class TestFolder {
  private TestFolder() {}

  public static Path of(String name) {
    Path folder = Launcher.checkout().resolve("deploy/target/process-tests").resolve(name);
    try {
      Folders.delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

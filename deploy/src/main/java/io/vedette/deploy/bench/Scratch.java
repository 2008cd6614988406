package io.vedette.deploy.bench;

import io.vedette.deploy.cluster.Folders;
import io.vedette.deploy.cluster.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The folder of a benchmark, and the servers that work in it; {@link #close} deletes it. */
final class Scratch implements AutoCloseable {
  private final Launcher launcher;
  private final Path folder;
  private final Consumer<String> progress;

  Scratch(Launcher launcher, Consumer<String> progress) throws IOException {
    this.launcher = launcher;
    this.folder = Files.createTempDirectory("vedette-bench");
    this.progress = progress;
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Starts {@code vedette server} in a folder of that name, which may hold data. */
  Contender vedette(String name, String... directives) {
    return Contender.vedette(launcher, resolve(name), directives);
  }

  /** The same with {@code redis-server}. */
  Contender redis(String name, String... directives) {
    return Contender.redis(resolve(name), directives);
  }

  @Override
  public void close() {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      progress.accept("some files stay in " + folder + ": " + e.getMessage());
    }
  }
}

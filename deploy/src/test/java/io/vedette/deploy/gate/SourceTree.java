package io.vedette.deploy.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java sources of all modules, as the gate tests read them. */
final class SourceTree {
  private static final List<String> MODULES = List.of("protocol", "node", "sentinel", "deploy");

  private SourceTree() {}

  /** One source file: its path below the checkout with {@code /} between names, and its lines. */
  record Source(Path file, String path, List<String> lines) {
    boolean isTest() {
      return path.contains("/src/test/");
    }

    String simpleName() {
      String name = file.getFileName().toString();
      return name.substring(0, name.length() - ".java".length());
    }

    String text() {
      return String.join("\n", lines);
    }
  }

  /** The checkout's top folder: the nearest one above the working directory with all modules. */
  static Path top() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("protocol/pom.xml"))
          && Files.isRegularFile(at.resolve("deploy/pom.xml"))) {
        return at;
      }
    }
    throw new IllegalStateException("run inside a checkout of Vedette");
  }

  /** All sources, main and test, in path order. */
  static List<Source> all() {
    Path top = top();
    List<Source> found = new ArrayList<>();
    for (String module : MODULES) {
      Path sources = top.resolve(module).resolve("src");
      if (!Files.isDirectory(sources)) {
        continue;
      }
      try (var files = Files.walk(sources)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String path = top.relativize(file).toString().replace('\\', '/');
          found.add(new Source(file, path, Files.readAllLines(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }
}

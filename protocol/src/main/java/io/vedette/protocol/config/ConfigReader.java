package io.vedette.protocol.config;

import io.vedette.protocol.glob.Glob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Reads configuration texts into lines that set directives. Comments and empty lines are dropped;
 * {@code include FILE} is replaced by the lines of that file, or of all files that match it if its
 * last part is a pattern.
 */
public final class ConfigReader {
  private static final int MAX_INCLUDE_DEPTH = 16;
  private static final String INCLUDE = "include";

  private final List<ConfigLine> lines = new ArrayList<>();

  private ConfigReader() {}

  /** The lines of a file and of those that it includes. */
  public static List<ConfigLine> readFile(Path file) throws ConfigException {
    ConfigReader reader = new ConfigReader();
    reader.include(file, 0);
    return reader.lines;
  }

  /**
   * The lines of a text, one char a byte.
   *
   * @param source what to call the text in errors
   */
  public static List<ConfigLine> readText(String source, String text) throws ConfigException {
    ConfigReader reader = new ConfigReader();
    reader.read(source, text, 0);
    return reader.lines;
  }

  private void read(String source, String text, int depth) throws ConfigException {
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      readLine(source, ++number, text.substring(start, end).strip(), depth);
      start = end + 1;
    }
  }

  private void readLine(String source, int number, String line, int depth) throws ConfigException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    List<String> words = new ArrayList<>(ConfigWords.split(line).orElse(List.of()));
    if (words.isEmpty()) {
      throw new ConfigException(source, number, line, "Unbalanced quotes in configuration line");
    }
    words.set(0, words.getFirst().toLowerCase(Locale.ROOT));
    ConfigLine parsed = new ConfigLine(source, number, line, words);
    if (!parsed.name().equals(INCLUDE)) {
      lines.add(parsed);
    } else if (words.size() != 2) {
      throw parsed.refused("wrong number of arguments");
    } else if (depth == MAX_INCLUDE_DEPTH) {
      throw parsed.refused("include nested deeper than " + MAX_INCLUDE_DEPTH + " files");
    } else {
      includeAll(parsed, depth + 1);
    }
  }

  private void includeAll(ConfigLine line, int depth) throws ConfigException {
    byte[] name = line.arguments().getFirst().getBytes(StandardCharsets.ISO_8859_1);
    Path path = Path.of(new String(name, StandardCharsets.UTF_8));
    byte[] last = path.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    if (!Glob.isPattern(last, 0, last.length)) {
      include(path, depth);
      return;
    }
    for (Path match : matching(path, last, line)) {
      include(match, depth);
    }
  }

  private static List<Path> matching(Path pattern, byte[] last, ConfigLine line)
      throws ConfigException {
    List<Path> found = new ArrayList<>();
    Path folder = pattern.toAbsolutePath().getParent();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        if (Glob.matches(last, name) && name[0] != '.') {
          found.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw line.refused("can't list " + folder + ": " + e.getMessage());
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private void include(Path file, int depth) throws ConfigException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException("can't open config file '" + file + "': No such file or directory");
    } catch (IOException e) {
      throw new ConfigException("can't open config file '" + file + "': " + e.getMessage());
    }
    read(file.toString(), new String(bytes, StandardCharsets.ISO_8859_1), depth);
  }
}

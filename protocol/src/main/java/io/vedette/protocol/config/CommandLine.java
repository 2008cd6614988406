package io.vedette.protocol.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line as redis-server takes it: {@code [FILE] [-] [--directive value ...]...}.
 *
 * <p>{@code -} as first or last argument reads standard input. Directives overrule standard input,
 * which overrules the file. A word that follows a directive's name at once is its value even if it
 * starts with {@code --}; a name and its value may stand in one argument.
 *
 * @param file the configuration file, if one is named
 * @param standardInput whether to read more configuration from standard input
 * @param directives the directives' text, one a line, one char a byte
 */
public record CommandLine(Optional<Path> file, boolean standardInput, String directives) {

  /** Takes the arguments apart. */
  public static CommandLine parse(List<String> arguments) {
    Optional<Path> file = Optional.empty();
    boolean standardInput = false;
    StringBuilder lines = new StringBuilder();
    boolean nameMayFollow = true;
    int last = arguments.size() - 1;
    for (int i = 0; i <= last; i++) {
      String argument = arguments.get(i);
      if (i == 0 && !argument.startsWith("-")) {
        file = Optional.of(Path.of(argument));
      } else if (argument.equals("-") && (i == 0 || i == last)) {
        standardInput = true;
      } else if (argument.startsWith("--") && nameMayFollow) {
        String bytes = bytes(argument.substring(2));
        boolean nameOnly = ConfigWords.split(bytes).map(words -> words.size() == 1).orElse(false);
        lines.append('\n').append(bytes).append(' ');
        nameMayFollow = !nameOnly;
        if (nameOnly && takesNothing(arguments, i)) {
          lines.append("\"\"");
          nameMayFollow = true;
        }
      } else {
        lines.append(ConfigWords.quoteIfNeeded(bytes(argument))).append(' ');
        nameMayFollow = true;
      }
    }
    return new CommandLine(file, standardInput, lines.toString());
  }

  /**
   * All lines in the order of their precedence, lowest first.
   *
   * @param stdin read to its end if {@link #standardInput}
   */
  public List<ConfigLine> read(InputStream stdin) throws ConfigException {
    List<ConfigLine> lines = new ArrayList<>();
    if (file.isPresent()) {
      lines.addAll(ConfigReader.readFile(file.get()));
    }
    if (standardInput) {
      try {
        String text = new String(stdin.readAllBytes(), StandardCharsets.ISO_8859_1);
        lines.addAll(ConfigReader.readText("stdin", text));
      } catch (IOException e) {
        throw new ConfigException("can't read the configuration from stdin: " + e.getMessage());
      }
    }
    lines.addAll(ConfigReader.readText("command line", directives));
    return lines;
  }

  /** {@code --save} without a value, at the end or before another directive, means none. */
  private static boolean takesNothing(List<String> arguments, int index) {
    return arguments.get(index).equalsIgnoreCase("--save")
        && (index == arguments.size() - 1 || arguments.get(index + 1).startsWith("--"));
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

package io.vedette.protocol.config;

import java.util.List;

/**
 * One line that sets a directive, and where it stands.
 *
 * @param source name of the file, {@code stdin} or {@code command line}
 * @param number of the line within its source, from 1
 * @param text the line without surrounding blanks
 * @param words the directive's name in lower case, then its arguments
 */
public record ConfigLine(String source, int number, String text, List<String> words) {
  public ConfigLine {
    words = List.copyOf(words);
  }

  /** The directive's name, in lower case. */
  public String name() {
    return words.getFirst();
  }

  public List<String> arguments() {
    return words.subList(1, words.size());
  }

  /** The failure of this line, for the given reason. */
  public ConfigException refused(String reason) {
    return new ConfigException(source, number, text, reason);
  }
}

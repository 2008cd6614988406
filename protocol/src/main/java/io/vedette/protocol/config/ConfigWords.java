package io.vedette.protocol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a configuration line. A word may be in double quotes, with the escapes {@code \n \r
 * \t \b \a \xHH} and {@code \} before any other character, or in single quotes, with {@code \'}
 * only. A closing quote must end its word.
 */
public final class ConfigWords {
  private static final String NEED_QUOTES = " \t\n\r\"'\\#";

  private final String line;
  private final StringBuilder word = new StringBuilder();
  private int at;

  private ConfigWords(String line) {
    this.line = line;
  }

  /** The words of a line, one char a byte; empty if its quotes are not balanced. */
  public static Optional<List<String>> split(String line) {
    return new ConfigWords(line).split();
  }

  /** A word as it can stand in a file: in double quotes where it needs them. */
  public static String quoteIfNeeded(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length() && plain; i++) {
      char c = word.charAt(i);
      plain = c > ' ' && c < 0x7F && NEED_QUOTES.indexOf(c) < 0;
    }
    return plain ? word : quote(word);
  }

  private static String quote(String word) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '\\', '"' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (c >= ' ' && c < 0x7F) {
            out.append(c);
          } else {
            out.append(String.format("\\x%02x", c & 0xFF));
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private Optional<List<String>> split() {
    List<String> words = new ArrayList<>();
    while (true) {
      while (at < line.length() && isSpace(line.charAt(at))) {
        at++;
      }
      if (at == line.length() || line.charAt(at) == 0) {
        return Optional.of(words);
      }
      word.setLength(0);
      if (!readWord()) {
        return Optional.empty();
      }
      words.add(word.toString());
    }
  }

  private boolean readWord() {
    while (at < line.length() && !isSpace(line.charAt(at)) && line.charAt(at) != 0) {
      char c = line.charAt(at++);
      if (c == '"' || c == '\'') {
        return readQuoted(c);
      }
      word.append(c);
    }
    return true;
  }

  private boolean readQuoted(char quote) {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == quote) {
        return at == line.length() || isSpace(line.charAt(at));
      }
      if (c == '\\' && at < line.length() && (quote == '"' || line.charAt(at) == '\'')) {
        readEscape(quote);
      } else {
        word.append(c);
      }
    }
    return false;
  }

  private void readEscape(char quote) {
    char c = line.charAt(at++);
    if (quote == '\'') {
      word.append(c);
      return;
    }
    if (c == 'x' && at + 1 < line.length()) {
      int high = hex(line.charAt(at));
      int low = hex(line.charAt(at + 1));
      if (high >= 0 && low >= 0) {
        word.append((char) (high << 4 | low));
        at += 2;
        return;
      }
    }
    word.append(
        switch (c) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'a' -> (char) 7;
          default -> c;
        });
  }

  private static int hex(char c) {
    return c < 0x7F ? Character.digit(c, 16) : -1;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}

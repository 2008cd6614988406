package io.vedette.protocol.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the lines of {@code commands.table}. Splits by hand: this runs at every process start. */
final class CommandTableParser {
  private static final int COLUMNS = 6;
  private static final String NOTHING = "-";

  private final String text;
  private final List<CommandSpec> specs = new ArrayList<>();
  private final Map<String, CommandSpec> containers = new LinkedHashMap<>();
  private final Map<CommandSpec, List<CommandSpec>> children = new LinkedHashMap<>();

  CommandTableParser(String text) {
    this.text = text;
  }

  List<CommandSpec> parse() {
    int lineNumber = 0;
    for (int start = 0; start < text.length(); lineNumber++) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end > start && text.charAt(start) != '#') {
        parseLine(text.substring(start, end), lineNumber + 1);
      }
      start = end + 1;
    }
    children.forEach(CommandSpec::adopt);
    return specs;
  }

  private void parseLine(String line, int lineNumber) {
    try {
      add(columns(line));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "command table, line " + lineNumber + ": " + e.getMessage(), e);
    }
  }

  private void add(List<String> columns) {
    if (columns.size() != COLUMNS) {
      throw new IllegalArgumentException(columns.size() + " columns for " + COLUMNS);
    }
    String name = columns.get(0);
    int bar = name.indexOf('|');
    CommandSpec container = bar < 0 ? null : containers.get(name.substring(0, bar));
    if (bar >= 0 && container == null) {
      throw new IllegalArgumentException(name + " before its container");
    }
    CommandSpec spec =
        new CommandSpec(
            specs.size(),
            name,
            container,
            Integer.parseInt(columns.get(1)),
            flags(columns.get(2)),
            categories(columns.get(4)),
            keySpecs(columns.get(3)),
            words(columns.get(5)));
    specs.add(spec);
    if (container == null) {
      containers.put(name, spec);
    } else {
      children.computeIfAbsent(container, key -> new ArrayList<>()).add(spec);
    }
  }

  private static int flags(String column) {
    int bits = 0;
    for (String word : words(column)) {
      bits |= CommandFlag.valueOf(word.toUpperCase(Locale.ROOT)).bit();
    }
    return bits;
  }

  private static int categories(String column) {
    int bits = 0;
    for (String word : words(column)) {
      bits |= CommandCategory.valueOf(word.toUpperCase(Locale.ROOT)).bit();
    }
    return bits;
  }

  private static List<KeySpec> keySpecs(String column) {
    List<KeySpec> keys = new ArrayList<>();
    for (String part : NOTHING.equals(column) ? List.<String>of() : split(column, "; ")) {
      KeySpec spec = keySpec(part);
      // The plain triple (first, last, step) of COMMAND covers all keys only without gaps.
      if (!keys.isEmpty()
          && keys.getLast().place() instanceof KeyPlace.Range before
          && spec.place() instanceof KeyPlace.Range range
          && before.last() + 1 != range.first()) {
        throw new IllegalArgumentException("gap between keys: " + column);
      }
      keys.add(spec);
    }
    return keys;
  }

  private static KeySpec keySpec(String part) {
    int quote = part.indexOf('"');
    String note = quote < 0 ? null : part.substring(quote + 1, part.lastIndexOf('"'));
    List<String> words = words(quote < 0 ? part : part.substring(0, quote));
    return new KeySpec(place(words.getFirst()), words.subList(1, words.size()), note);
  }

  private static KeyPlace place(String text) {
    if (text.equals("?")) {
      return new KeyPlace.FromData();
    } else if (text.equals("?SORT")) {
      return new KeyPlace.SortStore();
    }
    int at = text.indexOf('@');
    if (at >= 0) {
      return afterWord(text.substring(0, at), text.substring(at + 1));
    }
    if (text.startsWith("#")) {
      return new KeyPlace.Counted(Integer.parseInt(text.substring(1)));
    }
    int slash = text.indexOf('/');
    int step = slash < 0 ? 1 : Integer.parseInt(text.substring(slash + 1));
    String range = slash < 0 ? text : text.substring(0, slash);
    int dots = range.indexOf("..");
    int first = Integer.parseInt(dots < 0 ? range : range.substring(0, dots));
    int last = dots < 0 ? first : Integer.parseInt(range.substring(dots + 2));
    return new KeyPlace.Range(first, last, step);
  }

  private static KeyPlace afterWord(String word, String rest) {
    int percent = rest.indexOf('%');
    int from = Integer.parseInt(percent < 0 ? rest : rest.substring(0, percent));
    int share = percent < 0 ? 0 : Integer.parseInt(rest.substring(percent + 1));
    return new KeyPlace.AfterWord(word, from, share);
  }

  private static List<String> columns(String line) {
    return split(line, "  ");
  }

  private static List<String> words(String column) {
    return NOTHING.equals(column) ? List.of() : split(column, " ");
  }

  /** The non-empty, trimmed pieces of a text. */
  private static List<String> split(String text, String separator) {
    List<String> pieces = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf(separator, start);
      end = end < 0 ? text.length() : end;
      String piece = text.substring(start, end).strip();
      if (!piece.isEmpty()) {
        pieces.add(piece);
      }
      start = end + separator.length();
    }
    return pieces;
  }
}

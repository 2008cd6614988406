package io.vedette.protocol.command.docs;

import io.vedette.protocol.command.docs.CommandDoc.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of {@code commands.docs}. */
final class CommandDocsParser {
  private static final String INDENT = "  ";

  private final Map<String, CommandDoc> docs = new LinkedHashMap<>();
  private Draft draft;

  /** A command of which not all lines have been read. */
  private static final class Draft {
    String[] head;
    String summary;
    String complexity;
    String deprecatedSince;
    String replacedBy;
    final List<String> flags = new ArrayList<>();
    final List<Change> history = new ArrayList<>();
    final List<DocArgument> arguments = new ArrayList<>();

    CommandDoc finished() {
      if (head.length != 3 || summary == null) {
        throw new IllegalArgumentException("no group, version or summary of " + head[0]);
      }
      return new CommandDoc(
          head[0],
          head[1],
          head[2],
          summary,
          complexity,
          List.copyOf(flags),
          deprecatedSince,
          replacedBy,
          List.copyOf(history),
          List.copyOf(arguments));
    }
  }

  /**
   * All commands by their names, in the order of the text.
   *
   * @throws IllegalArgumentException if a line is malformed; it says which
   */
  Map<String, CommandDoc> parse(String text) {
    int number = 0;
    for (String line : text.split("\n")) {
      number++;
      try {
        if (line.startsWith(INDENT)) {
          add(line.strip());
        } else if (!line.isBlank() && line.charAt(0) != '#') {
          finish();
          draft = new Draft();
          draft.head = line.split(" ");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "command documentation, line " + number + ": " + e.getMessage(), e);
      }
    }
    finish();
    return docs;
  }

  private void finish() {
    if (draft != null && docs.put(draft.head[0], draft.finished()) != null) {
      throw new IllegalArgumentException(draft.head[0] + " twice");
    }
  }

  private void add(String line) {
    int blank = line.indexOf(' ');
    if (draft == null || blank < 0) {
      throw new IllegalArgumentException("what is " + line);
    }
    String rest = line.substring(blank + 1);
    switch (line.substring(0, blank)) {
      case "summary" -> draft.summary = rest;
      case "complexity" -> draft.complexity = rest;
      case "flags" -> draft.flags.addAll(List.of(rest.split(" ")));
      case "history" -> {
        Change change = change(rest);
        draft.history.add(change);
      }
      case "deprecated" -> {
        Change change = change(rest);
        draft.flags.add("deprecated");
        draft.deprecatedSince = change.version();
        draft.replacedBy = change.text();
      }
      case "arguments" -> draft.arguments.addAll(ArgumentSyntax.parse(rest));
      default -> throw new IllegalArgumentException("what is " + line);
    }
  }

  private static Change change(String rest) {
    int blank = rest.indexOf(' ');
    if (blank < 0) {
      throw new IllegalArgumentException("no text behind " + rest);
    }
    return new Change(rest.substring(0, blank), rest.substring(blank + 1));
  }
}

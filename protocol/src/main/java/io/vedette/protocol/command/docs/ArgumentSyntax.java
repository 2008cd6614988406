package io.vedette.protocol.command.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the arguments of a command as {@code commands.docs} writes them; its head explains how. */
final class ArgumentSyntax {
  private static final String ENDS_NAME = " (){}@?*+<!/=";

  private final String text;
  private int at;

  private ArgumentSyntax(String text) {
    this.text = text;
  }

  /**
   * The arguments in a line.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static List<DocArgument> parse(String text) {
    ArgumentSyntax syntax = new ArgumentSyntax(text);
    List<DocArgument> arguments = syntax.arguments();
    if (syntax.at < text.length()) {
      throw new IllegalArgumentException("unexpected " + text.substring(syntax.at));
    }
    return arguments;
  }

  private List<DocArgument> arguments() {
    List<DocArgument> arguments = new ArrayList<>();
    while (at < text.length() && !isNext(')') && !isNext('}')) {
      if (!take(' ')) {
        arguments.add(argument());
      }
    }
    return List.copyOf(arguments);
  }

  private DocArgument argument() {
    String token = token();
    String name = name();
    ArgumentType type = null;
    while (type == null && take('/')) {
      String word = name();
      type = type(word);
      name = type == null ? name + '/' + word : name;
    }
    if (token == null && type == null && isCapital(name)) {
      token = name;
      name = name.toLowerCase(Locale.ROOT);
      type = ArgumentType.PURE_TOKEN;
    }
    if (name.indexOf('/') >= 0 && type == null) {
      throw new IllegalArgumentException("no type behind " + name);
    }
    int keySpec = take('@') ? text.charAt(at++) - '0' : -1;
    List<DocArgument> within = List.of();
    boolean block = take('(');
    if (block || take('{')) {
      type = block ? ArgumentType.BLOCK : ArgumentType.ONEOF;
      within = arguments();
      if (!take(block ? ')' : '}')) {
        throw new IllegalArgumentException("no end behind those of " + name);
      }
    }
    if (type == null) {
      type = keySpec < 0 ? ArgumentType.STRING : ArgumentType.KEY;
    }
    List<String> flags = flags();
    String since = take('<') ? version() : null;
    String deprecatedSince = take('!') ? version() : null;
    return new DocArgument(name, type, token, keySpec, flags, since, deprecatedSince, within);
  }

  /** What stands before a {@code =}, of which the first character may be one itself. */
  private String token() {
    int end = at + 1;
    while (end < text.length() && ENDS_NAME.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '=') {
      return null;
    }
    String token = text.substring(at, end);
    at = end + 1;
    return token;
  }

  private String name() {
    int start = at;
    while (at < text.length() && ENDS_NAME.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException("no name at " + text.substring(at));
    }
    return text.substring(start, at);
  }

  private static ArgumentType type(String word) {
    for (ArgumentType type : ArgumentType.values()) {
      if (type.text().equals(word)) {
        return type;
      }
    }
    return null;
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (take('?')) {
      flags.add("optional");
    }
    if (take('*')) {
      flags.add("multiple");
    }
    if (take('+')) {
      flags.add("multiple_token");
    }
    return List.copyOf(flags);
  }

  private String version() {
    int start = at;
    while (at < text.length() && (isNext('.') || Character.isDigit(text.charAt(at)))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isCapital(String name) {
    char first = name.charAt(0);
    return first >= 'A' && first <= 'Z';
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean taken = isNext(c);
    if (taken) {
      at++;
    }
    return taken;
  }
}

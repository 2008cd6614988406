package io.vedette.protocol.config;

import io.vedette.protocol.glob.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The values of a process's directives, from start-up on.
 *
 * <p>Any thread may read; changes are atomic and exclude each other. Listeners run on the thread
 * that makes the change, after all of its values are visible.
 */
public final class ConfigSet {
  private final Directives directives;
  private final List<Listener<?>> listeners = new ArrayList<>();
  private volatile Map<Directive<?>, Object> values = Map.of();

  /** All directives at their defaults. */
  public ConfigSet(Directives directives) {
    this.directives = directives;
  }

  public Directives directives() {
    return directives;
  }

  /** The directive's value. */
  @SuppressWarnings("unchecked") // values only ever pairs a Directive<T> with a T
  public <T> T get(Directive<T> directive) {
    Object value = values.get(directive);
    return value == null ? directive.defaultValue() : (T) value;
  }

  /** Whether the directive was given a value, be it its default. */
  public boolean isGiven(Directive<?> directive) {
    return values.containsKey(directive);
  }

  /** Whether the directive has its default value. */
  public boolean isDefault(Directive<?> directive) {
    return directive.defaultValue().equals(get(directive));
  }

  /** Calls the listener with each new value of the directive; not with the present one. */
  public synchronized <T> void onChange(Directive<T> directive, Consumer<T> listener) {
    listeners.add(new Listener<>(directive, listener));
  }

  /**
   * Takes the values of a file or a command line; later lines overrule earlier ones.
   *
   * @throws ConfigException for the first line that is unknown or malformed; nothing is changed
   */
  public synchronized void load(List<ConfigLine> lines) throws ConfigException {
    Map<Directive<?>, Object> next = new HashMap<>(values);
    for (ConfigLine line : lines) {
      Directive<?> directive = directives.find(line.name());
      if (directive == null) {
        throw line.refused("Bad directive or wrong number of arguments");
      }
      try {
        List<String> arguments = line.arguments();
        // A single argument may hold several words, as in --save '900 1'.
        parseLineInto(
            next,
            directive,
            arguments.size() == 1 ? words(directive, arguments.getFirst()) : arguments);
      } catch (InvalidValueException e) {
        throw line.refused(e.getMessage());
      }
    }
    publish(next);
  }

  /** Sets a value from inside the program, for example after REPLICAOF; immutable ones as well. */
  public synchronized <T> void put(Directive<T> directive, T value) {
    Map<Directive<?>, Object> next = new HashMap<>(values);
    next.put(directive, value);
    publish(next);
  }

  /**
   * CONFIG SET: all pairs or none.
   *
   * @param namesAndValues names in any case, each followed by its value, one char a byte
   * @param mayChangeGuarded whether {@linkplain Directive#guarded guarded} directives may be set
   * @throws InvalidValueException with Redis's text, to follow {@code ERR}; nothing is changed
   */
  public synchronized void change(List<String> namesAndValues, boolean mayChangeGuarded)
      throws InvalidValueException {
    if (namesAndValues.size() % 2 != 0) {
      throw new InvalidValueException("syntax error");
    }
    Map<Directive<?>, List<String>> wanted = new LinkedHashMap<>();
    Map<Directive<?>, String> saidAs = new HashMap<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      String name = namesAndValues.get(i);
      Directive<?> directive = directives.find(name.toLowerCase(Locale.ROOT));
      if (directive == null) {
        throw new InvalidValueException(
            "Unknown option or number of arguments for CONFIG SET - '" + name + "'");
      }
      if (directive.isImmutable()) {
        throw failed(name, "can't set immutable config");
      }
      if (directive.isGuarded() && !mayChangeGuarded) {
        throw failed(name, "can't set protected config");
      }
      if (wanted.put(directive, words(directive, namesAndValues.get(i + 1))) != null) {
        throw failed(name, "duplicate parameter");
      }
      saidAs.put(directive, name);
    }
    Map<Directive<?>, Object> next = new HashMap<>(values);
    for (Map.Entry<Directive<?>, List<String>> pair : wanted.entrySet()) {
      try {
        parseInto(next, pair.getKey(), pair.getValue());
      } catch (InvalidValueException e) {
        throw failed(saidAs.get(pair.getKey()), e.getMessage());
      }
    }
    publish(next);
  }

  /**
   * CONFIG GET: names and aliases that equal or match one of the patterns, in any case, with their
   * values; one char a byte.
   */
  public Map<String, String> matching(List<String> patterns) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (String pattern : patterns) {
      byte[] bytes = latin1(pattern);
      for (String name : directives.byName().keySet()) {
        byte[] text = latin1(name);
        if (Glob.matches(bytes, 0, bytes.length, text, 0, text.length, true)) {
          names.add(name);
        }
      }
    }
    for (String name : names) {
      found.put(name, String.join(" ", format(directives.find(name), false)));
    }
    return found;
  }

  /** The directive's present arguments as they stand in a file; empty: leave it out. */
  List<String> formatForFile(Directive<?> directive) {
    return format(directive, true);
  }

  private <T> List<String> format(Directive<T> directive, boolean forFile) {
    return forFile ? directive.formatForFile(get(directive)) : directive.format(get(directive));
  }

  @SuppressWarnings("unchecked") // values only ever pairs a Directive<T> with a T
  private static <T> void parseInto(
      Map<Directive<?>, Object> values, Directive<T> directive, List<String> arguments)
      throws InvalidValueException {
    T current = (T) values.getOrDefault(directive, directive.defaultValue());
    values.put(directive, directive.parse(arguments, current));
  }

  @SuppressWarnings("unchecked") // values only ever pairs a Directive<T> with a T
  private static <T> void parseLineInto(
      Map<Directive<?>, Object> values, Directive<T> directive, List<String> arguments)
      throws InvalidValueException {
    T current = (T) values.getOrDefault(directive, directive.defaultValue());
    values.put(directive, directive.parseLine(arguments, current));
  }

  private void publish(Map<Directive<?>, Object> next) {
    Map<Directive<?>, Object> before = values;
    values = Map.copyOf(next);
    for (Listener<?> listener : listeners) {
      listener.tell(this, before);
    }
  }

  private static List<String> words(Directive<?> directive, String value) {
    return directive.takesSeveral() && !value.isBlank()
        ? List.of(value.strip().split(" +"))
        : List.of(value);
  }

  private static InvalidValueException failed(String name, String reason) {
    return new InvalidValueException(
        "CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private record Listener<T>(Directive<T> directive, Consumer<T> consumer) {
    void tell(ConfigSet set, Map<Directive<?>, Object> before) {
      Object old = before.getOrDefault(directive, directive.defaultValue());
      T now = set.get(directive);
      if (!now.equals(old)) {
        consumer.accept(now);
      }
    }
  }
}

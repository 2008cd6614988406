package io.vedette.protocol.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The directives that one kind of process honours. Immutable. */
public final class Directives {
  private final List<Directive<?>> all;
  private final Map<String, Directive<?>> byName = new LinkedHashMap<>();

  private Directives(List<Directive<?>> all) {
    this.all = List.copyOf(all);
    for (Directive<?> directive : all) {
      add(directive.name(), directive);
      directive.aliases().forEach(alias -> add(alias, directive));
    }
  }

  /** The given directives; throws IllegalArgumentException if two have one name. */
  public static Directives of(Directive<?>... directives) {
    return new Directives(List.of(directives));
  }

  /** The given directives; throws IllegalArgumentException if two have one name. */
  public static Directives of(List<Directive<?>> directives) {
    return new Directives(directives);
  }

  private void add(String name, Directive<?> directive) {
    if (byName.put(name, directive) != null) {
      throw new IllegalArgumentException("directive twice: " + name);
    }
  }

  /** In the order in which they were given. */
  public List<Directive<?>> all() {
    return all;
  }

  /** All names and aliases, with what they stand for. */
  Map<String, Directive<?>> byName() {
    return byName;
  }

  /** The directive of this name or alias, in lower case; null if there is none. */
  public Directive<?> find(String name) {
    return byName.get(name);
  }
}

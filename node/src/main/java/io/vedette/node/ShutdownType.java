package io.vedette.node;

import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a signal asks for: {@code default}, or words as SHUTDOWN takes them. */
final class ShutdownType implements ValueType<ShutdownRequest> {
  private static final String DEFAULT = "default";
  private static final List<String> WORDS = List.of(DEFAULT, "save", "nosave", "now", "force");

  @Override
  public ShutdownRequest parse(List<String> arguments, ShutdownRequest current)
      throws InvalidValueException {
    Set<String> said = new TreeSet<>();
    for (String argument : arguments) {
      String word = argument.toLowerCase(Locale.ROOT);
      if (!WORDS.contains(word)) {
        throw new InvalidValueException(
            "argument(s) must be one of the following: " + String.join(", ", WORDS));
      }
      said.add(word);
    }
    if (said.contains("save") && said.contains("nosave")) {
      throw new InvalidValueException("save and nosave cannot be combined");
    }
    return new ShutdownRequest(
        said.contains("save"),
        said.contains("nosave"),
        said.contains("now"),
        said.contains("force"));
  }

  @Override
  public List<String> format(ShutdownRequest value) {
    List<String> words = new ArrayList<>();
    if (value.save()) {
      words.add("save");
    }
    if (value.noSave()) {
      words.add("nosave");
    }
    if (value.now()) {
      words.add("now");
    }
    if (value.force()) {
      words.add("force");
    }
    return words.isEmpty() ? List.of(DEFAULT) : words;
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }
}

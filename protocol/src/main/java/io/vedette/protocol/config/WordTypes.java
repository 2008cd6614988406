package io.vedette.protocol.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The types whose values are words: yes and no, names out of a list, texts, lists of texts. */
final class WordTypes {
  private WordTypes() {}

  enum YesNo implements ValueType<Boolean> {
    INSTANCE;

    @Override
    public Boolean parse(List<String> arguments, Boolean current) throws InvalidValueException {
      return switch (arguments.getFirst().toLowerCase(Locale.ROOT)) {
        case "yes" -> true;
        case "no" -> false;
        default -> throw new InvalidValueException("argument must be 'yes' or 'no'");
      };
    }

    @Override
    public List<String> format(Boolean value) {
      return List.of(value ? "yes" : "no");
    }
  }

  /** Words to values, in the order in which an error lists them. */
  record Choice<T>(Map<String, T> values) implements ValueType<T> {
    @Override
    public T parse(List<String> arguments, T current) throws InvalidValueException {
      T value = values.get(arguments.getFirst().toLowerCase(Locale.ROOT));
      if (value == null) {
        throw new InvalidValueException(
            "argument(s) must be one of the following: " + String.join(", ", values.keySet()));
      }
      return value;
    }

    @Override
    public List<String> format(T value) {
      return values.entrySet().stream()
          .filter(entry -> entry.getValue().equals(value))
          .map(Map.Entry::getKey)
          .limit(1)
          .collect(Collectors.toList());
    }
  }

  /** A text in UTF-8. */
  enum Text implements ValueType<String> {
    INSTANCE;

    @Override
    public String parse(List<String> arguments, String current) {
      return decode(arguments.getFirst());
    }

    @Override
    public List<String> format(String value) {
      return List.of(encode(value));
    }
  }

  /** A text of any bytes, one char a byte: what a password is. */
  enum Bytes implements ValueType<String> {
    INSTANCE;

    @Override
    public String parse(List<String> arguments, String current) {
      return arguments.getFirst();
    }

    @Override
    public List<String> format(String value) {
      return List.of(value);
    }
  }

  /** Any number of texts; a single empty one means none. */
  enum Texts implements ValueType<List<String>> {
    INSTANCE;

    @Override
    public List<String> parse(List<String> arguments, List<String> current) {
      return arguments.equals(List.of(""))
          ? List.of()
          : arguments.stream().map(WordTypes::decode).toList();
    }

    @Override
    public List<String> format(List<String> value) {
      return value.isEmpty() ? List.of("") : value.stream().map(WordTypes::encode).toList();
    }

    @Override
    public boolean takesSeveral() {
      return true;
    }
  }

  private static String decode(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

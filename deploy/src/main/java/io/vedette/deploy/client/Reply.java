package io.vedette.deploy.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server answered, in RESP2. */
public sealed interface Reply {

  /** A simple or bulk string, read as UTF-8. */
  record Text(String value) implements Reply {}

  /** An integer. */
  record Number(long value) implements Reply {}

  /** An error; the message begins with its code, as in {@code READONLY You can't ...}. */
  record Failure(String message) implements Reply {
    /** The word that clients tell errors apart by. */
    public String code() {
      int space = message.indexOf(' ');
      return space < 0 ? message : message.substring(0, space);
    }
  }

  /** A null bulk string or null array. */
  record Nil() implements Reply {}

  /** An array. */
  record Many(List<Reply> items) implements Reply {}

  /** Whether this is a string with exactly this value. */
  default boolean is(String expected) {
    return this instanceof Text text && text.value().equals(expected);
  }

  /** The value of a string or integer, the message of an error, otherwise an empty string. */
  default String text() {
    return switch (this) {
      case Text text -> text.value();
      case Number number -> Long.toString(number.value());
      case Failure failure -> failure.message();
      case Nil _, Many _ -> "";
    };
  }

  /** The items of an array; empty for anything else. */
  default List<Reply> items() {
    return this instanceof Many many ? many.items() : List.of();
  }

  /** A flat array of names and values as a map. */
  default Map<String, Reply> fields() {
    List<Reply> flat = items();
    Map<String, Reply> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      fields.put(flat.get(i).text(), flat.get(i + 1));
    }
    return fields;
  }
}

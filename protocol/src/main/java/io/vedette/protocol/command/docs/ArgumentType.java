package io.vedette.protocol.command.docs;

import java.util.Locale;

/** What kind of thing an argument is. */
public enum ArgumentType {
  STRING,
  INTEGER,
  DOUBLE,
  KEY,
  PATTERN,
  UNIX_TIME,

  /** A fixed word. */
  PURE_TOKEN,

  /** One of the arguments within. */
  ONEOF,

  /** All of the arguments within, one behind another. */
  BLOCK;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As COMMAND DOCS writes it. */
  public String text() {
    return text;
  }
}

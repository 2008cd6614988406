package io.vedette.protocol.config;

/** A configuration that cannot be used: where, which line, and why. The message says all three. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** A line that is refused. */
  public ConfigException(String source, int lineNumber, String line, String reason) {
    super(
        "Reading the configuration file ("
            + source
            + "), at line "
            + lineNumber
            + "\n>>> '"
            + line
            + "'\n"
            + reason);
    this.reason = reason;
  }

  /** A source that cannot be read at all, or values that do not fit together. */
  public ConfigException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, without where. */
  public String reason() {
    return reason;
  }
}

package io.vedette.protocol.config;

/** A directive's arguments are not a value of its type; the message is Redis's text. */
public final class InvalidValueException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidValueException(String reason) {
    super(reason, null, false, false);
  }
}

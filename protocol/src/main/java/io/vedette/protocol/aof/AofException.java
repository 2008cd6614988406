package io.vedette.protocol.aof;

/** A manifest or an increment that cannot be used; the message says why. */
public final class AofException extends Exception {
  private static final long serialVersionUID = 1L;

  public AofException(String message) {
    super(message);
  }
}

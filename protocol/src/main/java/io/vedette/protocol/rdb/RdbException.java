package io.vedette.protocol.rdb;

/** Bytes that are no RDB, or one that holds what we cannot load; the message says which. */
public final class RdbException extends Exception {
  private static final long serialVersionUID = 1L;

  public RdbException(String message) {
    super(message);
  }
}

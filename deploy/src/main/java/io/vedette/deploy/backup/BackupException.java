package io.vedette.deploy.backup;

/** A backup that could not be made, or is not what its manifest says; the message says why. */
public final class BackupException extends Exception {
  private static final long serialVersionUID = 1L;

  public BackupException(String message) {
    super(message);
  }
}

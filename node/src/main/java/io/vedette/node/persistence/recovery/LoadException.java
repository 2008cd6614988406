package io.vedette.node.persistence.recovery;

import java.nio.file.Path;

/** A file whose data must not be served; the message names it, the place in it, and the reason. */
public final class LoadException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param position byte in the file at which the trouble begins, from 0
   */
  public LoadException(Path file, long position, String reason) {
    super("can't load " + file + ": " + reason + ", at byte " + position);
  }

  /** Where no place in the file is to blame. */
  public LoadException(Path file, String reason) {
    super("can't load " + file + ": " + reason);
  }
}

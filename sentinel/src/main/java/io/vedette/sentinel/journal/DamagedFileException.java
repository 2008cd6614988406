package io.vedette.sentinel.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A file holds bytes that no interrupted write explains; nothing in it may be trusted. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(Path file, long offsetBytes, String reason) {
    super("%s is damaged at byte %d: %s".formatted(file, offsetBytes, reason));
  }
}

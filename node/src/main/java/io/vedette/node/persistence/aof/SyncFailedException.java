package io.vedette.node.persistence.aof;

import java.io.IOException;

/** An fsync of the open increment failed: what was written since the one before may be gone. */
final class SyncFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  SyncFailedException(IOException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}

package io.vedette.node.persistence;

import io.vedette.node.persistence.recovery.Loading;

/**
 * The disk's part of a copy, as its actor, its commands and INFO see it. Confined to the shard's
 * thread.
 */
public final class Persistence {
  private final Loading loading;

  public Persistence(PersistencePort port) {
    this.loading = new Loading(port);
  }

  /** Reading a data set in: at the start, or because somebody asks for it. */
  public Loading loading() {
    return loading;
  }
}

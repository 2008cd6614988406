package io.vedette.node.store;

/** What becomes of a key whose time has come. */
public enum ExpiryPolicy {
  /** It is deleted when met, and the {@link ExpiryListener} hears of it: a master. */
  DELETE,
  /** It is hidden but stays until the master's deletion arrives: a replica that serves clients. */
  HIDE,
  /** It counts as alive: a replica that applies its master's stream. */
  KEEP
}

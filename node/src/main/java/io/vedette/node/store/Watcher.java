package io.vedette.node.store;

/** Somebody whose transaction must fail when a watched key changes. */
@FunctionalInterface
public interface Watcher {
  /** A watched key has changed; may be called more than once. */
  void watchedKeyChanged();
}

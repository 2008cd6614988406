package io.vedette.node.store;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who watches which keys of one database.
 *
 * <p>A watch remembers whether the key had outlived its expiry when it began: then its physical
 * removal changes nothing for the watcher; conversely a watched key that runs out counts as
 * changed.
 */
final class WatchedKeys {
  /** For each key, its watchers and whether the key had expired when they began. */
  private final Map<ByteBuffer, IdentityHashMap<Watcher, Boolean>> watchers = new HashMap<>();

  boolean isEmpty() {
    return watchers.isEmpty();
  }

  /** A key that is already watched by the watcher keeps its first state. */
  void watch(Watcher watcher, byte[] key, boolean expired) {
    watchers
        .computeIfAbsent(ByteBuffer.wrap(key), k -> new IdentityHashMap<>())
        .putIfAbsent(watcher, expired);
  }

  void unwatch(Watcher watcher, byte[] key) {
    ByteBuffer wrapped = ByteBuffer.wrap(key);
    IdentityHashMap<Watcher, Boolean> ofKey = watchers.get(wrapped);
    if (ofKey != null && ofKey.remove(watcher) != null && ofKey.isEmpty()) {
      watchers.remove(wrapped);
    }
  }

  /** Whether the key had already expired when the watch began. */
  boolean wasExpired(Watcher watcher, byte[] key) {
    IdentityHashMap<Watcher, Boolean> ofKey = watchers.get(ByteBuffer.wrap(key));
    return ofKey != null && ofKey.getOrDefault(watcher, false);
  }

  /** A key was written or, if {@code deleted}, removed. */
  void touch(byte[] key, int offset, int length, boolean deleted) {
    IdentityHashMap<Watcher, Boolean> ofKey = watchers.get(ByteBuffer.wrap(key, offset, length));
    if (ofKey == null) {
      return;
    }
    for (Map.Entry<Watcher, Boolean> watch : ofKey.entrySet()) {
      if (deleted && watch.getValue()) {
        watch.setValue(false);
      } else {
        watch.getKey().watchedKeyChanged();
      }
    }
  }

  /** Touches every watched key that the condition holds for. */
  void touchAll(Predicate<ByteBuffer> changed) {
    for (Map.Entry<ByteBuffer, IdentityHashMap<Watcher, Boolean>> watched : watchers.entrySet()) {
      if (changed.test(watched.getKey())) {
        watched.getValue().keySet().forEach(Watcher::watchedKeyChanged);
      }
    }
  }
}

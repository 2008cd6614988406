package io.vedette.node.store;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Who watches which keys of one database.
 *
 * <p>A watch remembers whether the key had outlived its expiry when it began: then its physical
 * removal changes nothing for the watcher; conversely a watched key that runs out counts as
 * changed.
 */
public final class WatchedKeys {
  private final Database database;

  /** For each key, its watchers and whether the key had expired when they began. */
  private final Map<ByteBuffer, IdentityHashMap<Watcher, Boolean>> watchers = new HashMap<>();

  WatchedKeys(Database database) {
    this.database = database;
  }

  boolean isEmpty() {
    return watchers.isEmpty();
  }

  /**
   * Begins to tell the watcher of changes to a key; one that is already watched by it keeps its
   * state.
   *
   * @param key kept, not copied
   */
  public void watch(Watcher watcher, byte[] key) {
    watchers
        .computeIfAbsent(ByteBuffer.wrap(key), k -> new IdentityHashMap<>())
        .putIfAbsent(watcher, isExpired(key));
  }

  /** Ends a {@link #watch}; must not be called while the watcher is being told of a change. */
  public void unwatch(Watcher watcher, byte[] key) {
    ByteBuffer wrapped = ByteBuffer.wrap(key);
    IdentityHashMap<Watcher, Boolean> ofKey = watchers.get(wrapped);
    if (ofKey != null && ofKey.remove(watcher) != null && ofKey.isEmpty()) {
      watchers.remove(wrapped);
    }
  }

  /** Whether a key ran out since its watch began, which EXEC must treat as a change. */
  public boolean hasExpiredSinceWatch(Watcher watcher, byte[] key) {
    IdentityHashMap<Watcher, Boolean> ofKey = watchers.get(ByteBuffer.wrap(key));
    return ofKey != null && !ofKey.getOrDefault(watcher, true) && isExpired(key);
  }

  private boolean isExpired(byte[] key) {
    Object entry = database.table().get(key, 0, key.length);
    return entry != null && database.isExpired(entry);
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

  /** Touches every watched key that the table holds. */
  void touchAllIn(EntryTable table) {
    for (Map.Entry<ByteBuffer, IdentityHashMap<Watcher, Boolean>> watched : watchers.entrySet()) {
      ByteBuffer key = watched.getKey();
      if (table.get(key.array(), key.arrayOffset() + key.position(), key.remaining()) != null) {
        watched.getValue().keySet().forEach(Watcher::watchedKeyChanged);
      }
    }
  }
}

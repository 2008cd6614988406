package io.vedette.node.command;

import io.vedette.node.store.Database;
import io.vedette.node.store.Watcher;
import java.util.ArrayList;
import java.util.List;

/** The keys that one client watches, and whether one of them has changed. */
public final class Watches implements Watcher {
  private record WatchedKey(Database database, byte[] key) {}

  private final List<WatchedKey> keys = new ArrayList<>();
  private boolean changed;

  /** Begins to watch a key. The array is kept. */
  public void add(Database database, byte[] key) {
    database.watchedKeys().watch(this, key);
    keys.add(new WatchedKey(database, key));
  }

  @Override
  public void watchedKeyChanged() {
    changed = true;
  }

  /** Number of keys watched; a key watched twice counts twice. */
  public int size() {
    return keys.size();
  }

  /** Whether EXEC must fail: a key was changed, or ran out, since it is watched. */
  public boolean isBroken() {
    return changed
        || keys.stream()
            .anyMatch(
                watched ->
                    watched.database().watchedKeys().hasExpiredSinceWatch(this, watched.key()));
  }

  /** Watches nothing any more. */
  public void clear() {
    for (WatchedKey watched : keys) {
      watched.database().watchedKeys().unwatch(this, watched.key());
    }
    keys.clear();
    changed = false;
  }
}

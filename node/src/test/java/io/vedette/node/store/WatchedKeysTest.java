package io.vedette.node.store;

import static io.vedette.node.store.Keys.START_MS;
import static io.vedette.node.store.Keys.bytes;
import static io.vedette.node.store.Keys.delete;
import static io.vedette.node.store.Keys.get;
import static io.vedette.node.store.Keys.set;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchedKeysTest {
  private final Keyspace keyspace = Keys.keyspace();
  private final Database database = keyspace.database(0);
  private int changes;
  private final Watcher watcher = () -> changes++;

  @Test
  void everyKindOfChangeIsNoticed() {
    database.watchedKeys().watch(watcher, bytes("k"));
    set(database, "k", "1");
    assertThat(changes).isEqualTo(1);
    set(database, "k", "2");
    assertThat(changes).isEqualTo(2);
    Keys.setExpiry(database, "k", START_MS + 1);
    assertThat(changes).isEqualTo(3);
    database.changed(database.findForWrite(bytes("k"), 0, 1));
    assertThat(changes).isEqualTo(4);
    delete(database, "k");
    assertThat(changes).isEqualTo(5);
    delete(database, "k");
    get(database, "k");
    set(database, "other", "1");
    assertThat(changes).isEqualTo(5);
  }

  @Test
  void nothingIsNoticedAfterUnwatch() {
    database.watchedKeys().watch(watcher, bytes("k"));
    database.watchedKeys().unwatch(watcher, bytes("k"));
    set(database, "k", "1");
    assertThat(changes).isZero();
  }

  @Test
  void flushAndSwapChangeOnlyWhatIsThere() {
    set(database, "k", "1");
    database.watchedKeys().watch(watcher, bytes("k"));
    database.watchedKeys().watch(watcher, bytes("absent"));
    database.clear();
    assertThat(changes).isEqualTo(1);
    database.clear();
    assertThat(changes).isEqualTo(1);
    set(keyspace.database(1), "absent", "1");
    keyspace.swap(0, 1);
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void runningOutIsChangeUnlessItCameBeforeTheWatch() {
    set(database, "k", "1", START_MS + 1);
    database.watchedKeys().watch(watcher, bytes("k"));
    assertThat(database.watchedKeys().hasExpiredSinceWatch(watcher, bytes("k"))).isFalse();
    keyspace.advanceTo(START_MS + 1);
    assertThat(database.watchedKeys().hasExpiredSinceWatch(watcher, bytes("k"))).isTrue();
    Watcher late = () -> changes += 100;
    database.watchedKeys().watch(late, bytes("k"));
    assertThat(database.watchedKeys().hasExpiredSinceWatch(late, bytes("k"))).isFalse();
    assertThat(get(database, "k")).isNull();
    assertThat(changes).isEqualTo(1);
    set(database, "k", "2");
    assertThat(changes).isEqualTo(102);
  }
}

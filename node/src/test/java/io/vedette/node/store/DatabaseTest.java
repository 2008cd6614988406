package io.vedette.node.store;

import static io.vedette.node.store.Keys.START_MS;
import static io.vedette.node.store.Keys.bytes;
import static io.vedette.node.store.Keys.delete;
import static io.vedette.node.store.Keys.get;
import static io.vedette.node.store.Keys.peek;
import static io.vedette.node.store.Keys.set;
import static io.vedette.node.store.Keys.setExpiry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private final List<String> expired = new ArrayList<>();
  private final Keyspace keyspace =
      new Keyspace(4, new Random(1), (db, key) -> expired.add(db + ":" + new String(key)));
  private final Database database = keyspace.database(0);

  DatabaseTest() {
    keyspace.advanceTo(START_MS);
  }

  @Test
  void keepsEveryKindOfString() {
    for (String value : List.of("", "a", "12", "-9223372036854775808", "007", "x".repeat(70_000))) {
      set(database, "k", value);
      assertThat(get(database, "k")).isEqualTo(value);
    }
    assertThat(database.size()).isEqualTo(1);
  }

  @Test
  void keepsKeysOfEveryLength() {
    for (int length : new int[] {0, 1, 3, 4, 7, 8, 15, 16, 17, 127, 128, 300, 20_000}) {
      set(database, "k".repeat(length), "value" + length, START_MS + 1);
    }
    for (int length : new int[] {0, 1, 3, 4, 7, 8, 15, 16, 17, 127, 128, 300, 20_000}) {
      assertThat(get(database, "k".repeat(length))).isEqualTo("value" + length);
    }
  }

  @Test
  void overwritesEqualSizesInPlace() {
    set(database, "k", "aaaa", START_MS + 5);
    Object entry = peek(database, "k");
    set(database, "k", "bbbb", START_MS + 9);
    assertThat(peek(database, "k")).isSameAs(entry);
    assertThat(get(database, "k")).isEqualTo("bbbb");
    assertThat(Entry.expiresAtMs(entry)).isEqualTo(START_MS + 9);
    set(database, "k", "longer");
    assertThat(peek(database, "k")).isNotSameAs(entry);
  }

  @Test
  void keepsOrDropsTheExpiryAsTold() {
    set(database, "k", "v", START_MS + 5);
    set(database, "k", "other", Database.KEEP_EXPIRY);
    assertThat(Entry.expiresAtMs(peek(database, "k"))).isEqualTo(START_MS + 5);
    assertThat(database.expiring()).isEqualTo(1);
    set(database, "k", "other");
    assertThat(Entry.expiresAtMs(peek(database, "k"))).isEqualTo(Database.NO_EXPIRY);
    assertThat(database.expiring()).isZero();
  }

  @Test
  void deletesWhatHasExpiredWhenMet() {
    set(database, "k", "v", START_MS + 5);
    keyspace.advanceTo(START_MS + 4);
    assertThat(get(database, "k")).isEqualTo("v");
    keyspace.advanceTo(START_MS + 5);
    assertThat(get(database, "k")).isNull();
    assertThat(database.size()).isZero();
    assertThat(expired).containsExactly("0:k");
    assertThat(keyspace.stats().expiredKeys()).isEqualTo(1);
  }

  @Test
  void hidesOrKeepsWhatHasExpiredOnReplica() {
    set(database, "k", "v", START_MS + 5);
    keyspace.advanceTo(START_MS + 5);
    keyspace.expiryPolicy(ExpiryPolicy.HIDE);
    assertThat(get(database, "k")).isNull();
    assertThat(database.size()).isEqualTo(1);
    keyspace.expiryPolicy(ExpiryPolicy.KEEP);
    assertThat(get(database, "k")).isEqualTo("v");
    assertThat(expired).isEmpty();
  }

  @Test
  void changesExpiries() {
    set(database, "k", "v");
    assertThat(setExpiry(database, "k", START_MS + 1000)).isTrue();
    assertThat(database.averageTtlMs()).isEqualTo(1000);
    assertThat(setExpiry(database, "k", START_MS + 3000)).isTrue();
    set(database, "l", "v", START_MS + 1000);
    assertThat(database.averageTtlMs()).isEqualTo(2000);
    assertThat(setExpiry(database, "k", Database.NO_EXPIRY)).isTrue();
    assertThat(database.expiring()).isEqualTo(1);
    assertThat(get(database, "k")).isEqualTo("v");
    assertThat(setExpiry(database, "absent", START_MS + 1)).isFalse();
  }

  @Test
  void averageTtlSurvivesExtremeExpiries() {
    set(database, "far", "v", Long.MAX_VALUE);
    set(database, "k", "v", START_MS + 1000);
    assertThat(delete(database, "far")).isTrue();
    assertThat(database.averageTtlMs()).isEqualTo(1000);
  }

  @Test
  void countsWithoutUsingIt() {
    set(database, "k", "v");
    get(database, "k");
    get(database, "absent");
    peek(database, "k");
    assertThat(keyspace.stats().hits()).isEqualTo(1);
    assertThat(keyspace.stats().misses()).isEqualTo(1);
  }

  @Test
  void notesTheAccess() {
    set(database, "k", "v");
    keyspace.advanceTo(START_MS + 12_000);
    assertThat(database.idleSeconds(peek(database, "k"))).isEqualTo(12);
    get(database, "k");
    assertThat(database.idleSeconds(peek(database, "k"))).isZero();
  }

  @Test
  void growsAndShrinksWithItsKeys() {
    long empty = database.memoryBytes();
    for (int i = 0; i < 20_000; i++) {
      set(database, "key:" + i, "value" + i);
    }
    assertThat(database.size()).isEqualTo(20_000);
    assertThat(database.table().segmentCount()).isBetween(20_000 / 440, 128);
    for (int i = 0; i < 20_000; i++) {
      assertThat(get(database, "key:" + i)).isEqualTo("value" + i);
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(delete(database, "key:" + i)).isTrue();
    }
    assertThat(database.size()).isZero();
    assertThat(database.table().segmentCount()).isEqualTo(1);
    assertThat(database.memoryBytes()).isBetween(empty, empty + 8 * 256);
  }

  @Test
  void swapsContents() {
    Database other = keyspace.database(1);
    set(database, "k", "zero");
    set(other, "k", "one", START_MS + 10);
    keyspace.swap(0, 1);
    assertThat(get(database, "k")).isEqualTo("one");
    assertThat(get(other, "k")).isEqualTo("zero");
    assertThat(database.expiring()).isEqualTo(1);
    keyspace.advanceTo(START_MS + 10);
    get(database, "k");
    assertThat(expired).containsExactly("0:k");
  }

  @Test
  void movesAndCopiesValues() {
    set(database, "k", "x".repeat(70_000));
    Database other = keyspace.database(1);
    byte[] target = bytes("target");
    database.putCopyOf(peek(database, "k"), target, 0, 6, Database.NO_EXPIRY);
    Object removed = database.remove(bytes("k"), 0, 1);
    other.putMoved(removed, target, 0, 6, START_MS + 1);
    assertThat(get(database, "target")).hasSize(70_000);
    assertThat(get(other, "target")).hasSize(70_000);
    assertThat(((ObjectEntry) peek(other, "target")).value())
        .isSameAs(((ObjectEntry) removed).value())
        .isNotSameAs(((ObjectEntry) peek(database, "target")).value());
    assertThat(other.expiring()).isEqualTo(1);
  }

  @Test
  void randomKeysAreAboutEquallyLikely() {
    int[] seen = new int[1000];
    for (int i = 0; i < seen.length; i++) {
      set(database, "" + i, "v");
    }
    for (int i = 0; i < 100_000; i++) {
      seen[Integer.parseInt(Keys.key(database.randomEntry()))]++;
    }
    assertThat(Arrays.stream(seen)).allMatch(n -> n > 40 && n < 180);
  }

  @Test
  void randomKeyIsFoundInNearlyEmptyDatabase() {
    assertThat(database.randomEntry()).isNull();
    set(database, "k", "v", START_MS + 1);
    assertThat(Keys.key(database.randomEntry())).isEqualTo("k");
    keyspace.advanceTo(START_MS + 1);
    keyspace.expiryPolicy(ExpiryPolicy.HIDE);
    assertThat(Keys.key(database.randomEntry())).isEqualTo("k");
    keyspace.expiryPolicy(ExpiryPolicy.DELETE);
    assertThat(database.randomEntry()).isNull();
  }
}

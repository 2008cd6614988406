package io.vedette.node.store;

import static io.vedette.node.store.Keys.delete;
import static io.vedette.node.store.Keys.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SnapshotCursorTest {
  /** More bytes than there are. */
  private static final long ANY = Long.MAX_VALUE;

  private final Keyspace keyspace = Keys.keyspace();
  private final Map<String, String> taken = new HashMap<>();

  private SnapshotCursor begin() {
    taken.clear();
    return keyspace.beginSnapshot(this::take).orElseThrow();
  }

  private void take(int database, Object entry) {
    String before = taken.put(database + ":" + Keys.key(entry), describe(entry));
    assertThat(before).as("handed over twice").isNull();
  }

  private static String describe(Object entry) {
    return Keys.text(entry) + "@" + Entry.expiresAtMs(entry);
  }

  private Map<String, String> contents() {
    Map<String, String> all = new HashMap<>();
    for (Database database : keyspace.nonEmpty()) {
      database.forEach(e -> all.put(database.index() + ":" + Keys.key(e), describe(e)));
    }
    return all;
  }

  @Test
  void onlyOneAtATime() {
    SnapshotCursor first = begin();
    assertThat(keyspace.beginSnapshot(this::take)).isEmpty();
    first.close();
    assertThat(keyspace.beginSnapshot(this::take)).isPresent();
  }

  @Test
  void emptyKeySpaceIsDoneAtOnce() {
    SnapshotCursor cursor = begin();
    assertThat(cursor.entriesTotal()).isZero();
    assertThat(cursor.walk(1, ANY)).isFalse();
    assertThat(cursor.isClosed()).isTrue();
  }

  @Test
  void seesNothingOfLaterWritesFlushesAndSwaps() {
    for (int i = 0; i < 3_000; i++) {
      set(keyspace.database(i % 2), "k" + i, "old" + i);
    }
    Map<String, String> then = contents();
    SnapshotCursor cursor = begin();
    assertThat(cursor.walk(100, ANY)).isTrue();
    keyspace.swap(0, 1);
    set(keyspace.database(0), "k0", "new");
    set(keyspace.database(5), "k0", "new");
    keyspace.clear();
    set(keyspace.database(1), "k1", "newer");
    while (cursor.walk(100, ANY)) {
      assertThat(cursor.isClosed()).isFalse();
    }
    assertThat(taken).isEqualTo(then);
    assertThat(cursor.entriesDone()).isEqualTo(3_000);
  }

  @Test
  void stopsWithinASegmentOfLargeEntries() {
    String large = "x".repeat(10_000);
    for (int i = 0; i < 300; i++) {
      set(keyspace.database(0), "k" + i, large);
    }
    Map<String, String> then = contents();
    SnapshotCursor cursor = begin();
    long done = 0;
    while (cursor.walk(1, 50_000)) {
      assertThat(cursor.entriesDone() - done).isBetween(1L, 5L);
      delete(keyspace.database(0), "k" + done);
      done = cursor.entriesDone();
    }
    assertThat(taken).isEqualTo(then);
  }

  @Test
  void aSplitHandsOverNothing() {
    for (int i = 0; i < Segment.MAX_ENTRIES; i++) {
      set(keyspace.database(0), "k" + i, "v");
    }
    Map<String, String> then = contents();
    SnapshotCursor cursor = begin();
    set(keyspace.database(0), "k0", "changed");
    set(keyspace.database(0), "one more", "v");
    assertThat(keyspace.database(0).table().segmentCount()).isEqualTo(2);
    assertThat(cursor.entriesDone()).isEqualTo(1);
    assertThat(cursor.walk(Segment.MAX_ENTRIES, ANY) && cursor.walk(1, ANY)).isFalse();
    assertThat(taken).isEqualTo(then);
  }

  @Test
  void aMergeKnowsWhatEachHalfHandedOver() {
    for (int i = 0; i <= Segment.MAX_ENTRIES; i++) {
      set(keyspace.database(0), "k" + i, "v");
    }
    Map<String, String> then = contents();
    SnapshotCursor cursor = begin();
    assertThat(cursor.walk(1, ANY)).isTrue();
    for (int i = 0; keyspace.database(0).table().segmentCount() == 2; i++) {
      delete(keyspace.database(0), "k" + i);
    }
    assertThat(keyspace.database(0).size()).isPositive();
    while (cursor.walk(1, 1)) {
      assertThat(cursor.isClosed()).isFalse();
    }
    assertThat(taken).isEqualTo(then);
  }

  @Test
  void closingEarlyStopsTheHandingOver() {
    set(keyspace.database(0), "k", "v");
    begin().close();
    set(keyspace.database(0), "k", "w");
    assertThat(taken).isEmpty();
  }

  @Property(tries = 40)
  void isPointInTimeUnderRandomWrites(@ForAll long seed) {
    Random random = new Random(seed);
    int keys = 1 + random.nextInt(4_000);
    for (int i = 0; i < keys; i++) {
      write(random, keys);
    }
    for (int round = 0; round < 3; round++) {
      Map<String, String> then = contents();
      SnapshotCursor cursor = begin();
      assertThat(cursor.entriesTotal()).isEqualTo(then.size());
      int writesPerSlice = random.nextInt(keys);
      long maxBytes = random.nextBoolean() ? ANY : 1L << 8 + random.nextInt(10);
      boolean shrinks = random.nextBoolean();
      while (cursor.walk(1 + random.nextInt(keys), maxBytes)) {
        for (int i = 0; i < writesPerSlice; i++) {
          if (shrinks && random.nextInt(8) > 0) {
            delete(keyspace.database(random.nextInt(2)), "k" + random.nextInt(keys));
          } else {
            write(random, keys);
          }
        }
      }
      assertThat(taken).isEqualTo(then);
    }
  }

  private void write(Random random, int keys) {
    Database database = keyspace.database(random.nextInt(2));
    String key = "k" + random.nextInt(keys);
    switch (random.nextInt(8)) {
      case 0, 1 -> delete(database, key);
      case 2 -> Keys.setExpiry(database, key, Keys.START_MS + 1 + random.nextInt(1000));
      case 3 -> increment(database, key);
      default -> set(database, key, "" + random.nextInt(100));
    }
  }

  private static void increment(Database database, String key) {
    byte[] bytes = Keys.bytes(key);
    if (database.findForWrite(bytes, 0, bytes.length) instanceof byte[] entry) {
      PackedEntry.setInteger(entry, PackedEntry.integer(entry) + 1);
      database.changed(entry);
    }
  }
}

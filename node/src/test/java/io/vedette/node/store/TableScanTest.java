package io.vedette.node.store;

import static io.vedette.node.store.Keys.delete;
import static io.vedette.node.store.Keys.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableScanTest {
  @Test
  void smallDatabaseIsScannedInOneCall() {
    Database database = Keys.keyspace().database(0);
    for (int i = 0; i < 8; i++) {
      set(database, "k" + i, "v");
    }
    Set<String> seen = new HashSet<>();
    assertThat(database.scan(0, 10, entry -> seen.add(Keys.key(entry)))).isZero();
    assertThat(seen).hasSize(8);
  }

  @Test
  void visitsEachOnceWhenNothingChangesAndHonoursCount() {
    Database database = Keys.keyspace().database(0);
    for (int i = 0; i < 5_000; i++) {
      set(database, "k" + i, "v");
    }
    Set<String> seen = new HashSet<>();
    long cursor = 0;
    do {
      int[] visited = {0};
      cursor =
          database.scan(
              cursor,
              10,
              entry -> {
                visited[0]++;
                assertThat(seen.add(Keys.key(entry))).isTrue();
              });
      assertThat(visited[0]).isLessThan(40);
      assertThat(cursor).isBetween(0L, (1L << TableScan.CURSOR_BITS) - 1);
    } while (cursor != 0);
    assertThat(seen).hasSize(5_000);
  }

  @Test
  void anyCursorIsAnswered() {
    Database database = Keys.keyspace().database(0);
    set(database, "k", "v");
    for (long cursor : new long[] {1, 511, 12_345_678_901L, Long.MAX_VALUE, -1}) {
      assertThat(database.scan(cursor, 10, entry -> {})).isNotNegative();
    }
    assertThat(TableScan.CURSOR_BITS).isEqualTo(44);
    assertThat(database.scan(0, Long.MAX_VALUE, entry -> {})).isZero();
  }

  @Property(tries = 60)
  void visitsWhatStaysWhileTheTableGrowsAndShrinks(@ForAll long seed) {
    Random random = new Random(seed);
    Database database = Keys.keyspace().database(0);
    int stable = random.nextInt(600);
    for (int i = 0; i < stable; i++) {
      set(database, "stable" + i, "v");
    }
    int others = random.nextInt(5_000);
    for (int i = 0; i < others; i++) {
      set(database, "other" + i, "v");
    }
    Set<String> seen = new HashSet<>();
    long cursor = 0;
    int churn = random.nextInt(400);
    boolean grows = random.nextBoolean();
    do {
      cursor = database.scan(cursor, 1 + random.nextInt(50), entry -> seen.add(Keys.key(entry)));
      for (int i = 0; i < churn; i++) {
        String key = "other" + random.nextInt(10_000);
        if (grows == (random.nextInt(4) != 0)) {
          set(database, key, "v");
        } else {
          delete(database, key);
        }
      }
    } while (cursor != 0);
    for (int i = 0; i < stable; i++) {
      assertThat(seen).contains("stable" + i);
    }
  }
}

package io.vedette.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.type.Types;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BulkLoadTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  private static Keyspace keyspace() {
    Keyspace keyspace = new Keyspace(4, new Random(7), (database, key) -> {});
    keyspace.advanceTo(NOW_MS);
    return keyspace;
  }

  /** Keys that repeat, numbers, long values, expiries; more than any batch or segment holds. */
  @Test
  void putsWhatPutStringPuts() {
    Random random = new Random(42);
    Keyspace one = keyspace();
    Keyspace other = keyspace();
    one.database(2).expect(3_000);
    BulkLoad bulk = new BulkLoad(one, 2);
    for (int i = 0; i < 10_000; i++) {
      byte[] key = ("key:" + random.nextInt(6_000)).getBytes(StandardCharsets.US_ASCII);
      byte[] value =
          switch (random.nextInt(8)) {
            case 0 -> Integer.toString(random.nextInt()).getBytes(StandardCharsets.US_ASCII);
            case 1 -> new byte[random.nextInt(50) == 0 ? PackedEntry.MAX_VALUE_BYTES + 1 : 0];
            default -> bytes(random, random.nextInt(100));
          };
      long expiry = random.nextInt(4) == 0 ? NOW_MS + 1 + random.nextInt(1_000_000) : -1;
      bulk.putString(key, 0, key.length, value, 0, value.length, expiry);
      other.database(2).putString(key, 0, key.length, value, 0, value.length, expiry);
    }
    bulk.flush();
    assertThat(one.size()).isEqualTo(other.size());
    assertThat(one.digest(Types::value)).isEqualTo(other.digest(Types::value));
    assertThat(one.database(2).expiring()).isEqualTo(other.database(2).expiring());
    assertThat(one.database(2).averageTtlMs()).isEqualTo(other.database(2).averageTtlMs());
    assertThat(one.database(2).scan(0, 1_000_000, entry -> {})).isZero();
  }

  /** What was announced is a hint: a wrong one costs splits or room, and nothing else. */
  @Test
  void aWrongExpectationChangesNothing() {
    for (long expected : new long[] {0, 1, 10, 5_000, 1_000_000}) {
      Keyspace keyspace = keyspace();
      keyspace.database(0).expect(expected);
      BulkLoad bulk = new BulkLoad(keyspace, 0);
      for (int i = 0; i < 5_000; i++) {
        byte[] key = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
        bulk.putString(key, 0, key.length, key, 0, key.length, Database.NO_EXPIRY);
      }
      bulk.flush();
      assertThat(keyspace.size()).as("expected %d", expected).isEqualTo(5_000);
      for (int i = 0; i < 5_000; i++) {
        byte[] key = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
        assertThat(keyspace.database(0).delete(key, 0, key.length)).isTrue();
      }
      assertThat(keyspace.size()).isZero();
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

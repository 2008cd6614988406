package io.vedette.node.store;

import static io.vedette.node.store.Keys.START_MS;
import static io.vedette.node.store.Keys.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActiveExpiryTest {
  private final Keyspace keyspace = Keys.keyspace();
  private final ActiveExpiry expiry = new ActiveExpiry(keyspace);
  private final AtomicLong nanoTime = new AtomicLong();

  @Test
  void deletesExactlyWhatIsDue() {
    for (int i = 0; i < 10_000; i++) {
      set(keyspace.database(i % 3), "k" + i, "v", i % 4 == 0 ? -1 : START_MS + i);
    }
    keyspace.advanceTo(START_MS + 4_999);
    assertThat(expiry.run(nanoTime::get, 1)).isEqualTo(3_750);
    assertThat(keyspace.size()).isEqualTo(6_250);
    assertThat(expiry.run(nanoTime::get, 1)).isZero();
    keyspace.advanceTo(START_MS + 10_000);
    assertThat(expiry.run(nanoTime::get, 1)).isEqualTo(3_750);
    assertThat(keyspace.size()).isEqualTo(2_500);
  }

  @Test
  void stopsWhenItsTimeIsUsedUpAndGoesOnLater() {
    for (int i = 0; i < 20_000; i++) {
      set(keyspace.database(0), "k" + i, "v", START_MS + 1);
    }
    keyspace.advanceTo(START_MS + 1);
    long first = expiry.run(() -> nanoTime.getAndAdd(10), 5);
    assertThat(first).isBetween(1L, 19_999L);
    long rest = 0;
    for (int i = 0; i < 100; i++) {
      rest += expiry.run(() -> nanoTime.getAndAdd(10), 5);
    }
    assertThat(first + rest).isEqualTo(20_000);
  }

  @Test
  void leavesDeletionToTheMasterOnReplica() {
    set(keyspace.database(0), "k", "v", START_MS + 1);
    keyspace.advanceTo(START_MS + 1);
    keyspace.expiryPolicy(ExpiryPolicy.HIDE);
    assertThat(expiry.run(nanoTime::get, 1)).isZero();
    assertThat(keyspace.size()).isEqualTo(1);
  }
}

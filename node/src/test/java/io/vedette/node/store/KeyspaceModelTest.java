package io.vedette.node.store;

import static io.vedette.node.store.Keys.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random operations on a database and on a plain map must always agree. */
class KeyspaceModelTest {
  private record Held(String value, long expiresAtMs) {}

  private final Keyspace keyspace = Keys.keyspace();
  private final Database database = keyspace.database(0);
  private final Map<String, Held> model = new HashMap<>();
  private long nowMs = START_MS;

  @Property(tries = 15)
  void agreesWithMap(@ForAll long seed) {
    Random random = new Random(seed);
    int keys = 1 + random.nextInt(3_000);
    ActiveExpiry expiry = new ActiveExpiry(keyspace);
    for (int i = 0; i < 12_000; i++) {
      step(random, "key" + random.nextInt(keys));
      if (random.nextInt(500) == 0) {
        nowMs += random.nextInt(400);
        keyspace.advanceTo(nowMs);
        expiry.run(() -> 0, 1);
        model.values().removeIf(held -> isExpired(held));
        assertThat(database.size()).isEqualTo(model.size());
      }
    }
    check();
  }

  private boolean isExpired(Held held) {
    return held.expiresAtMs() >= 0 && held.expiresAtMs() <= nowMs;
  }

  private void step(Random random, String key) {
    long expiresAtMs = random.nextBoolean() ? -1 : nowMs + 1 + random.nextInt(1_000);
    Held held = model.get(key);
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        assertThat(Keys.delete(database, key)).isEqualTo(held != null);
        model.remove(key);
      }
      case 3 -> {
        assertThat(Keys.setExpiry(database, key, expiresAtMs)).isEqualTo(held != null);
        model.computeIfPresent(key, (k, old) -> new Held(old.value(), expiresAtMs));
      }
      case 4, 5 ->
          assertThat(Keys.get(database, key)).isEqualTo(held == null ? null : held.value());
      case 6 -> {
        String value = "x".repeat(random.nextInt(3)) + random.nextInt(100);
        Keys.set(database, key, value, Database.KEEP_EXPIRY);
        model.put(key, new Held(value, held == null ? -1 : held.expiresAtMs()));
      }
      default -> {
        String value = random.nextInt(200) == 0 ? "y".repeat(66_000) : "" + random.nextInt(1000);
        Keys.set(database, key, value, expiresAtMs);
        model.put(key, new Held(value, expiresAtMs));
      }
    }
  }

  private void check() {
    Map<String, Held> found = new HashMap<>();
    long[] bytes = {0};
    database.forEach(
        entry -> {
          bytes[0] += Entry.memoryBytes(entry);
          found.put(Keys.key(entry), new Held(Keys.text(entry), Entry.expiresAtMs(entry)));
        });
    assertThat(found).isEqualTo(model);
    assertThat(database.size()).isEqualTo(model.size());
    assertThat(database.expiring())
        .isEqualTo(model.values().stream().filter(held -> held.expiresAtMs() >= 0).count());
    assertThat(database.memoryBytes())
        .isBetween(bytes[0], bytes[0] + database.table().segmentCount() * 6_000L + 4_096);
  }
}

package io.vedette.protocol.rdb.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.rdb.Crc64;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RdbCheckTest {
  private static final int FLIPS = 10_000;

  /** Every type and both of its encodings, made by redis-server 7.0.15. */
  private static final String ALL_TYPES = "redis-7.0-all-types.rdb";

  private final List<String> seen = new ArrayList<>();

  static byte[] resource(String name) throws IOException {
    try (var in = RdbCheckTest.class.getResourceAsStream("/rdb/" + name)) {
      return in.readAllBytes();
    }
  }

  private RdbCheck check(byte[] rdb, int step) throws RdbException {
    RdbCheck check =
        new RdbCheck(
            0,
            new RdbCheck.Listener() {
              @Override
              public void aux(String name, String value) {
                seen.add(name);
              }

              @Override
              public void database(int index) {
                seen.add("db" + index);
              }
            });
    RdbReader reader = new RdbReader(check);
    int at = 0;
    while (at < rdb.length && !reader.isComplete()) {
      at += reader.feed(rdb, at, Math.min(step, rdb.length - at));
    }
    if (!reader.isComplete()) {
      throw new RdbException("it ends early");
    }
    return check;
  }

  @Test
  void readsEveryTypeOfRedis7() throws Exception {
    for (int step : new int[] {1, 7, 1000, 1 << 20}) {
      seen.clear();
      RdbCheck check = check(resource(ALL_TYPES), step);
      assertThat(check.keys()).isEqualTo(23);
      assertThat(check.expiring()).isEqualTo(2);
      assertThat(check.expired()).isZero();
      assertThat(check.functions()).isEqualTo(1);
      assertThat(seen).contains("redis-ver", "db0", "db3");
    }
  }

  @Test
  void aFileThatEndsEarlyIsNeverComplete() throws Exception {
    byte[] rdb = resource(ALL_TYPES);
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] cut = java.util.Arrays.copyOf(rdb, random.nextInt(rdb.length));
      assertThatThrownBy(() -> check(cut, 5000)).isInstanceOf(RdbException.class);
    }
  }

  @Test
  void oneFlippedBitIsRefused() throws Exception {
    byte[] rdb = resource(ALL_TYPES);
    Random random = random();
    for (int i = 0; i < FLIPS; i++) {
      int bit = random.nextInt(rdb.length * 8);
      rdb[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> check(rdb, 1 << 16))
          .as("bit %d", bit)
          .isInstanceOf(RdbException.class);
      rdb[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void brokenValuesWithARightChecksumEndInAnErrorOrNot() throws Exception {
    byte[] rdb = resource(ALL_TYPES);
    Random random = random();
    int refused = 0;
    for (int i = 0; i < FLIPS / 5; i++) {
      byte[] broken = rdb.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        broken[9 + random.nextInt(rdb.length - 17)] = (byte) random.nextInt(256);
      }
      withRightChecksum(broken);
      try {
        check(broken, 1 << 16);
      } catch (RdbException e) {
        assertThat(e.getMessage()).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(FLIPS / 50);
  }

  private static void withRightChecksum(byte[] rdb) {
    long crc = Crc64.update(0, rdb, 0, rdb.length - 8);
    for (int i = 0; i < 8; i++) {
      rdb[rdb.length - 8 + i] = (byte) (crc >>> 8 * i);
    }
  }

  private static Random random() {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    System.out.println("RdbCheckTest: -Dvedette.seed=" + seed);
    return new Random(seed);
  }
}

package io.vedette.node.type.zset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.store.PackedLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZSetValueTest {
  /** What redis-server 7.0.15 takes for an element of the set below. */
  private static final int REDIS_BYTES = 104;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final PackedLimits limits = new PackedLimits();
  private final ZSetValue set = new ZSetValue();
  private final Map<String, Double> model = new HashMap<>();

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static List<String> members(ZSetCursor cursor) {
    List<String> members = new ArrayList<>();
    while (cursor.next()) {
      members.add(new String(cursor.bytes(), cursor.offset(), cursor.length(), ISO_8859_1));
    }
    return members;
  }

  private List<String> expected() {
    return model.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry::getKey, Comparator.naturalOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void step() {
    String member = "m" + random.nextInt(300);
    byte[] m = bytes(member);
    switch (random.nextInt(10)) {
      case 0, 1 -> assertThat(set.remove(m, 0, m.length)).isEqualTo(model.remove(member) != null);
      case 2 -> {
        int from = random.nextInt(model.size() + 1);
        int until = Math.min(model.size(), from + random.nextInt(4));
        List<String> gone = expected().subList(from, until);
        set.remove(new RankRange(from, until));
        gone.forEach(model::remove);
      }
      default -> {
        double score = random.nextInt(30) / 4.0;
        boolean isNew = set.put(limits, score, m, 0, m.length);
        assertThat(isNew).isEqualTo(model.put(member, score) == null);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 50, 0})
  void doesWhatASortedMapDoes(long limit) {
    limits.zsetMaxListpackEntries = limit;
    for (int i = 0; i < 4_000; i++) {
      step();
      if (i % 40 == 0) {
        List<String> all = expected();
        assertThat(members(set.all())).as("seed %d", seed).isEqualTo(all);
        RankRange everything = new RankRange(0, all.size());
        assertThat(members(set.cursor(everything, true))).isEqualTo(all.reversed());
        for (int rank = 0; rank < all.size(); rank++) {
          byte[] m = bytes(all.get(rank));
          assertThat(set.rank(m, 0, m.length)).as("seed %d", seed).isEqualTo(rank);
          assertThat(set.score(m, 0, m.length)).isEqualTo(model.get(all.get(rank)));
        }
        double middle = 3.5;
        long below = model.values().stream().filter(score -> score < middle).count();
        long upTo = model.values().stream().filter(score -> score <= middle).count();
        assertThat(set.countBelow(middle, false)).as("seed %d", seed).isEqualTo((int) below);
        assertThat(set.countBelow(middle, true)).as("seed %d", seed).isEqualTo((int) upTo);
      }
    }
  }

  @Test
  void aLargeSetTakesNoMoreMemoryThanInRedis() {
    int members = 200_000;
    for (int i = 0; i < members; i++) {
      byte[] m = bytes("member:" + i);
      set.put(limits, random.nextDouble() * 1e6, m, 0, m.length);
    }
    assertThat(set.memoryBytes() / members).as("seed %d", seed).isLessThan(REDIS_BYTES);
    assertThat(set.memoryBytes() / members).isGreaterThan(40);
  }
}

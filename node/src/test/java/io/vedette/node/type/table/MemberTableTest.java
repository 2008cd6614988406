package io.vedette.node.type.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberTableTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] entry(MemberLayout layout, String member, String value) {
    byte[] m = bytes(member);
    return switch (layout) {
      case WHOLE -> m;
      case AFTER_8_BYTES -> bytes((value + "        ").substring(0, 8) + member);
      case BEFORE_VALUE ->
          MemberLayout.beforeValue(m, 0, m.length, bytes(value), 0, value.length());
    };
  }

  private String member(int range) {
    int n = random.nextInt(range);
    return n % 50 == 0 ? n + "long".repeat(100) : "m" + n;
  }

  private static Map<String, String> content(MemberLayout layout, MemberWalk walk) {
    Map<String, String> found = new HashMap<>();
    for (byte[] e = walk.next(); e != null; e = walk.next()) {
      String member = new String(layout.member(e), ISO_8859_1);
      assertThat(found.put(member, new String(e, ISO_8859_1))).isNull();
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(MemberLayout.class)
  void doesWhatAMapDoesAndFrozenViewsAndCopiesStay(MemberLayout layout) {
    MemberTable table = new MemberTable(layout);
    Map<String, String> model = new HashMap<>();
    List<Map<String, String>> expected = new ArrayList<>();
    List<MemberWalk> frozen = new ArrayList<>();
    for (int phase = 0; phase < 6; phase++) {
      boolean grows = phase % 2 == 0;
      for (int i = 0; i < 20_000; i++) {
        String m = member(8_000);
        byte[] mb = bytes(m);
        if (random.nextInt(10) < (grows ? 8 : 1)) {
          byte[] e = entry(layout, m, "v" + i);
          byte[] old = table.put(e);
          String was = model.put(m, new String(e, ISO_8859_1));
          assertThat(old == null ? null : new String(old, ISO_8859_1)).isEqualTo(was);
        } else {
          byte[] old = table.remove(mb, 0, mb.length);
          String was = model.remove(m);
          assertThat(old == null ? null : new String(old, ISO_8859_1)).isEqualTo(was);
        }
        if (i % 4_999 == 0) {
          frozen.add(table.freeze());
          expected.add(Map.copyOf(model));
        }
      }
      assertThat(table.size()).as("seed %d", seed).isEqualTo(model.size());
      assertThat(content(layout, table.walk())).as("seed %d", seed).isEqualTo(model);
    }
    for (int i = 0; i < frozen.size(); i++) {
      assertThat(content(layout, frozen.get(i))).as("seed %d", seed).isEqualTo(expected.get(i));
    }
  }

  @Test
  void copiesGoTheirOwnWays() {
    MemberTable one = new MemberTable(MemberLayout.WHOLE);
    for (int i = 0; i < 3_000; i++) {
      one.put(bytes("m" + i));
    }
    MemberTable two = one.copy();
    for (int i = 0; i < 3_000; i += 2) {
      one.remove(bytes("m" + i), 0, ("m" + i).length());
      two.put(bytes("n" + i));
    }
    MemberTable three = two.copy();
    three.put(bytes("third"));
    assertThat(content(MemberLayout.WHOLE, one.walk())).hasSize(1_500).doesNotContainKey("m2");
    assertThat(content(MemberLayout.WHOLE, two.walk()))
        .hasSize(4_500)
        .containsKeys("m2", "n2")
        .doesNotContainKey("third");
    assertThat(three.size()).isEqualTo(4_501);
  }

  @Test
  void accountsItsMemoryAndGivesItBack() {
    MemberTable table = new MemberTable(MemberLayout.WHOLE);
    long empty = table.memoryBytes();
    for (int i = 0; i < 100_000; i++) {
      table.put(bytes("member:" + i));
    }
    long perEntry = table.memoryBytes() / 100_000;
    assertThat(perEntry).isBetween(35L, 50L);
    for (int i = 0; i < 100_000; i++) {
      byte[] m = bytes("member:" + i);
      table.remove(m, 0, m.length);
    }
    assertThat(table.size()).isZero();
    assertThat(table.segmentCount()).isEqualTo(1);
    assertThat(table.memoryBytes() - 8L * 512).isLessThan(empty + 8L * 512);
  }

  @Test
  void roomMadeInAdvanceChangesNothingElse() {
    MemberTable table = new MemberTable(MemberLayout.WHOLE, 50_000);
    int before = table.segmentCount();
    for (int i = 0; i < 50_000; i++) {
      table.put(bytes("m" + i));
    }
    assertThat(table.size()).isEqualTo(50_000);
    assertThat(table.segmentCount()).isLessThan(before + before / 4);
    assertThat(content(MemberLayout.WHOLE, table.walk())).hasSize(50_000);
  }

  @Test
  void scanVisitsWhateverStaysWhileTheTableGrowsAndShrinks() {
    for (int round = 0; round < 200; round++) {
      MemberTable table = new MemberTable(MemberLayout.WHOLE);
      int staying = 1 + random.nextInt(1_500);
      Set<String> missing = new HashSet<>();
      for (int i = 0; i < staying; i++) {
        table.put(bytes("stays" + i));
        missing.add("stays" + i);
      }
      int moving = 0;
      boolean grows = random.nextBoolean();
      for (int i = 0; !grows && i < 4_000; i++) {
        table.put(bytes("moves" + moving++));
      }
      long cursor = 0;
      int calls = 0;
      do {
        cursor =
            table.scan(
                cursor, 1 + random.nextInt(20), e -> missing.remove(new String(e, ISO_8859_1)));
        assertThat(cursor).isNotNegative();
        for (int i = 0; i < 60; i++) {
          if (grows) {
            table.put(bytes("moves" + moving++));
          } else if (moving > 0) {
            byte[] m = bytes("moves" + --moving);
            table.remove(m, 0, m.length);
          }
        }
        grows &= moving < 5_000;
      } while (cursor != 0 && ++calls < 100_000);
      assertThat(cursor).as("seed %d", seed).isZero();
      assertThat(missing).as("seed %d round %d", seed, round).isEmpty();
    }
  }

  @Test
  void anyCursorThatAClientInventsIsTaken() {
    MemberTable table = new MemberTable(MemberLayout.WHOLE);
    for (int i = 0; i < 2_000; i++) {
      table.put(bytes("m" + i));
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(table.scan(random.nextLong(), 10, e -> {})).isNotNegative();
    }
  }

  @Test
  void drawsEveryEntryAboutEquallyOften() {
    MemberTable table = new MemberTable(MemberLayout.WHOLE);
    int entries = 700;
    for (int i = 0; i < entries; i++) {
      table.put(bytes("m" + i));
    }
    Map<String, Integer> drawn = new HashMap<>();
    int perEntry = 200;
    for (int i = 0; i < entries * perEntry; i++) {
      drawn.merge(new String(table.random(random), ISO_8859_1), 1, Integer::sum);
    }
    assertThat(drawn).as("seed %d", seed).hasSize(entries);
    assertThat(drawn.values()).allSatisfy(n -> assertThat(n).isBetween(100, 310));
  }
}

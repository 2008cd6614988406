package io.vedette.node.type.zset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScoreTreeTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final ScoreTree tree = new ScoreTree();
  private final TreeMap<byte[], byte[]> model = new TreeMap<>(ScoredMember.ORDER);

  private static byte[] element(double score, String member) {
    byte[] bytes = member.getBytes(ISO_8859_1);
    return ScoredMember.of(score, bytes, 0, bytes.length);
  }

  /** Few scores, so that many members tie, both zeros and infinity among them. */
  private byte[] draw() {
    double score =
        switch (random.nextInt(8)) {
          case 0 -> 0.0;
          case 1 -> -0.0;
          case 2 -> Double.POSITIVE_INFINITY;
          case 3 -> random.nextDouble();
          default -> random.nextInt(40) - 20;
        };
    return element(score, Integer.toString(random.nextInt(4_000), 36));
  }

  private void step(int additionsOfTen) {
    byte[] drawn = draw();
    byte[] there = model.get(drawn);
    if (there == null && random.nextInt(10) < additionsOfTen) {
      model.put(drawn, drawn);
      tree.add(drawn);
    } else if (there != null && random.nextInt(10) >= additionsOfTen) {
      model.remove(there);
      tree.remove(there);
    }
  }

  private static List<byte[]> rest(ScoreCursor cursor) {
    List<byte[]> all = new ArrayList<>();
    for (byte[] e = cursor.next(); e != null; e = cursor.next()) {
      all.add(e);
    }
    return all;
  }

  private void check() {
    List<byte[]> expected = new ArrayList<>(model.keySet());
    assertThat(tree.size()).as("seed %d", seed).isEqualTo(expected.size());
    assertThat(rest(tree.ascending(0))).as("seed %d", seed).isEqualTo(expected);
    for (int i = 0; i < 12; i++) {
      byte[] drawn = draw();
      int below = model.headMap(drawn, false).size();
      assertThat(tree.rank(ScoredMember.score(drawn), drawn, 8, drawn.length - 8))
          .as("seed %d", seed)
          .isEqualTo(below);
      double score = ScoredMember.score(drawn);
      assertThat(tree.countBelow((there, e) -> there < score))
          .as("seed %d", seed)
          .isEqualTo((int) expected.stream().filter(e -> ScoredMember.score(e) < score).count());
      assertThat(tree.countBelow((there, e) -> there <= score))
          .as("seed %d", seed)
          .isEqualTo((int) expected.stream().filter(e -> ScoredMember.score(e) <= score).count());
      assertThat(rest(tree.ascending(below))).isEqualTo(expected.subList(below, expected.size()));
      List<byte[]> down = new ArrayList<>(expected.subList(0, below));
      Collections.reverse(down);
      assertThat(rest(tree.descending(below - 1))).isEqualTo(down);
    }
  }

  @Test
  void doesWhatASortedMapDoesAndFrozenViewsAndCopiesStay() {
    List<ScoreCursor> frozen = new ArrayList<>();
    List<ScoreTree> copies = new ArrayList<>();
    List<List<byte[]>> expected = new ArrayList<>();
    for (int phase = 0; phase < 6; phase++) {
      for (int i = 0; i < 15_000; i++) {
        step(phase % 2 == 0 ? 8 : 1);
        if (i % 3_001 == 0) {
          frozen.add(tree.freeze());
          copies.add(tree.copy());
          expected.add(new ArrayList<>(model.keySet()));
        }
      }
      check();
    }
    for (int i = 0; i < expected.size(); i++) {
      assertThat(rest(copies.get(i).ascending(0))).as("seed %d", seed).isEqualTo(expected.get(i));
      assertThat(rest(frozen.get(i))).as("seed %d", seed).isEqualTo(expected.get(i).reversed());
    }
  }

  @Test
  void aCopyChangesAlone() {
    for (int i = 0; i < 1_000; i++) {
      tree.add(element(i, "m"));
    }
    ScoreTree copy = tree.copy();
    List<byte[]> all = rest(tree.ascending(0));
    all.forEach(copy::remove);
    tree.add(element(-1, "m"));
    assertThat(copy.size()).isZero();
    assertThat(rest(copy.ascending(0))).isEmpty();
    assertThat(rest(tree.ascending(1))).isEqualTo(all);
  }

  @Test
  void growingAtEitherEndFillsItsNodes() {
    ScoreTree down = new ScoreTree();
    for (int i = 0; i < 20_000; i++) {
      tree.add(element(i, "m"));
      down.add(element(-i, "m"));
    }
    assertThat(tree.memoryBytes()).isLessThan(20_000 * 20);
    assertThat(down.memoryBytes()).isLessThan(20_000 * 20);
    assertThat(rest(down.ascending(0))).hasSize(20_000).isSortedAccordingTo(ScoredMember.ORDER);
  }

  @Test
  void memoryFollowsTheNodesBothWays() {
    long empty = tree.memoryBytes();
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      all.add(element(random.nextInt(), Integer.toString(i)));
      tree.add(all.getLast());
    }
    Collections.shuffle(all, random);
    all.forEach(tree::remove);
    assertThat(tree.size()).isZero();
    assertThat(tree.memoryBytes()).as("seed %d", seed).isLessThan(empty + 2_000);
  }
}

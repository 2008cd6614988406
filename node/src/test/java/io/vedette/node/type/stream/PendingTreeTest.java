package io.vedette.node.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingTreeTest {
  private static final int STEPS = 12_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final HeapUse heap = new HeapUse(0);
  private final PendingTree tree = PendingTree.ofGroup(heap);
  private final NavigableMap<StreamId, Delivery> model = new TreeMap<>();

  private record Delivery(long timeMs, long deliveries, int consumer) {}

  private record View(PendingCursor at, NavigableMap<StreamId, Delivery> content) {}

  /** Few different ids, so that they meet; some at the limits of unsigned numbers. */
  private StreamId draw() {
    return switch (random.nextInt(20)) {
      case 0 -> new StreamId(-1, -1 - random.nextInt(3));
      case 1 -> new StreamId(Long.MAX_VALUE + random.nextInt(3), random.nextInt(3));
      case 2 -> new StreamId(random.nextInt(20), -1);
      default -> new StreamId(random.nextInt(700), random.nextInt(4));
    };
  }

  private static NavigableMap<StreamId, Delivery> rest(PendingCursor at) {
    NavigableMap<StreamId, Delivery> content = new TreeMap<>();
    for (; !at.isAtEnd(); at.next()) {
      StreamId id = at.id();
      assertThat(content.isEmpty() || content.lastKey().compareTo(id) < 0).isTrue();
      content.put(id, new Delivery(at.timeMs(), at.deliveries(), at.consumer()));
    }
    return content;
  }

  private void step(int additionsOfTen) {
    StreamId id = draw();
    Delivery there = model.get(id);
    assertThat(tree.consumer(id)).isEqualTo(there == null ? PendingTree.ABSENT : there.consumer);
    if (random.nextInt(10) < additionsOfTen) {
      Delivery delivery = new Delivery(random.nextLong(), random.nextLong(), random.nextInt(9));
      model.put(id, delivery);
      assertThat(tree.put(id, delivery.timeMs, delivery.deliveries, delivery.consumer))
          .isEqualTo(there == null ? PendingTree.ABSENT : there.consumer);
    } else if (there != null && random.nextInt(10) == 0) {
      model.put(id, new Delivery(7, there.deliveries + 1, there.consumer));
      tree.deliveredAgain(id, 7);
    } else {
      model.remove(id);
      assertThat(tree.remove(id)).isEqualTo(there == null ? PendingTree.ABSENT : there.consumer);
    }
  }

  private void check() {
    assertThat(rest(tree.first())).as("seed %d", seed).isEqualTo(model);
    assertThat(tree.size()).isEqualTo(model.size());
    assertThat(tree.last()).isEqualTo(model.isEmpty() ? null : model.lastKey());
    assertThat(tree.memoryBytes()).isEqualTo(heap.bytes());
    StreamId from = draw();
    assertThat(rest(tree.from(from))).as("seed %d", seed).isEqualTo(model.tailMap(from, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 5, 2})
  void agreesWithASortedMapWhateverIsShared(int additionsOfTen) {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      step(i < STEPS / 2 ? 9 : additionsOfTen);
      if (i % 500 == 0) {
        check();
      }
      if (i % 2_000 == 0) {
        PendingCursor at = random.nextBoolean() ? tree.freeze() : tree.copy(new HeapUse(0)).first();
        views.add(new View(at, new TreeMap<>(model)));
      }
    }
    check();
    for (View view : views) {
      assertThat(rest(view.at)).as("seed %d", seed).isEqualTo(view.content);
    }
    for (StreamId id : List.copyOf(model.keySet())) {
      tree.remove(id);
    }
    model.clear();
    check();
  }

  @Test
  void aCopyChangesByItself() {
    for (int i = 0; i < 5_000; i++) {
      tree.put(new StreamId(i, 0), i, 1, 0);
    }
    PendingTree copy = tree.copy(new HeapUse(0));
    for (int i = 0; i < 5_000; i += 2) {
      tree.remove(new StreamId(i, 0));
      copy.put(new StreamId(i, 1), i, 2, 1);
    }
    assertThat(tree.size()).isEqualTo(2_500);
    assertThat(rest(tree.first())).hasSize(2_500);
    assertThat(copy.size()).isEqualTo(7_500);
    assertThat(rest(copy.first()))
        .hasSize(7_500)
        .containsEntry(new StreamId(4, 0), new Delivery(4, 1, 0))
        .containsEntry(new StreamId(4, 1), new Delivery(4, 2, 1));
  }

  @Test
  void whatComesInOrderLeavesFullNodes() {
    for (int i = 0; i < 64_000; i++) {
      tree.put(new StreamId(1, i), i, 1, 0);
    }
    assertThat(tree.memoryBytes() / 64_000).isLessThan(42);
    PendingTree ids = PendingTree.ofConsumer(heap);
    for (int i = 0; i < 64_000; i++) {
      assertThat(ids.add(new StreamId(1, i))).isTrue();
    }
    assertThat(ids.add(new StreamId(1, 5))).isFalse();
    assertThat(ids.memoryBytes() / 64_000).isLessThan(18);
    for (int i = 0; i < 64_000; i++) {
      assertThat(ids.remove(new StreamId(1, i))).isZero();
      assertThat(tree.remove(new StreamId(1, i))).isZero();
    }
    assertThat(heap.bytes()).isEqualTo(tree.memoryBytes() + ids.memoryBytes()).isLessThan(8_000);
  }
}

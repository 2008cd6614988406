package io.vedette.node.type.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.store.EntryDigest;
import io.vedette.node.store.PackedLimits;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random changes of a stream, compared with a sorted map from ids to words. */
class StreamModelTest {
  private static final int STEPS = 1500;

  private final PackedLimits limits = new PackedLimits();
  private final NavigableMap<StreamId, List<String>> model = new TreeMap<>();
  private StreamValue stream = new StreamValue();
  private Random random;

  /** A stream that shares with the one that changes on, and what it must still hold later. */
  private record View(StreamValue copy, NavigableMap<StreamId, List<String>> content) {}

  @ParameterizedTest
  @CsvSource({"4096, 100", "0, 3", "64, 0", "0, 0", "300, 1", "8192, 300"})
  void agreesWithASortedMap(long maxBytes, long maxEntries) {
    long seed = System.nanoTime();
    System.out.println("StreamModelTest " + maxBytes + " " + maxEntries + " seed " + seed);
    random = new Random(seed);
    limits.streamNodeMaxBytes = maxBytes;
    limits.streamNodeMaxEntries = maxEntries;
    List<View> views = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      step();
      if (step % 100 == 0) {
        check(stream, model);
      }
      if (step % 400 == 0) {
        views.add(new View(stream.copy(), new TreeMap<>(model)));
        if (random.nextBoolean()) {
          StreamValue changedBefore = stream;
          stream = stream.copy();
          views.add(new View(changedBefore, new TreeMap<>(model)));
        }
      }
    }
    check(stream, model);
    for (View view : views) {
      check(view.copy(), view.content());
    }
  }

  private void step() {
    if (random.nextInt(3) > 0 || model.isEmpty()) {
      add();
    } else if (random.nextInt(100) > 0) {
      delete();
    } else {
      trim();
    }
  }

  private void add() {
    StreamId last = stream.lastId();
    StreamId id =
        random.nextBoolean()
            ? last.next()
            : new StreamId(last.ms() + 1 + random.nextInt(100_000), random.nextInt(3));
    List<String> words = new ArrayList<>();
    int fields = random.nextInt(10) == 0 ? 1 + random.nextInt(6) : 2;
    for (int i = 0; i < fields; i++) {
      words.add(random.nextInt(20) == 0 ? "other" + i : "field" + i);
      words.add(value());
    }
    stream.append(id, TextFields.of(words.toArray(String[]::new)), limits);
    model.put(id, words);
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> Long.toString(random.nextLong());
      case 2 -> Integer.toString(random.nextInt(200));
      case 3 -> "v".repeat(random.nextInt(200));
      default -> "value-" + random.nextInt(50);
    };
  }

  private void delete() {
    StreamId id =
        switch (random.nextInt(3)) {
          case 0 -> model.firstKey();
          case 1 -> {
            StreamId at = model.ceilingKey(someId());
            yield at == null ? model.lastKey() : at;
          }
          default -> someId();
        };
    assertThat(stream.delete(id)).isEqualTo(model.remove(id) != null);
  }

  /** Exactly to a length or an id, or leaving a part of one node. */
  private void trim() {
    boolean approximate = random.nextBoolean();
    StreamId minId = random.nextBoolean() ? someId() : null;
    int length = random.nextInt(model.size() + 1);
    NavigableMap<StreamId, List<String>> exact = new TreeMap<>(model);
    if (minId == null) {
      exact.keySet().removeAll(new ArrayList<>(model.keySet()).subList(0, model.size() - length));
    } else {
      exact.headMap(minId).clear();
    }
    int before = model.size();
    long trimmed = new TrimRequest(minId, length, approximate, 0, 0).apply(stream);
    assertThat(stream.length()).isEqualTo(before - trimmed);
    if (!approximate) {
      assertThat(stream.length()).isEqualTo(exact.size());
    }
    assertThat(stream.length()).isGreaterThanOrEqualTo(exact.size());
    while (model.size() > stream.length()) {
      model.pollFirstEntry();
    }
  }

  private StreamId someId() {
    long span = model.lastKey().ms() - model.firstKey().ms() + 1;
    return new StreamId(model.firstKey().ms() + random.nextLong(span), random.nextInt(3));
  }

  private void check(StreamValue checked, NavigableMap<StreamId, List<String>> expected) {
    assertThat(checked.length()).isEqualTo(expected.size());
    assertThat(checked.firstId())
        .isEqualTo(expected.isEmpty() ? StreamId.MIN : expected.firstKey());
    assertThat(checked.lastEntryId())
        .isEqualTo(expected.isEmpty() ? StreamId.MIN : expected.lastKey());
    assertThat(entries(checked.range(StreamId.MIN, StreamId.MAX)))
        .isEqualTo(new ArrayList<>(expected.entrySet()));
    assertThat(checked.nodes().memoryBytes()).isEqualTo(checked.nodes().countedMemoryBytes());
    if (!expected.isEmpty()) {
      checkPart(checked, expected);
    }
    checkNodes(checked);
    assertThat(digest(checked)).isEqualTo(digest(expected));
  }

  private void checkPart(StreamValue checked, NavigableMap<StreamId, List<String>> expected) {
    long span = expected.lastKey().ms() - expected.firstKey().ms() + 1;
    StreamId from =
        new StreamId(expected.firstKey().ms() + random.nextLong(span), random.nextInt(3));
    StreamId to = new StreamId(from.ms() + random.nextLong(span), random.nextInt(3));
    if (from.compareTo(to) > 0) {
      to = from;
    }
    NavigableMap<StreamId, List<String>> part = expected.subMap(from, true, to, true);
    assertThat(entries(checked.range(from, to))).isEqualTo(new ArrayList<>(part.entrySet()));
    assertThat(entries(checked.rangeBackwards(from, to)))
        .isEqualTo(new ArrayList<>(part.descendingMap().entrySet()));
    StreamId some = expected.ceilingKey(from);
    assertThat(some != null && checked.find(some) != null).isEqualTo(some != null);
  }

  /** Each node is a sound listpack whose counts are true; trimming may leave one empty. */
  private static void checkNodes(StreamValue checked) {
    for (int i = 0; i < checked.nodes().size(); i++) {
      StreamNode node = checked.nodes().get(i);
      byte[] listpack = Arrays.copyOf(node.bytes(), node.size());
      assertThat(elements(listpack)).isPositive();
      assertThat(node.entries() + node.deleted()).isPositive();
      StreamNode again = StreamNode.of(0, new StreamId(node.ms, node.seq), listpack);
      assertThat(again.entries()).isEqualTo(node.entries());
      assertThat(again.deleted()).isEqualTo(node.deleted());
      int all = 0;
      for (int at = node.end(); at != node.firstAt(); at = node.before(at)) {
        all++;
      }
      assertThat(all).isEqualTo(node.entries() + node.deleted());
    }
  }

  private static int elements(byte[] listpack) {
    try {
      return Listpack.read(
          listpack,
          0,
          listpack.length,
          new PackedVisitor() {
            @Override
            public void string(byte[] bytes, int offset, int length) {}

            @Override
            public void integer(long number) {}
          });
    } catch (RdbException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Map.Entry<StreamId, List<String>>> entries(StreamCursor cursor) {
    List<Map.Entry<StreamId, List<String>>> found = new ArrayList<>();
    while (cursor.next()) {
      List<String> words = new ArrayList<>();
      cursor.forEachText(
          (bytes, offset, length) -> words.add(new String(bytes, offset, length, ISO_8859_1)));
      assertThat(words).hasSize(2 * cursor.fieldCount());
      found.add(Map.entry(cursor.id(), words));
    }
    return found;
  }

  private static byte[] digest(StreamValue value) {
    EntryDigest digest = new EntryDigest();
    value.digestInto(digest);
    return digest.value();
  }

  private static byte[] digest(Map<StreamId, List<String>> content) {
    EntryDigest digest = new EntryDigest();
    content.forEach(
        (id, words) -> {
          mix(digest, id.toString().replace('-', '.'));
          words.forEach(word -> mix(digest, word));
        });
    return digest.value();
  }

  private static void mix(EntryDigest digest, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    digest.mix(bytes, 0, bytes.length);
  }
}

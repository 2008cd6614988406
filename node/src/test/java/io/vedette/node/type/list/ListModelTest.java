package io.vedette.node.type.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.store.EntryDigest;
import io.vedette.node.store.Value;
import io.vedette.node.type.Types;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands on one list, compared with a plain list of strings. */
class ListModelTest {
  private static final int STEPS = 4000;

  private final CommandRunner runner = new CommandRunner(ListCommands::register);
  private final List<String> model = new ArrayList<>();
  private Random random;

  /** A view of the list at some step, and what it must still hold later. */
  private record View(Value copy, List<String> content) {}

  @ParameterizedTest
  @ValueSource(longs = {-2, -1, 1, 3, 128, 0, -5})
  void agreesWithAPlainList(long maxListpackSize) {
    long seed = System.nanoTime();
    System.out.println("ListModelTest " + maxListpackSize + " seed " + seed);
    random = new Random(seed);
    runner.keyspace().limits().listMaxListpackSize = maxListpackSize;
    List<View> views = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      step();
      if (step % 16 == 0) {
        check();
      }
      if (step % 200 == 0 && !model.isEmpty()) {
        views.add(new View(value().copy(), List.copyOf(model)));
        freezesExactly();
      }
    }
    check();
    for (View view : views) {
      assertThat(view.copy().elements()).isEqualTo(view.content().size());
      assertThat(digest(view.copy())).isEqualTo(digest(fresh(view.content())));
    }
  }

  private void step() {
    switch (random.nextInt(model.size() > 600 ? 14 : 12)) {
      case 0, 1, 2 -> push(true);
      case 3, 4, 5 -> push(false);
      case 6 -> pop();
      case 7 -> insert();
      case 8 -> set();
      case 9 -> remove();
      case 10 -> rotate();
      case 11 -> positions();
      default -> trim();
    }
  }

  private void push(boolean head) {
    StringBuilder words = new StringBuilder(head ? "LPUSH k" : "RPUSH k");
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 60 : 4); i >= 0; i--) {
      String element = element();
      words.append(' ').append(element);
      model.add(head ? 0 : model.size(), element);
    }
    assertThat(runner.run(words.toString())).isEqualTo(":" + model.size());
  }

  private void pop() {
    boolean head = random.nextBoolean();
    int count = Math.min(model.size(), random.nextInt(6));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      expected.add(head ? model.removeFirst() : model.removeLast());
    }
    String reply = runner.run((head ? "LPOP k " : "RPOP k ") + Math.max(1, count));
    if (count > 0) {
      assertThat(reply).isEqualTo(array(expected));
    } else if (!model.isEmpty()) {
      model.remove(head ? 0 : model.size() - 1);
    }
  }

  private void insert() {
    String pivot = any();
    boolean before = random.nextBoolean();
    String element = element();
    int at = model.indexOf(pivot);
    if (at >= 0) {
      model.add(before ? at : at + 1, element);
    }
    int expected = at >= 0 ? model.size() : model.isEmpty() ? 0 : -1;
    assertThat(runner.run("LINSERT k " + (before ? "BEFORE " : "AFTER ") + pivot + " " + element))
        .isEqualTo(":" + expected);
  }

  private void set() {
    if (!model.isEmpty()) {
      int index = random.nextInt(model.size());
      String element = element();
      model.set(index, element);
      int shown = random.nextBoolean() ? index : index - model.size();
      assertThat(runner.run("LSET k " + shown + " " + element)).isEqualTo("+OK");
    }
  }

  private void remove() {
    String element = any();
    int count = random.nextInt(7) - 3;
    int removed = 0;
    List<String> order = count < 0 ? model.reversed() : model;
    for (int at = order.indexOf(element);
        at >= 0 && (count == 0 || removed < Math.abs(count));
        at = order.indexOf(element)) {
      order.remove(at);
      removed++;
    }
    assertThat(runner.run("LREM k " + count + " " + element)).isEqualTo(":" + removed);
  }

  private void rotate() {
    if (!model.isEmpty()) {
      Collections.rotate(model, 1);
      String moved = model.getFirst();
      assertThat(runner.run("LMOVE k k RIGHT LEFT")).isEqualTo(bulk(moved));
    }
  }

  private void positions() {
    String element = any();
    int at = model.indexOf(element);
    int last = model.lastIndexOf(element);
    assertThat(runner.run("LPOS k " + element)).isEqualTo(at < 0 ? "$-1" : ":" + at);
    assertThat(runner.run("LPOS k " + element + " RANK -1"))
        .isEqualTo(last < 0 ? "$-1" : ":" + last);
  }

  private void trim() {
    int from = random.nextInt(model.size());
    int to = Math.min(model.size() - 1, from + random.nextInt(400));
    assertThat(runner.run("LTRIM k " + from + " " + (to - model.size()))).isEqualTo("+OK");
    List<String> kept = List.copyOf(model.subList(from, to + 1));
    model.clear();
    model.addAll(kept);
  }

  private String element() {
    return switch (random.nextInt(12)) {
      case 0 -> "" + random.nextLong();
      case 1 -> "x".repeat(random.nextInt(300) + 1);
      case 2 -> random.nextInt(10) == 0 ? "y".repeat(random.nextInt(9000) + 1) : "y";
      case 3, 4 -> "" + (random.nextInt(300) - 150);
      default -> "e" + random.nextInt(40);
    };
  }

  private String any() {
    return model.isEmpty() || random.nextInt(5) == 0
        ? "e" + random.nextInt(40)
        : model.get(random.nextInt(model.size()));
  }

  private void check() {
    assertThat(runner.run("LRANGE k 0 -1")).isEqualTo(array(model));
    assertThat(runner.run("LLEN k")).isEqualTo(":" + model.size());
    if (!model.isEmpty()) {
      int index = random.nextInt(model.size());
      assertThat(runner.run("LINDEX k " + index)).isEqualTo(bulk(model.get(index)));
      assertThat(memory((ListValue) value())).isEqualTo(value().memoryBytes());
    }
  }

  /** The memory of a large list, counted chunk by chunk. */
  private static long memory(ListValue list) {
    return list.isPacked() ? list.memoryBytes() : list.countedMemoryBytes();
  }

  private void freezesExactly() {
    Value value = value();
    byte[] before = written(value.copy());
    var frozen = value.freeze();
    if (!((ListValue) value).isPacked()) {
      List<String> kept = List.copyOf(model);
      for (int i = 0; i < 20; i++) {
        step();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      RdbWriter out =
          new RdbWriter((array, offset, length) -> bytes.write(array, offset, length), false);
      while (frozen.writeSome(out, 1000)) {
        out.flush();
      }
      out.flush();
      assertThat(bytes.toByteArray()).as("of %s elements", kept.size()).isEqualTo(before);
    }
  }

  private static byte[] written(Value value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out =
        new RdbWriter((array, offset, length) -> bytes.write(array, offset, length), false);
    var frozen = value.freeze();
    while (frozen.writeSome(out, 1 << 20)) {
      out.flush();
    }
    out.flush();
    return bytes.toByteArray();
  }

  private Value value() {
    return Types.value(runner.keyspace().database(0).peek(new byte[] {'k'}, 0, 1));
  }

  private static ListValue fresh(List<String> content) {
    ListValue list = new ListValue();
    ListLimit limit = new ListLimit(8192, Long.MAX_VALUE);
    for (String element : content) {
      byte[] bytes = element.getBytes(ISO_8859_1);
      list.push(ListEnd.TAIL, limit, bytes, 0, bytes.length);
    }
    return list;
  }

  private static byte[] digest(Value value) {
    EntryDigest digest = new EntryDigest();
    value.digestInto(digest);
    return digest.value();
  }

  private static String array(List<String> elements) {
    return elements.isEmpty()
        ? "*0"
        : "*"
            + elements.size()
            + " "
            + elements.stream().map(ListModelTest::bulk).collect(Collectors.joining(" "));
  }

  private static String bulk(String text) {
    return "$" + text.length() + " " + text;
  }
}

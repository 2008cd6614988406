package io.vedette.node.type.packed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedListTest {
  private static final byte[] HEAD = "head of an entry".getBytes(ISO_8859_1);
  private static final int BASE = HEAD.length;

  private final List<String> model = new ArrayList<>();
  private byte[] list = emptyBehindHead();

  private static byte[] emptyBehindHead() {
    byte[] empty = PackedList.empty();
    byte[] all = Arrays.copyOf(HEAD, BASE + empty.length);
    System.arraycopy(empty, 0, all, BASE, empty.length);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String text(Random random) {
    long number = random.nextLong() >> random.nextInt(64);
    return switch (random.nextInt(5)) {
      case 0 -> Long.toString(random.nextInt(300) - 50);
      case 1 -> Long.toString(number);
      case 2 -> "x".repeat(random.nextInt(200));
      case 3 -> random.nextInt(40) == 0 ? "y".repeat(4000 + random.nextInt(20_000)) : "-0";
      default -> "0" + number;
    };
  }

  private int place(int index) {
    return PackedList.at(list, BASE, index);
  }

  @Test
  void doesWhatAListOfTextsDoes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int step = 0; step < 20_000; step++) {
      edit(random);
      if (step % 50 == 0) {
        assertSame("seed " + seed + " step " + step);
      }
    }
    assertSame("seed " + seed);
  }

  private void edit(Random random) {
    String text = text(random);
    byte[] t = bytes(text);
    int size = model.size();
    int index = size == 0 ? 0 : random.nextInt(size);
    switch (size > 300 ? 3 : random.nextInt(6)) {
      case 0 -> {
        list = PackedList.append(list, BASE, t, 0, t.length);
        model.add(text);
      }
      case 1 -> {
        int at = size == 0 ? PackedList.NONE : place(index);
        list = PackedList.insert(list, BASE, at, t, 0, t.length);
        model.add(index, text);
        assertThat(PackedList.hasText(list, place(index), t, 0, t.length)).isTrue();
      }
      case 2 -> {
        if (size > 0) {
          int at = place(index);
          list = PackedList.replace(list, BASE, at, t, 0, t.length);
          model.set(index, text);
          assertThat(place(index)).isEqualTo(at);
        }
      }
      case 3 -> {
        if (size > 0) {
          int count = 1 + random.nextInt(Math.min(size > 300 ? 50 : 2, size - index));
          int at = place(index);
          list = PackedList.delete(list, BASE, at, count);
          model.subList(index, index + count).clear();
          assertThat(PackedList.isElement(list, at)).isEqualTo(index < model.size());
        }
      }
      case 4 -> {
        list = PackedList.append(list, BASE, t, 0, t.length, t, 0, t.length);
        model.add(text);
        model.add(text);
      }
      default -> {
        long number = random.nextLong() >> random.nextInt(64);
        if (size == 0 || random.nextBoolean()) {
          list = PackedList.insert(list, BASE, size == 0 ? PackedList.NONE : place(index), number);
          model.add(index, Long.toString(number));
        } else {
          list = PackedList.replace(list, BASE, place(index), number);
          model.set(index, Long.toString(number));
        }
      }
    }
  }

  private void assertSame(String what) throws Exception {
    List<String> read = new ArrayList<>();
    Listpack.read(
        list,
        BASE,
        list.length - BASE,
        new PackedVisitor() {
          @Override
          public void string(byte[] bytes, int offset, int length) {
            read.add(new String(bytes, offset, length, ISO_8859_1));
          }

          @Override
          public void integer(long value) {
            read.add(Long.toString(value));
          }
        });
    assertThat(read).as(what).isEqualTo(model);
    assertThat(Arrays.copyOf(list, BASE)).as(what).isEqualTo(HEAD);
    assertThat(PackedList.count(list, BASE)).as(what).isEqualTo(model.size());
    List<String> backwards = new ArrayList<>();
    for (int at = PackedList.last(list, BASE);
        at != PackedList.NONE;
        at = PackedList.previous(list, BASE, at)) {
      backwards.addFirst(new String(PackedList.text(list, at), ISO_8859_1));
      assertThat(PackedList.textLength(list, at)).isEqualTo(backwards.getFirst().length());
    }
    assertThat(backwards).as(what).isEqualTo(model);
    for (int i = -model.size() - 1; i <= model.size(); i += 7) {
      int at = PackedList.at(list, BASE, i);
      boolean isIn = i < model.size() && i >= -model.size();
      assertThat(at != PackedList.NONE).as(what).isEqualTo(isIn);
      if (isIn) {
        String expected = model.get(i < 0 ? i + model.size() : i);
        assertThat(new String(PackedList.text(list, at), ISO_8859_1)).isEqualTo(expected);
        int found =
            PackedList.find(
                list, PackedList.first(list, BASE), 0, bytes(expected), 0, expected.length());
        assertThat(found).isEqualTo(place(model.indexOf(expected)));
      }
    }
  }

  @Test
  void findsOnlyAmongTheElementsThatItLooksAt() {
    for (String text : new String[] {"a", "b", "b", "a"}) {
      list = PackedList.append(list, BASE, bytes(text), 0, 1);
    }
    int first = PackedList.first(list, BASE);
    assertThat(PackedList.find(list, first, 1, bytes("b"), 0, 1)).isEqualTo(place(2));
    assertThat(PackedList.find(list, first, 1, bytes("c"), 0, 1)).isEqualTo(PackedList.NONE);
    assertThat(PackedList.find(list, first, 3, bytes("b"), 0, 1)).isEqualTo(PackedList.NONE);
  }

  @Test
  void countsWhatTheHeaderCannotHold() {
    byte[] many = PackedList.empty();
    int elements = 66_000;
    byte[] grown = new byte[many.length + 2 * elements];
    System.arraycopy(many, 0, grown, 0, 6);
    for (int i = 0; i < elements; i++) {
      grown[6 + 2 * i] = 5;
      grown[7 + 2 * i] = 1;
    }
    grown[grown.length - 1] = (byte) 0xFF;
    grown[4] = (byte) 0xFF;
    grown[5] = (byte) 0xFF;
    assertThat(PackedList.count(grown, 0)).isEqualTo(elements);
    assertThat(PackedList.at(grown, 0, elements - 1)).isEqualTo(grown.length - 3);
    assertThat(PackedList.at(grown, 0, -elements)).isEqualTo(6);
    assertThat(PackedList.at(grown, 0, elements)).isEqualTo(PackedList.NONE);
    assertThat(PackedList.at(grown, 0, -elements - 1)).isEqualTo(PackedList.NONE);
    byte[] more = PackedList.append(grown, 0, bytes("z"), 0, 1);
    assertThat(PackedList.count(more, 0)).isEqualTo(elements + 1);
  }
}

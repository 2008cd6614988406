package io.vedette.node.type.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRdbTest {
  private static final byte[] KEY = {'l'};
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** a, 1, b, two. */
  private static final byte[] ZIPLIST =
      HEX.parseHex("18 00 00 00 12 00 00 00 04 00 00 01 61 03 f2 02 01 62 03 03 74 77 6f ff");

  private static final byte[] LISTPACK =
      HEX.parseHex("14 00 00 00 04 00 81 61 02 01 01 81 62 02 83 74 77 6f 04 ff");

  private final Keyspace keyspace = new Keyspace(16, new Random(5), (database, key) -> {});

  @Test
  void readsOneElementAfterTheOther() throws Exception {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      elements.add(i % 3 == 0 ? "" + i : "element " + i);
    }
    byte[] rdb =
        rdb(
            1,
            out -> {
              out.length(elements.size());
              elements.forEach(element -> string(out, element));
            });
    ListValue list = load(rdb, 5);
    assertThat(content(list)).isEqualTo(elements);
    assertThat(list.encoding()).isEqualTo("quicklist");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void readsAZiplist(int step) throws Exception {
    ListValue list = load(rdb(10, out -> out.stringValue(ZIPLIST, 0, ZIPLIST.length)), step);
    assertThat(content(list)).containsExactly("a", "1", "b", "two");
    assertThat(list.isPacked()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void readsAQuicklistOfZiplists(int step) throws Exception {
    byte[] rdb =
        rdb(
            14,
            out -> {
              out.length(2);
              out.stringValue(ZIPLIST, 0, ZIPLIST.length);
              out.stringValue(ZIPLIST, 0, ZIPLIST.length);
            });
    assertThat(content(load(rdb, step)))
        .containsExactly("a", "1", "b", "two", "a", "1", "b", "two");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void readsAQuicklistOfListpacksAndPlainElements(int step) throws Exception {
    byte[] rdb =
        rdb(
            18,
            out -> {
              out.length(3);
              out.length(2);
              out.stringValue(LISTPACK, 0, LISTPACK.length);
              out.length(1);
              string(out, "plain");
              out.length(2);
              out.stringValue(LISTPACK, 0, LISTPACK.length);
            });
    assertThat(content(load(rdb, step)))
        .containsExactly("a", "1", "b", "two", "plain", "a", "1", "b", "two");
  }

  @Test
  void becomesAQuicklistByTheLimitOfTheMoment() throws Exception {
    byte[] rdb =
        rdb(
            18,
            out -> {
              out.length(1);
              out.length(2);
              out.stringValue(LISTPACK, 0, LISTPACK.length);
            });
    assertThat(load(rdb, 1000).encoding()).isEqualTo("listpack");
    keyspace.limits().listMaxListpackSize = 3;
    ListValue list = load(rdb, 1000);
    assertThat(list.encoding()).isEqualTo("quicklist");
    assertThat(content(list)).containsExactly("a", "1", "b", "two");
  }

  @Test
  void refusesANodeOfAnotherKind() {
    byte[] rdb =
        rdb(
            18,
            out -> {
              out.length(1);
              out.length(3);
              string(out, "x");
            });
    assertThatThrownBy(() -> load(rdb, 1000))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("unknown kind 3");
  }

  private static byte[] rdb(int type, Consumer<RdbWriter> value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter((b, offset, length) -> bytes.write(b, offset, length), true);
    out.header();
    out.beginEntry(type, KEY, 0, 1, RdbFormat.NO_EXPIRY);
    value.accept(out);
    out.end();
    return bytes.toByteArray();
  }

  private static void string(RdbWriter out, String text) {
    out.stringValue(text.getBytes(ISO_8859_1), 0, text.length());
  }

  private ListValue load(byte[] rdb, int step) throws RdbException {
    RdbReader reader = new RdbReader(new SnapshotLoader(keyspace));
    for (int at = 0; at < rdb.length; at += step) {
      reader.feed(rdb, at, Math.min(step, rdb.length - at));
    }
    assertThat(reader.isComplete()).isTrue();
    return ListValue.KIND.of(keyspace.database(0).peek(KEY, 0, 1));
  }

  private static List<String> content(ListValue list) {
    List<String> elements = new ArrayList<>();
    ListCursor at = list.at(ListEnd.HEAD);
    do {
      elements.add(new String(at.text(), ISO_8859_1));
    } while (at.next());
    return elements;
  }
}

package io.vedette.node.type.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.store.Keyspace;
import io.vedette.node.type.OneValueRdb;
import io.vedette.protocol.rdb.RdbException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRdbTest {
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
        OneValueRdb.of(
            1,
            out -> {
              out.length(elements.size());
              elements.forEach(element -> OneValueRdb.string(out, element));
            });
    ListValue list = load(rdb, 5);
    assertThat(content(list)).isEqualTo(elements);
    assertThat(list.encoding()).isEqualTo("quicklist");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void readsAZiplist(int step) throws Exception {
    ListValue list =
        load(OneValueRdb.of(10, out -> out.stringValue(ZIPLIST, 0, ZIPLIST.length)), step);
    assertThat(content(list)).containsExactly("a", "1", "b", "two");
    assertThat(list.isPacked()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void readsAQuicklistOfZiplists(int step) throws Exception {
    byte[] rdb =
        OneValueRdb.of(
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
        OneValueRdb.of(
            18,
            out -> {
              out.length(3);
              out.length(2);
              out.stringValue(LISTPACK, 0, LISTPACK.length);
              out.length(1);
              OneValueRdb.string(out, "plain");
              out.length(2);
              out.stringValue(LISTPACK, 0, LISTPACK.length);
            });
    assertThat(content(load(rdb, step)))
        .containsExactly("a", "1", "b", "two", "plain", "a", "1", "b", "two");
  }

  @Test
  void becomesAQuicklistByTheLimitOfTheMoment() throws Exception {
    byte[] rdb =
        OneValueRdb.of(
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
        OneValueRdb.of(
            18,
            out -> {
              out.length(1);
              out.length(3);
              OneValueRdb.string(out, "x");
            });
    assertThatThrownBy(() -> load(rdb, 1000))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("unknown kind 3");
  }

  private ListValue load(byte[] rdb, int step) throws RdbException {
    return OneValueRdb.load(keyspace, ListValue.KIND, rdb, step);
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

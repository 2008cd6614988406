package io.vedette.node.type.hash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.store.Keyspace;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.type.OneValueRdb;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashRdbTest {
  private final Keyspace keyspace = new Keyspace(16, new Random(5), (database, key) -> {});

  private HashValue load(byte[] rdb, int step) throws RdbException {
    return OneValueRdb.load(keyspace, HashValue.KIND, rdb, step);
  }

  private static Map<String, String> content(HashValue hash) {
    Map<String, String> pairs = new TreeMap<>();
    hash.forEach(
        (field, at, length, value, valueAt, valueLength) ->
            pairs.put(
                new String(field, at, length, ISO_8859_1),
                new String(value, valueAt, valueLength, ISO_8859_1)));
    return pairs;
  }

  @ParameterizedTest
  @CsvSource({
    // zipmap, with a free byte behind the first value
    "9, 02 01 61 01 01 31 00 01 62 03 00 74 77 6f ff",
    // ziplist
    "13, 18 00 00 00 12 00 00 00 04 00 00 01 61 03 f2 02 01 62 03 03 74 77 6f ff",
    // listpack
    "16, 14 00 00 00 04 00 81 61 02 01 01 81 62 02 83 74 77 6f 04 ff",
  })
  void readsTheFormsOfEveryVersion(int type, String hex) throws Exception {
    byte[] form = HexFormat.ofDelimiter(" ").parseHex(hex);
    HashValue entry =
        load(OneValueRdb.of(type, out -> out.stringValue(form, 0, form.length)), 1_000);
    assertThat(content(entry)).isEqualTo(Map.of("a", "1", "b", "two"));
    assertThat(entry.encoding()).isEqualTo("listpack");
    keyspace.limits().hashMaxListpackEntries = 1;
    HashValue large =
        load(OneValueRdb.of(type, out -> out.stringValue(form, 0, form.length)), 1_000);
    assertThat(content(large)).isEqualTo(Map.of("a", "1", "b", "two"));
    assertThat(large.encoding()).isEqualTo("hashtable");
  }

  @ParameterizedTest
  @CsvSource({"5, 3, listpack", "1000, 7, hashtable", "128, 100000, listpack", "3, 1, listpack"})
  void readsPairsWhereverTheBytesAreCut(int fields, int step, String encoding) throws Exception {
    byte[] rdb =
        OneValueRdb.of(
            4,
            out -> {
              out.length(fields);
              for (int i = 0; i < fields; i++) {
                OneValueRdb.string(out, "field" + i);
                OneValueRdb.string(out, Integer.toString(i));
              }
            });
    HashValue entry = load(rdb, step);
    assertThat(content(entry)).hasSize(fields).containsEntry("field2", "2");
    assertThat(entry.encoding()).isEqualTo(encoding);
  }

  @Test
  void skipsAnEmptyHashAndRefusesWhatIsNone() throws Exception {
    assertThat(load(OneValueRdb.of(4, out -> out.length(0)), 100)).isNull();
    Consumer<RdbWriter> twice =
        out -> {
          out.length(2);
          for (int i = 0; i < 2; i++) {
            OneValueRdb.string(out, "field");
            OneValueRdb.string(out, "value");
          }
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(4, twice), 100))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("Duplicate");
    byte[] odd = HexFormat.ofDelimiter(" ").parseHex("0a 00 00 00 01 00 81 61 02 ff");
    assertThatThrownBy(
            () -> load(OneValueRdb.of(16, out -> out.stringValue(odd, 0, odd.length)), 100))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("without its value");
    byte[] cut = HexFormat.ofDelimiter(" ").parseHex("0a 00 00 00 01 00 85 61 02 ff");
    assertThatThrownBy(
            () -> load(OneValueRdb.of(16, out -> out.stringValue(cut, 0, cut.length)), 100))
        .isInstanceOf(RdbException.class);
  }

  @Test
  void writesInPartsWhatItWasWhenItWasFrozen() throws Exception {
    PackedLimits limits = new PackedLimits();
    HashValue hash = new HashValue();
    for (int i = 0; i < 5_000; i++) {
      byte[] text = ("text" + i).getBytes(ISO_8859_1);
      hash.set(limits, text, 0, text.length, text, 0, text.length);
    }
    var frozen = hash.freeze();
    assertThat(frozen.rdbType()).isEqualTo(4);
    byte[] rdb =
        OneValueRdb.of(
            4,
            out -> {
              int parts = 1;
              byte[] late = "late".getBytes(ISO_8859_1);
              while (frozen.writeSome(out, 1_000)) {
                byte[] gone = ("text" + parts).getBytes(ISO_8859_1);
                assertThat(hash.remove(gone, 0, gone.length)).isTrue();
                hash.set(limits, ("text0").getBytes(ISO_8859_1), 0, 5, late, 0, 4);
                parts++;
              }
              assertThat(parts).isBetween(60, 150);
            });
    HashValue read = load(rdb, 10_000);
    assertThat(content(read))
        .hasSize(5_000)
        .containsEntry("text0", "text0")
        .containsEntry("text1", "text1");
    assertThat(read.elements()).isEqualTo(5_000);
  }
}

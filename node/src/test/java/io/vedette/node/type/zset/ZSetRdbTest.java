package io.vedette.node.type.zset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.store.Keyspace;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.type.OneValueRdb;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZSetRdbTest {
  private final Keyspace keyspace = new Keyspace(16, new Random(5), (database, key) -> {});

  private static Consumer<RdbWriter> form(String hex) {
    byte[] form = HexFormat.ofDelimiter(" ").parseHex(hex);
    return out -> out.stringValue(form, 0, form.length);
  }

  private ZSetValue load(byte[] rdb, int step) throws RdbException {
    return OneValueRdb.load(keyspace, ZSetValue.KIND, rdb, step);
  }

  private static Map<String, Double> content(ZSetValue set) {
    Map<String, Double> pairs = new LinkedHashMap<>();
    ZSetCursor all = set.all();
    while (all.next()) {
      pairs.put(new String(all.bytes(), all.offset(), all.length(), ISO_8859_1), all.score());
    }
    return pairs;
  }

  @ParameterizedTest
  @CsvSource({
    // ziplist: b 1, a 2.5
    "12, 18 00 00 00 12 00 00 00 04 00 00 01 62 03 f2 02 01 61 03 03 32 2e 35 ff",
    // listpack: the same
    "17, 14 00 00 00 04 00 81 62 02 01 01 81 61 02 83 32 2e 35 04 ff",
    // listpack that is not in order
    "17, 14 00 00 00 04 00 81 61 02 83 32 2e 35 04 81 62 02 01 01 ff",
  })
  void readsThePackedForms(int type, String hex) throws Exception {
    ZSetValue set = load(OneValueRdb.of(type, form(hex)), 1_000);
    assertThat(content(set)).containsExactly(Map.entry("b", 1.0), Map.entry("a", 2.5));
    assertThat(set.encoding()).isEqualTo("listpack");
    keyspace.limits().zsetMaxListpackEntries = 1;
    ZSetValue large = load(OneValueRdb.of(type, form(hex)), 1_000);
    assertThat(content(large)).containsExactly(Map.entry("b", 1.0), Map.entry("a", 2.5));
    assertThat(large.encoding()).isEqualTo("skiplist");
  }

  @Test
  void readsScoresAsText() throws Exception {
    byte[] rdb =
        OneValueRdb.of(
            3,
            out -> {
              out.length(4);
              OneValueRdb.string(out, "high");
              out.byte1(254);
              OneValueRdb.string(out, "low");
              out.byte1(255);
              OneValueRdb.string(out, "some");
              out.byte1(3);
              out.raw("0.5".getBytes(ISO_8859_1), 0, 3);
              OneValueRdb.string(out, "12");
              out.byte1(2);
              out.raw("-7".getBytes(ISO_8859_1), 0, 2);
            });
    assertThat(content(load(rdb, 1)))
        .containsExactly(
            Map.entry("low", Double.NEGATIVE_INFINITY),
            Map.entry("12", -7.0),
            Map.entry("some", 0.5),
            Map.entry("high", Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource({"5, 3, listpack", "1000, 7, skiplist", "128, 100000, listpack", "3, 1, listpack"})
  void readsBinaryScoresWhereverTheBytesAreCut(int members, int step, String encoding)
      throws Exception {
    byte[] rdb =
        OneValueRdb.of(
            5,
            out -> {
              out.length(members);
              for (int i = members - 1; i >= 0; i--) {
                OneValueRdb.string(out, "member" + i);
                out.littleEndian(Double.doubleToRawLongBits(i / 4.0), 8);
              }
            });
    ZSetValue set = load(rdb, step);
    assertThat(content(set)).hasSize(members).containsEntry("member2", 0.5);
    assertThat(set.encoding()).isEqualTo(encoding);
    assertThat(set.rank("member2".getBytes(ISO_8859_1), 0, 7)).isEqualTo(2);
  }

  @Test
  void aLargeSetKeepsTheSignOfZeroWhereverItComes() throws Exception {
    byte[] rdb =
        OneValueRdb.of(
            5,
            out -> {
              out.length(2);
              OneValueRdb.string(out, "zero");
              out.littleEndian(Double.doubleToRawLongBits(-0.0), 8);
              OneValueRdb.string(out, "long".repeat(100));
              out.littleEndian(Double.doubleToRawLongBits(-1), 8);
            });
    ZSetValue set = load(rdb, 5);
    assertThat(set.encoding()).isEqualTo("skiplist");
    assertThat(content(set)).containsEntry("zero", -0.0).hasSize(2);
    assertThat(set.rank("zero".getBytes(ISO_8859_1), 0, 4)).isEqualTo(1);
  }

  @Test
  void skipsAnEmptySetAndRefusesWhatIsNone() throws Exception {
    assertThat(load(OneValueRdb.of(5, out -> out.length(0)), 100)).isNull();
    Consumer<RdbWriter> twice =
        out -> {
          out.length(2);
          for (int i = 0; i < 2; i++) {
            OneValueRdb.string(out, "member");
            out.littleEndian(0, 8);
          }
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(5, twice), 100)).hasMessageContaining("Duplicate");
    Consumer<RdbWriter> notANumber =
        out -> {
          out.length(1);
          OneValueRdb.string(out, "member");
          out.byte1(253);
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(3, notANumber), 100)).hasMessageContaining("NAN");
    Consumer<RdbWriter> odd = form("0a 00 00 00 01 00 81 61 02 ff");
    assertThatThrownBy(() -> load(OneValueRdb.of(17, odd), 100))
        .hasMessageContaining("without its score");
    Consumer<RdbWriter> noScore = form("0d 00 00 00 02 00 81 61 02 81 62 02 ff");
    assertThatThrownBy(() -> load(OneValueRdb.of(17, noScore), 100)).hasMessageContaining("NAN");
  }

  @Test
  void writesInPartsWhatItWasWhenItWasFrozen() throws Exception {
    PackedLimits limits = new PackedLimits();
    ZSetValue set = new ZSetValue();
    for (int i = 0; i < 5_000; i++) {
      byte[] text = ("text" + i).getBytes(ISO_8859_1);
      set.put(limits, i, text, 0, text.length);
    }
    Map<String, Double> then = content(set);
    var frozen = set.freeze();
    assertThat(frozen.rdbType()).isEqualTo(5);
    byte[] rdb =
        OneValueRdb.of(
            5,
            out -> {
              int parts = 1;
              while (frozen.writeSome(out, 1_000)) {
                byte[] gone = ("text" + parts).getBytes(ISO_8859_1);
                assertThat(set.remove(gone, 0, gone.length)).isTrue();
                set.put(limits, -parts, ("text0").getBytes(ISO_8859_1), 0, 5);
                parts++;
              }
              assertThat(parts).isBetween(60, 150);
            });
    assertThat(content(load(rdb, 10_000))).isEqualTo(then);
    assertThat(content(set)).isNotEqualTo(then);
  }
}

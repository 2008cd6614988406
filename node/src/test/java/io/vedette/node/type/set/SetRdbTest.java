package io.vedette.node.type.set;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.store.Frozen;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.OneValueRdb;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetRdbTest {
  private final Keyspace keyspace = new Keyspace(16, new Random(5), (database, key) -> {});

  private static byte[] packed(int type, String hex) {
    byte[] form = HexFormat.ofDelimiter(" ").parseHex(hex);
    return OneValueRdb.of(type, out -> out.stringValue(form, 0, form.length));
  }

  private SetValue load(byte[] rdb, int step) throws RdbException {
    return OneValueRdb.load(keyspace, SetValue.KIND, rdb, step);
  }

  private static Set<String> content(SetValue set) {
    Set<String> members = new TreeSet<>();
    set.forEach((bytes, at, length) -> members.add(new String(bytes, at, length, ISO_8859_1)));
    return members;
  }

  @ParameterizedTest
  @CsvSource({
    "11, 02 00 00 00 02 00 00 00 fe ff 07 00, intset, -2, 7",
    "11, 08 00 00 00 02 00 00 00 00 00 00 00 00 00 00 80 07 00 00 00 00 00 00 00, intset,"
        + " -9223372036854775808, 7",
    "20, 0c 00 00 00 02 00 81 61 02 07 01 ff, listpack, a, 7",
  })
  void readsPackedForms(int type, String hex, String encoding, String one, String two)
      throws Exception {
    SetValue set = load(packed(type, hex), 1_000);
    assertThat(content(set)).containsExactlyInAnyOrder(one, two);
    assertThat(set.encoding()).isEqualTo(encoding);
    keyspace.limits().setMaxIntsetEntries = 1;
    keyspace.limits().setMaxListpackEntries = 1;
    SetValue large = load(packed(type, hex), 1_000);
    assertThat(content(large)).containsExactlyInAnyOrder(one, two);
    assertThat(large.encoding()).isEqualTo("hashtable");
  }

  @ParameterizedTest
  @CsvSource({"5, 3, listpack", "1000, 7, hashtable", "128, 100000, listpack", "3, 1, listpack"})
  void readsMembersWhereverTheBytesAreCut(int members, int step, String encoding) throws Exception {
    byte[] rdb =
        OneValueRdb.of(
            2,
            out -> {
              out.length(members);
              for (int i = 0; i < members; i++) {
                byte[] text = ("member" + i).getBytes(ISO_8859_1);
                out.stringValue(text, 0, text.length);
              }
            });
    SetValue set = load(rdb, step);
    assertThat(content(set)).hasSize(members).contains("member2");
    assertThat(set.encoding()).isEqualTo(encoding);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02 00 00 00 02 00 00 00 07 00 07 00", // twice the same
        "02 00 00 00 02 00 00 00 07 00 fe ff", // not in order
        "03 00 00 00 01 00 00 00 07 00 00", // no such width
        "02 00 00 00 03 00 00 00 07 00 08 00", // a number is missing
        "02 00 00 00 ff ff ff ff 07 00",
        "02 00",
      })
  void refusesWhatIsNoSetOfIntegers(String hex) {
    assertThatThrownBy(() -> load(packed(11, hex), 1_000))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("Intset integrity check failed");
  }

  @Test
  void refusesMembersThatComeTwice() {
    assertThatThrownBy(() -> load(packed(20, "0d 00 00 00 02 00 81 61 02 81 61 02 ff"), 1_000))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("Duplicate");
    Consumer<RdbWriter> twice =
        out -> {
          out.length(2);
          OneValueRdb.string(out, "twice");
          OneValueRdb.string(out, "twice");
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(2, twice), 1_000))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("Duplicate");
  }

  @ParameterizedTest
  @CsvSource({"10, n", "10, ''", "3000, n", "600, ''"})
  void aFrozenViewStaysAsItWas(int members, String prefix) throws Exception {
    SetValue set = new SetValue();
    for (int i = 0; i < members; i++) {
      add(set, prefix + i);
    }
    Set<String> before = content(set);
    Frozen frozen = set.freeze();
    byte[] rdb =
        OneValueRdb.of(
            frozen.rdbType(),
            out -> {
              boolean more = true;
              for (int i = 0; more; i++) {
                if (!set.isPacked()) {
                  add(set, "later" + i);
                  byte[] gone = (prefix + i).getBytes(ISO_8859_1);
                  set.remove(gone, 0, gone.length);
                }
                more = frozen.writeSome(out, 500);
              }
            });
    assertThat(content(load(rdb, 1_000))).isEqualTo(before);
  }

  private void add(SetValue set, String member) {
    byte[] bytes = member.getBytes(ISO_8859_1);
    set.add(keyspace.limits(), bytes, 0, bytes.length);
  }
}

package io.vedette.node.type.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.store.Keyspace;
import io.vedette.node.type.OneValueRdb;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as the versions of Redis write them, sound and unsound. */
class StreamRdbFormatTest {
  /** Entries 1-1 and 2-5, both of field a. */
  private static final String NODE =
      "22 00 00 00 0f 00 02 01 00 01 01 01 81 61 02 00 01 02 01 00 01 00 01 81 62 02 04 01"
          + " 02 01 01 01 04 01 81 63 02 04 01 ff";

  private final Keyspace keyspace = new Keyspace(16, new Random(5), (database, key) -> {});

  private StreamValue load(byte[] rdb, int step) throws RdbException {
    return OneValueRdb.load(keyspace, StreamValue.KIND, rdb, step);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static void node(RdbWriter out) {
    node(out, NODE);
  }

  private static void node(RdbWriter out, String hex) {
    byte[] id = HexFormat.of().parseHex("00000000000000010000000000000001");
    byte[] node = HexFormat.ofDelimiter(" ").parseHex(hex);
    node[0] = (byte) node.length;
    out.stringValue(id, 0, id.length);
    out.stringValue(node, 0, node.length);
  }

  private static void lengths(RdbWriter out, long... lengths) {
    for (long length : lengths) {
      out.length(length);
    }
  }

  private static void pending(RdbWriter out, int ms, int seq) {
    out.littleEndian(Long.reverseBytes(ms), 8);
    out.littleEndian(Long.reverseBytes(seq), 8);
  }

  /** A stream of one group with one consumer, as the versions of Redis have it. */
  private static Consumer<RdbWriter> versioned(int type) {
    return out -> {
      out.length(1);
      node(out);
      lengths(out, 2, 2, 5);
      if (type > 15) {
        lengths(out, 1, 1, 1, 2, 4);
      }
      out.length(1);
      OneValueRdb.string(out, "group");
      lengths(out, 2, 5);
      if (type > 15) {
        out.length(3);
      }
      out.length(1);
      pending(out, 2, 5);
      out.littleEndian(1_000, 8);
      lengths(out, 9, 1);
      OneValueRdb.string(out, "consumer");
      out.littleEndian(2_000, 8);
      if (type == 21) {
        out.littleEndian(1_500, 8);
      }
      out.length(1);
      pending(out, 2, 5);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 19, 21})
  void readsTheEncodingsOfAllVersions(int type) throws Exception {
    StreamValue stream = load(OneValueRdb.of(type, versioned(type)), 3);
    assertThat(stream.length()).isEqualTo(2);
    assertThat(stream.firstId()).isEqualTo(new StreamId(1, 1));
    assertThat(stream.lastId()).isEqualTo(new StreamId(2, 5));
    assertThat(stream.maxDeletedId()).isEqualTo(new StreamId(type > 15 ? 1 : 0, type > 15 ? 2 : 0));
    assertThat(stream.entriesAdded()).isEqualTo(type > 15 ? 4 : 2);
    StreamGroup group = stream.groups().get(bytes("group"), 0, 5);
    assertThat(group.entriesRead).isEqualTo(type > 15 ? 3 : 2);
    assertThat(group.lastDeliveredId).isEqualTo(new StreamId(2, 5));
    StreamConsumer consumer = group.consumers().getFirst();
    assertThat(consumer.seenTimeMs).isEqualTo(2_000);
    assertThat(consumer.activeTimeMs).isEqualTo(type == 21 ? 1_500 : 2_000);
    PendingCursor at = group.pending.first();
    assertThat(at.id()).isEqualTo(new StreamId(2, 5));
    assertThat(at.timeMs()).isEqualTo(1_000);
    assertThat(at.deliveries()).isEqualTo(9);
    assertThat(group.numbered(at.consumer())).isSameAs(consumer);
    assertThat(consumer.pending.last()).isEqualTo(new StreamId(2, 5));
  }

  private void assertRefused(String why, Consumer<RdbWriter> groups) {
    byte[] rdb =
        OneValueRdb.of(
            19,
            out -> {
              out.length(1);
              node(out);
              lengths(out, 2, 2, 5, 1, 1, 0, 0, 2);
              groups.accept(out);
            });
    assertThatThrownBy(() -> load(rdb, 10_000)).hasMessageContaining(why);
  }

  private static void group(RdbWriter out, int pending) {
    OneValueRdb.string(out, "group");
    lengths(out, 2, 5, 2, pending);
    for (int i = 0; i < pending; i++) {
      pending(out, i / 2, 5);
      out.littleEndian(1_000, 8);
      out.length(1);
    }
  }

  private static void consumer(RdbWriter out, int pending) {
    OneValueRdb.string(out, "consumer" + pending);
    out.littleEndian(2_000, 8);
    out.length(pending);
    for (int i = 0; i < pending; i++) {
      pending(out, i, 5);
    }
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertRefused(
        "Duplicated consumer group",
        out -> {
          out.length(2);
          group(out, 0);
          out.length(0);
          group(out, 0);
        });
    assertRefused(
        "Duplicated global PEL",
        out -> {
          out.length(1);
          group(out, 2);
        });
    assertRefused(
        "without a consumer",
        out -> {
          out.length(1);
          group(out, 1);
          out.length(0);
        });
    assertRefused(
        "not found in group",
        out -> {
          out.length(1);
          group(out, 1);
          out.length(1);
          consumer(out, 2);
        });
    assertRefused(
        "Duplicate stream consumer",
        out -> {
          out.length(1);
          group(out, 0);
          out.length(2);
          consumer(out, 0);
          consumer(out, 0);
        });
    assertRefused(
        "Duplicated consumer PEL",
        out -> {
          out.length(1);
          group(out, 1);
          out.length(2);
          consumer(out, 1);
          OneValueRdb.string(out, "thief");
          out.littleEndian(2_000, 8);
          out.length(1);
          pending(out, 0, 5);
        });
  }

  @Test
  void refusesBrokenNodes() {
    Consumer<RdbWriter> unordered =
        out -> {
          out.length(2);
          node(out);
          node(out);
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(19, unordered), 100))
        .hasMessageContaining("out of order");
    Consumer<RdbWriter> broken =
        out -> {
          out.length(1);
          out.stringValue(new byte[16], 0, 16);
          byte[] node = HexFormat.ofDelimiter(" ").parseHex("09 00 00 00 01 00 02 01 ff");
          out.stringValue(node, 0, node.length);
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(19, broken), 100))
        .hasMessageContaining("integrity");
    Consumer<RdbWriter> miscounted =
        out -> {
          out.length(1);
          node(out);
          lengths(out, 3, 2, 5, 1, 1, 0, 0, 2, 0);
        };
    assertThatThrownBy(() -> load(OneValueRdb.of(19, miscounted), 100))
        .hasMessageContaining("A stream of 3 entries holds 2");
  }

  /** Flags of an entry, which are 2, in each form that a number can have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "02 01",
        "c0 02 02",
        "f1 02 00 03",
        "f2 02 00 00 04",
        "f3 02 00 00 00 05",
        "f4 02 00 00 00 00 00 00 00 09",
        "df fe 02"
      })
  void deletesEntriesHoweverTheirFlagsAreWritten(String flags) throws Exception {
    String node = NODE.replace("02 01 00 01 00 01 81 62", flags + " 00 01 00 01 81 62");
    byte[] rdb =
        OneValueRdb.of(
            19,
            out -> {
              out.length(1);
              node(out, node);
              lengths(out, 2, 2, 5, 1, 1, 0, 0, 2, 0);
            });
    StreamValue stream = load(rdb, 100);
    assertThat(stream.delete(new StreamId(1, 1))).isTrue();
    assertThat(stream.firstId()).isEqualTo(new StreamId(2, 5));
    assertThat(StreamRdbTest.content(load(StreamRdbTest.written(stream.freeze(), 100), 100)))
        .isEqualTo(StreamRdbTest.content(stream));
  }
}

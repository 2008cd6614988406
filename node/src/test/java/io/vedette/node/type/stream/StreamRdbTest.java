package io.vedette.node.type.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.store.Frozen;
import io.vedette.node.store.Keyspace;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.type.OneValueRdb;
import io.vedette.protocol.rdb.DumpPayload;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRdbTest {
  private final Keyspace keyspace = new Keyspace(16, new Random(5), (database, key) -> {});
  private final PackedLimits limits = new PackedLimits();

  private StreamValue load(byte[] rdb, int step) throws RdbException {
    return OneValueRdb.load(keyspace, StreamValue.KIND, rdb, step);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Entries, fields and values in turn, and the groups with everything that is known of them. */
  static String content(StreamValue stream) {
    ReplyBuffer reply = new ReplyBuffer();
    StreamCursor entries = stream.range(StreamId.MIN, StreamId.MAX);
    while (entries.next()) {
      entries.reply(reply);
    }
    GroupInfo.full(reply, stream, 0);
    return stream.length()
        + " "
        + stream.lastId()
        + " "
        + stream.firstId()
        + " "
        + stream.maxDeletedId()
        + " "
        + stream.entriesAdded()
        + " "
        + new String(reply.bytes(), 0, reply.size(), ISO_8859_1);
  }

  private StreamValue stream(int entries, int pending) {
    StreamValue stream = new StreamValue();
    for (int i = 1; i <= entries; i++) {
      stream.append(new StreamId(i, -1), TextFields.of("field", "value" + i), limits);
    }
    for (String name : new String[] {"none", "some", "other"}) {
      StreamGroup group = stream.groups().create(bytes(name), new StreamId(pending, 0), -1);
      StreamConsumer idle = group.create(bytes("idle"), 77);
      idle.activeTimeMs = 77;
      for (int i = 1; i <= (name.equals("none") ? 0 : pending); i++) {
        StreamConsumer consumer = group.consumer(bytes("c" + i % 3), 0, 2);
        if (consumer == null) {
          consumer = group.create(bytes("c" + i % 3), 5L + i);
          consumer.activeTimeMs = 5L + i;
        }
        group.assign(new StreamId(i, -1), consumer, 1_000_000L + i, i);
      }
    }
    stream.groups().get(bytes("some"), 0, 4).entriesRead = 12;
    stream.delete(new StreamId(2, -1));
    return stream;
  }

  static byte[] written(Frozen frozen, int budgetBytes) {
    assertThat(frozen.rdbType()).isEqualTo(19);
    return OneValueRdb.of(
        19,
        out -> {
          boolean more = true;
          while (more) {
            more = frozen.writeSome(out, budgetBytes);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 1_000_000})
  void readsWhatItWritesWhereverItIsCut(int step) throws Exception {
    StreamValue stream = stream(300, 130);
    assertThat(content(load(written(stream.freeze(), step), step))).isEqualTo(content(stream));
    StreamValue empty = new StreamValue();
    assertThat(content(load(written(empty.freeze(), step), step))).isEqualTo(content(empty));
  }

  @Test
  void writesInPartsWhatItWasWhenItWasFrozen() throws Exception {
    StreamValue stream = stream(6_000, 5_000);
    String then = content(stream);
    Frozen frozen = stream.freeze();
    byte[] rdb =
        OneValueRdb.of(
            19,
            out -> {
              int parts = 1;
              while (frozen.writeSome(out, 2_000)) {
                StreamGroup group = stream.groups().get(bytes("some"), 0, 4);
                StreamConsumer thief = group.consumer(bytes("idle"), 0, 4);
                thief.seenTimeMs = parts;
                group.lastDeliveredId = StreamId.MAX;
                group.assign(new StreamId(20L * parts, -1), thief, parts, 1);
                assertThat(group.acknowledge(new StreamId(5_000L - parts, -1))).isTrue();
                assertThat(stream.delete(new StreamId(6_000L - parts, -1))).isTrue();
                parts++;
              }
              stream.groups().delete(stream.groups().get(bytes("other"), 0, 5));
              assertThat(parts).isBetween(100, 400);
            });
    assertThat(content(load(rdb, 10_000))).isEqualTo(then);
    assertThat(content(stream)).isNotEqualTo(then);
  }

  @Test
  void aCopyHasItsOwnGroups() {
    StreamValue stream = stream(400, 300);
    String then = content(stream);
    StreamValue copy = stream.copy();
    long bytes = copy.memoryBytes();
    StreamGroup group = stream.groups().get(bytes("some"), 0, 4);
    group.delete(group.consumer(bytes("c1"), 0, 2));
    assertThat(group.pending.size()).isEqualTo(200);
    assertThat(group.create(bytes("new"), 1).number).isEqualTo(1);
    stream.groups().delete(stream.groups().get(bytes("other"), 0, 5));
    assertThat(content(copy)).isEqualTo(then);
    assertThat(copy.memoryBytes()).isEqualTo(bytes);
    String now = content(stream);
    StreamGroup copied = copy.groups().get(bytes("some"), 0, 4);
    copied.acknowledge(new StreamId(3, -1));
    copied.delete(copied.consumer(bytes("idle"), 0, 4));
    assertThat(content(stream)).isEqualTo(now);
  }

  /** Whatever a client restores is refused, or a stream that can be looked at and changed. */
  @Test
  void brokenBytesAreRefusedOrMakeAStream() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StreamValue stream = stream(12, 9);
    byte[] sound = DumpPayload.of(19, out -> stream.freeze().writeSome(out, Integer.MAX_VALUE));
    int read = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] broken = sound.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = 1 + random.nextInt(broken.length - 11);
        broken[at] = (byte) (random.nextBoolean() ? random.nextInt() : broken[at] + 1);
      }
      try {
        Object value = DumpPayload.read(broken, 0, broken.length, StreamRdb::decoder);
        use((StreamValue) value, random);
        read++;
      } catch (RdbException e) {
        assertThat(e).hasMessageNotContaining("null");
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed %d, %s".formatted(seed, HexFormat.of().formatHex(broken)), e);
      }
    }
    assertThat(read).isBetween(20, 3_900);
  }

  private void use(StreamValue stream, Random random) {
    assertThat(content(stream)).isNotEmpty();
    for (StreamGroup group : stream.groups().all()) {
      for (StreamConsumer consumer : List.copyOf(group.consumers())) {
        if (random.nextBoolean()) {
          group.delete(consumer);
        }
      }
    }
    StreamCursor entries = stream.rangeBackwards(StreamId.MIN, StreamId.MAX);
    if (entries.next()) {
      stream.delete(entries.id());
    }
    if (!stream.lastId().isMax()) {
      stream.append(stream.lastId().next(), TextFields.of("field", "value"), limits);
    }
    assertThat(content(stream.copy())).isEqualTo(content(stream));
  }
}

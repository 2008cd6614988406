package io.vedette.protocol.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RdbReaderTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = RdbReaderTest.class.getResourceAsStream("/rdb/" + name)) {
      return in.readAllBytes();
    }
  }

  private static CollectingVisitor read(byte[] rdb, int step) throws RdbException {
    CollectingVisitor visitor = new CollectingVisitor();
    RdbReader reader = new RdbReader(visitor);
    for (int i = 0; i < rdb.length; i += step) {
      int length = Math.min(step, rdb.length - i);
      assertThat(reader.feed(rdb, i, length)).isEqualTo(length);
    }
    assertThat(reader.isComplete()).isTrue();
    assertThat(reader.consumedBytes()).isEqualTo(rdb.length);
    return visitor;
  }

  private static byte[] sample(boolean compress) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RdbWriter writer = new RdbWriter(out::write, compress);
    writer.header();
    writer.aux("redis-ver", "7.2.0");
    writer.selectDatabase(2, 70_000, 1);
    for (String value :
        new String[] {
          "",
          "0",
          "-1",
          "007",
          "-0",
          "127",
          "128",
          "-32768",
          "2147483647",
          "2147483648",
          "-2147483648",
          "x".repeat(63),
          "y".repeat(70_000)
        }) {
      byte[] v = bytes(value);
      writer.string(
          bytes("k" + value.length()),
          0,
          bytes("k" + value.length()).length,
          v,
          0,
          v.length,
          value.equals("127") ? 4_102_444_800_000L : RdbFormat.NO_EXPIRY);
    }
    writer.beginEntry(1, bytes("typed"), 0, 5, RdbFormat.NO_EXPIRY);
    writer.stringValue(bytes("pair"), 0, 4);
    writer.length(20_000);
    writer.end();
    return out.toByteArray();
  }

  @Test
  void readsWhatRedisWroteAtEveryPieceSize() throws Exception {
    byte[] dump = resource("redis-7.0-strings.rdb");
    for (int step = 1; step <= dump.length; step++) {
      CollectingVisitor found = read(dump, step);
      assertThat(found.aux).containsEntry("redis-ver", "7.0.15").containsKey("ctime");
      assertThat(found.entries)
          .contains(
              "0 plain=value @-1",
              "0 int8=-7 @-1",
              "0 int16=3000 @-1",
              "0 int32=-2000000000 @-1",
              "0 int64=5000000000 @-1",
              "0 expiring=soon @4102444800000",
              "3 other=db @-1",
              "sizes 7 1")
          .anyMatch(e -> e.startsWith("0 long=aaaa") && e.endsWith("bcabcabc @-1"));
    }
  }

  @Test
  void readsBackWhatTheWriterWrote() throws RdbException {
    byte[] plain = sample(false);
    byte[] compressed = sample(true);
    assertThat(compressed.length).isLessThan(plain.length - 60_000);
    CollectingVisitor expected = read(plain, plain.length);
    assertThat(expected.entries)
        .contains(
            "2 k1=0 @-1",
            "2 k3=007 @-1",
            "2 k2=-0 @-1",
            "2 k3=127 @4102444800000",
            "2 k10=2147483648 @-1",
            "2 k0= @-1",
            "2 typed:pair20000 @-1",
            "sizes 70000 1");
    for (int step : new int[] {1, 2, 3, 7, 100, 4096}) {
      assertThat(read(compressed, step).entries).isEqualTo(expected.entries);
    }
  }

  @Test
  void leavesTheBytesAfterTheEnd() throws RdbException {
    byte[] rdb = sample(true);
    byte[] more = Arrays.copyOf(rdb, rdb.length + 9);
    RdbReader reader = new RdbReader(new CollectingVisitor());
    assertThat(reader.feed(more, 0, more.length)).isEqualTo(rdb.length);
    assertThat(reader.feed(more, rdb.length, 9)).isZero();
  }

  @Test
  void refusesOtherTypesByName() throws IOException {
    byte[] dump = resource("redis-7.0-list.rdb");
    assertThatThrownBy(() -> read(dump, 64))
        .isInstanceOf(RdbException.class)
        .hasMessage("Key 'l' has a value of RDB type 18, which is not supported");
  }

  @Test
  void noticesEveryFlippedBit() throws IOException {
    byte[] dump = resource("redis-7.0-strings.rdb");
    // A checksum of 0 means "none", so only its own bytes could be turned off, and not by one bit.
    for (int bit = 0; bit < dump.length * 8; bit++) {
      byte[] broken = dump.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      RdbReader reader = new RdbReader(new CollectingVisitor());
      try {
        reader.feed(broken, 0, broken.length);
        assertThat(reader.isComplete()).as("bit %d", bit).isFalse();
      } catch (RdbException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(3);
    for (int run = 0; run < 20_000; run++) {
      byte[] noise = new byte[random.nextInt(80)];
      random.nextBytes(noise);
      byte[] rdb = Arrays.copyOf(bytes("REDIS0010"), 9 + noise.length);
      System.arraycopy(noise, 0, rdb, 9, noise.length);
      RdbReader reader = new RdbReader(new CollectingVisitor());
      try {
        assertThat(reader.feed(rdb, 0, rdb.length)).isBetween(0, rdb.length);
      } catch (RdbException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void refusesForeignFilesAndNewerVersions() {
    assertThatThrownBy(() -> read(bytes("MYSQL0001"), 9)).hasMessageContaining("Wrong signature");
    assertThatThrownBy(() -> read(bytes("REDIS0099"), 9))
        .hasMessage("Can't handle RDB format version 99");
  }
}

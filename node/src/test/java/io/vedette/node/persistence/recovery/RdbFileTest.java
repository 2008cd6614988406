package io.vedette.node.persistence.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdbFileTest {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  private static Keyspace keyspace() {
    Keyspace keyspace = new Keyspace(16, new Random(1), (database, key) -> {});
    keyspace.advanceTo(NOW_MS);
    return keyspace;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(RdbWriter out, String key, String value, long expireAtMs) {
    byte[] k = ascii(key);
    byte[] v = ascii(value);
    out.string(k, 0, k.length, v, 0, v.length, expireAtMs);
  }

  private static byte[] rdb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter(bytes::write, true);
    out.header();
    out.aux("repl-stream-db", "3");
    out.aux("repl-id", ID);
    out.aux("repl-offset", "1234567");
    out.aux("vedette-epoch", "9");
    out.aux("used-mem", "1000");
    out.selectDatabase(0, 100, 2);
    for (int i = 0; i < 100; i++) {
      put(out, "key" + i, "value " + i, RdbFormat.NO_EXPIRY);
    }
    put(out, "gone", "x", NOW_MS - 1);
    put(out, "soon", "x", NOW_MS + 1_000);
    out.selectDatabase(3, 1, 0);
    put(out, "in three", "x", RdbFormat.NO_EXPIRY);
    out.end();
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws Exception {
    return Files.write(folder.resolve("dump.rdb"), content);
  }

  @Test
  void saysWhatTheFileSaysOfItself() throws Exception {
    Keyspace into = keyspace();
    byte[] content = rdb();
    RdbContents rdb = RdbFile.load(file(content), into, NOW_MS, LoadObserver.NOBODY);
    assertThat(rdb).isEqualTo(new RdbContents(content.length, 102, 1, ID, 1_234_567, 3, 9, false));
    assertThat(into.database(0).size()).isEqualTo(101);
    assertThat(into.database(3).size()).isEqualTo(1);
  }

  @Test
  void keepsExpiredKeysWhereTheMasterDecides() throws Exception {
    Keyspace into = keyspace();
    RdbContents rdb = RdbFile.load(file(rdb()), into, RdbFile.KEEP_EXPIRED, LoadObserver.NOBODY);
    assertThat(rdb.expired()).isZero();
    assertThat(into.size()).isEqualTo(103);
  }

  @Test
  void aDumpWithoutHistoryIsNobodys() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter(bytes::write, true);
    out.header();
    out.end();
    RdbContents rdb =
        RdbFile.load(file(bytes.toByteArray()), keyspace(), NOW_MS, LoadObserver.NOBODY);
    assertThat(rdb.hasHistory()).isFalse();
    assertThat(rdb.replicationId()).isEqualTo(ReplicationHistory.NO_ID);
  }

  @Test
  void refusesEveryCutOffFile() throws Exception {
    byte[] content = rdb();
    for (int length = 0; length < content.length; length++) {
      Path cut = file(Arrays.copyOf(content, length));
      assertThatThrownBy(() -> RdbFile.load(cut, keyspace(), NOW_MS, LoadObserver.NOBODY))
          .as("%d of %d bytes", length, content.length)
          .isInstanceOf(LoadException.class)
          .hasMessageContaining("dump.rdb")
          .hasMessageContaining("at byte");
    }
  }

  @Test
  void refusesEveryFlippedBit() throws Exception {
    byte[] content = rdb();
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      byte[] flipped = content.clone();
      flipped[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      Path damaged = file(flipped);
      assertThatThrownBy(() -> RdbFile.load(damaged, keyspace(), NOW_MS, LoadObserver.NOBODY))
          .isInstanceOf(LoadException.class);
    }
  }

  @Test
  void namesTheTypeThatItCannotLoad() throws Exception {
    byte[] content = rdb();
    int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("\u0000\u0004key0");
    content[at] = 99;
    assertThatThrownBy(() -> RdbFile.load(file(content), keyspace(), 0, LoadObserver.NOBODY))
        .hasMessageContaining("'key0' has a value of RDB type 99")
        .hasMessageContaining("at byte " + at);
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(
            () -> RdbFile.load(folder.resolve("no.rdb"), keyspace(), 0, LoadObserver.NOBODY))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("no.rdb");
  }
}

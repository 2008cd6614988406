package io.vedette.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplicationLogTest {
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ReplicationLog log = new ReplicationLog(ReplicationLog.MIN_BACKLOG_BYTES, 0);

  private static String readAll(LogReader reader) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int n = reader.readable(); n > 0; n = reader.readable()) {
      out.write(reader.array(), reader.arrayIndex(), n);
      reader.advance(n);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  private void write(int database, String bytes) {
    byte[] b = bytes.getBytes(StandardCharsets.US_ASCII);
    log.append(database, b, 0, b.length);
  }

  @Test
  void saysTheDatabaseWhenItChanges() {
    LogReader reader = log.read(0);
    write(0, "a");
    write(0, "b");
    write(12, "c");
    log.forgetDatabase();
    write(12, "d");
    String select12 = "*2\r\n$6\r\nSELECT\r\n$2\r\n12\r\n";
    assertThat(readAll(reader))
        .isEqualTo("*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\nab" + select12 + "c" + select12 + "d");
    assertThat(log.offset()).isEqualTo(reader.position());
  }

  @Test
  void wrapsTransactionsThatWrote() {
    LogReader reader = log.read(0);
    log.beginTransaction();
    log.endTransaction();
    write(0, "a");
    log.beginTransaction();
    log.appendCommand(0, new byte[] {'b'});
    write(0, "c");
    log.endTransaction();
    write(0, "d");
    assertThat(readAll(reader))
        .isEqualTo(
            "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\na*1\r\n$5\r\nMULTI\r\n*1\r\n$1\r\nb\r\nc"
                + "*1\r\n$4\r\nEXEC\r\nd");
  }

  @Test
  void readersSeeTheSameBytesWhereverTheyStartAndHoweverTheyGoOn() {
    Random random = new Random(5);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    LogReader slow = log.read(0);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    for (int i = 0; i < 400; i++) {
      byte[] bytes = new byte[random.nextInt(i % 50 == 0 ? 200_000 : 3_000)];
      random.nextBytes(bytes);
      log.appendRaw(bytes, 0, bytes.length);
      all.writeBytes(bytes);
      for (int k = random.nextInt(4); k > 0 && slow.readable() > 0; k--) {
        int n = 1 + random.nextInt(slow.readable());
        seen.write(slow.array(), slow.arrayIndex(), n);
        slow.advance(n);
      }
      assertThat(slow.lagBytes()).isEqualTo(all.size() - seen.size());
    }
    byte[] expected = all.toByteArray();
    for (int n = slow.readable(); n > 0; n = slow.readable()) {
      seen.write(slow.array(), slow.arrayIndex(), n);
      slow.advance(n);
    }
    assertThat(seen.toByteArray()).isEqualTo(expected);
    long from = log.offset() - 10_000;
    LogReader late = log.read(from);
    assertThat(late.lagBytes()).isEqualTo(10_000);
    byte[] tail = new byte[10_000];
    int filled = 0;
    for (int n = late.readable(); n > 0; n = late.readable()) {
      System.arraycopy(late.array(), late.arrayIndex(), tail, filled, n);
      filled += n;
      late.advance(n);
    }
    assertThat(tail).isEqualTo(java.util.Arrays.copyOfRange(expected, (int) from, expected.length));
  }

  @Test
  void keepsTheBacklogAndWhatReadersNeedAndReusesTheRest() {
    byte[] kilobyte = new byte[1000];
    LogReader stuck = log.read(0);
    for (int i = 0; i < 1000; i++) {
      log.appendRaw(kilobyte, 0, 1000);
    }
    assertThat(log.firstOffset()).isZero();
    assertThat(stuck.lagBytes()).isEqualTo(1_000_000);
    stuck.close();
    for (int i = 0; i < 1000; i++) {
      log.appendRaw(kilobyte, 0, 1000);
    }
    assertThat(log.offset() - log.firstOffset())
        .isBetween(
            ReplicationLog.MIN_BACKLOG_BYTES,
            ReplicationLog.MIN_BACKLOG_BYTES + 2 * ReplicationLog.CHUNK_BYTES);
    assertThat(log.memoryBytes()).isLessThan(8L * ReplicationLog.CHUNK_BYTES);
    assertThatThrownBy(() -> log.read(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.read(2_000_001)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void restartsAtAnotherOffsetOnlyWithoutReaders() {
    LogReader reader = log.read(0);
    assertThatThrownBy(() -> log.restart(7)).isInstanceOf(IllegalStateException.class);
    reader.close();
    log.restart(7);
    log.appendRaw(PING, 0, PING.length);
    assertThat(log.offset()).isEqualTo(7 + PING.length);
    assertThat(log.firstOffset()).isEqualTo(7);
  }

  @Test
  void aReaderLimitIsHardAtOnceAndSoftAfterItsTime() {
    ReaderLimit limit = new ReaderLimit(1000, 100, 60_000);
    ReaderLimit.Watch watch = new ReaderLimit.Watch();
    assertThat(watch.exceeded(limit, 1000, 10, 0)).isFalse();
    assertThat(watch.exceeded(limit, 1001, 10, 0)).isTrue();
    assertThat(watch.exceeded(limit, 1001, 2000, 0)).isFalse();
    assertThat(watch.exceeded(limit, 101, 10, 10)).isFalse();
    assertThat(watch.exceeded(limit, 101, 10, 60_010)).isFalse();
    assertThat(watch.exceeded(limit, 101, 10, 60_011)).isTrue();
    assertThat(watch.exceeded(limit, 100, 10, 60_012)).isFalse();
    assertThat(watch.exceeded(limit, 101, 10, 60_013)).isFalse();
  }
}

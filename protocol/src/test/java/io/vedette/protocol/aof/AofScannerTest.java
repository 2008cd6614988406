package io.vedette.protocol.aof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AofScannerTest {
  private static final String PAYLOAD = "v".repeat(100);

  @Test
  void handsOutTheStreamWithItsOffsets() {
    Increment increment =
        Increment.checksummed(1000)
            .command("SELECT", "0")
            .timestamp(12)
            .command("SET", "a", "1")
            .close();
    Scan scan = Scan.of(increment.file());
    assertThat(scan.handedOut()).isEqualTo(increment.stream());
    assertThat(scan.firstOffset).isEqualTo(1000);
    assertThat(scan.annotations).hasSize(2).last().isEqualTo(new AofAnnotation.Timestamp(12));
    assertThat(scan.end)
        .isEqualTo(new AofEnd.Complete(increment.file().length, 1000 + increment.stream().length));
  }

  @Test
  void piecesOfAnySizeGiveTheSame() {
    Increment increment = Increment.random(new Random(1), 10, 300);
    for (int piece = 1; piece < 700; piece += piece < 50 ? 1 : 97) {
      Scan scan = Scan.of(increment.file(), increment.file().length, piece);
      assertThat(scan.end).isInstanceOf(AofEnd.Complete.class);
      assertThat(scan.handedOut()).isEqualTo(increment.stream());
    }
  }

  @Test
  void nothingIsHandedOutBeforeItsChecksum() {
    Increment increment = Increment.checksummed(0).command("SET", "a", "1");
    Scan scan = Scan.of(increment.file());
    assertThat(scan.handedOut()).isEmpty();
    assertThat(scan.end).isInstanceOf(AofEnd.Torn.class);
  }

  @Test
  void aTailTornAtAnyByteIsCutBackToTheLastBlock() {
    Increment increment = Increment.random(new Random(2), 4, 200);
    byte[] file = increment.file();
    for (int size = 0; size < file.length; size++) {
      Scan scan = Scan.of(file, size, 64);
      int blocks = increment.lastBlockEnd(size);
      assertThat(scan.handedOut())
          .as("cut to %d bytes", size)
          .isEqualTo(Arrays.copyOf(increment.stream(), increment.streamBytesOfBlocks(size)));
      if (size == blocks) {
        assertThat(scan.end).isInstanceOf(AofEnd.Complete.class);
      } else {
        assertThat(scan.end).isInstanceOf(AofEnd.Torn.class);
        assertThat(((AofEnd.Torn) scan.end).keepBytes()).isEqualTo(blocks);
        assertThat(((AofEnd.Torn) scan.end).closingLine()).isEmpty();
      }
    }
  }

  @Test
  void anUnfinishedTransactionIsCutAtItsStartWithAChecksumInItsPlace() {
    Increment whole =
        Increment.checksummed(5)
            .command("SET", "a", "1")
            .command("MULTI")
            .command("SET", "b", PAYLOAD)
            .close()
            .command("SET", "c", PAYLOAD)
            .close();
    Scan scan = Scan.of(whole.file(), whole.file().length, 10);
    assertThat(scan.end).isInstanceOf(AofEnd.Torn.class);
    AofEnd.Torn torn = (AofEnd.Torn) scan.end;
    int multi = whole.commandStarts.get(1);
    assertThat(torn.keepBytes()).isEqualTo(multi);
    byte[] repaired = Arrays.copyOf(whole.file(), multi + torn.closingLine().length);
    System.arraycopy(torn.closingLine(), 0, repaired, multi, torn.closingLine().length);
    Scan again = Scan.of(repaired);
    assertThat(again.end).isEqualTo(new AofEnd.Complete(repaired.length, torn.streamOffset()));
    assertThat(again.handedOut())
        .isEqualTo(scan.handedOut())
        .asString()
        .isEqualTo("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
  }

  @Test
  void aTransactionAcrossBlocksComesWhole() {
    Increment increment =
        Increment.checksummed(5)
            .command("MULTI")
            .command("SET", "b", PAYLOAD)
            .close()
            .command("SET", "c", PAYLOAD)
            .command("EXEC")
            .close();
    Scan scan = Scan.of(increment.file(), increment.file().length, 50);
    assertThat(scan.end).isInstanceOf(AofEnd.Complete.class);
    assertThat(scan.handedOut()).isEqualTo(increment.stream());
    for (int size = increment.lastBlockEnd(400); size < increment.file().length; size++) {
      Scan torn = Scan.of(increment.file(), size, 50);
      assertThat(torn.handedOut()).isEmpty();
      assertThat(((AofEnd.Torn) torn.end).keepBytes())
          .isEqualTo(increment.blockEnds.firstKey().longValue());
    }
  }

  @Test
  void blocksInTheMiddleOfDamageAreNoTornTail() {
    Increment increment = Increment.checksummed(0).command("SET", "a", PAYLOAD).close();
    increment.command("SET", "b", PAYLOAD).close();
    byte[] file = increment.file();
    int length = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("$100");
    file[length + 1] = '9';
    assertThat(Scan.of(file).end).isInstanceOf(AofEnd.Damaged.class);
  }

  @Test
  void megabytesWithoutChecksumsCameFromSomebodyElse() {
    Increment increment = Increment.checksummed(0);
    String value = "x".repeat(1 << 20);
    for (int i = 0; i < 17; i++) {
      increment.command("SET", "a", value);
    }
    assertThat(Scan.of(increment.file(), increment.file().length, 1 << 16).end)
        .isInstanceOfSatisfying(
            AofEnd.Damaged.class, end -> assertThat(end.reason()).contains("another server"));
  }

  @Test
  void aBlockMayBeOneHugeCommand() {
    Increment increment =
        Increment.checksummed(0).command("SET", "a", "x".repeat(20 << 20)).close();
    Scan scan = Scan.of(increment.file(), increment.file().length, 1 << 20);
    assertThat(scan.end).isInstanceOf(AofEnd.Complete.class);
    assertThat(scan.handedOut()).hasSize(increment.stream().length);
  }

  @Test
  void aHugeCommandMayShareItsBlock() {
    Increment increment =
        Increment.checksummed(0)
            .command("SELECT", "0")
            .command("SET", "a", "x".repeat(20 << 20))
            .command("SET", "b", "1")
            .close();
    Scan scan = Scan.of(increment.file(), increment.file().length, 1 << 20);
    assertThat(scan.end).isInstanceOf(AofEnd.Complete.class);
    assertThat(scan.handedOut()).hasSize(increment.stream().length);
  }

  @Test
  void aValueMayHoldAnIncrement() {
    byte[] inner = Increment.checksummed(0).command("PING").close().file();
    String value = new String(inner, StandardCharsets.ISO_8859_1) + "x".repeat(3 << 20);
    Increment increment = Increment.checksummed(0).command("SET", "a", value).close();
    Scan scan = Scan.of(increment.file(), increment.file().length, 1 << 18);
    assertThat(scan.end).isInstanceOf(AofEnd.Complete.class);
  }

  @Test
  void offsetsMustFit() {
    Increment wrong = Increment.checksummed(0).command("PING");
    byte[] line = new byte[AofAnnotation.CHECKSUM_BYTES];
    byte[] file = wrong.file();
    int end = wrong.blockEnds.firstKey();
    AofBlock shifted = new AofBlock(1);
    shifted.stream(file, end, file.length - end);
    shifted.close(line, 0);
    byte[] whole = Arrays.copyOf(file, file.length + line.length);
    System.arraycopy(line, 0, whole, file.length, line.length);
    assertThat(Scan.of(whole).end)
        .isInstanceOfSatisfying(
            AofEnd.Damaged.class, e -> assertThat(e.reason()).contains("at offset 15, not 14"));
  }

  @Test
  void commandsLaterThanWantedAreLeftOut() {
    Increment increment =
        Increment.checksummed(0)
            .timestamp(10)
            .command("SET", "a", "1")
            .timestamp(20)
            .command("SET", "b", "1")
            .close();
    byte[] file = increment.file();
    Scan scan = Scan.of(file, file.length, 1000, 15);
    AofEnd.Torn torn = (AofEnd.Torn) scan.end;
    byte[] cut = Arrays.copyOf(file, (int) torn.keepBytes() + torn.closingLine().length);
    System.arraycopy(torn.closingLine(), 0, cut, (int) torn.keepBytes(), torn.closingLine().length);
    assertThat(Scan.of(cut).end).isInstanceOf(AofEnd.Complete.class);
    assertThat(Scan.of(cut).handedOut()).isEqualTo(Arrays.copyOf(increment.stream(), 27));
    assertThat(Scan.of(file, file.length, 1000, 20).end).isInstanceOf(AofEnd.Complete.class);
  }
}

package io.vedette.protocol.aof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Increments without our annotations. */
class RedisWrittenTest {

  @Test
  void everyCompleteCommandCounts() {
    Increment increment =
        Increment.plain()
            .command("SELECT", "0")
            .command("set", "a", "1")
            .timestamp(12)
            .command("set", "b", "");
    byte[] file = increment.file();
    Scan whole = Scan.of(file);
    assertThat(whole.end).isEqualTo(new AofEnd.Complete(file.length, increment.stream().length));
    assertThat(whole.handedOut()).isEqualTo(increment.stream());
    int last = increment.commandStarts.getLast();
    for (int size = last + 1; size < file.length; size++) {
      Scan torn = Scan.of(file, size, 7);
      assertThat(((AofEnd.Torn) torn.end).keepBytes()).isEqualTo(last);
      assertThat(torn.handedOut()).isEqualTo(Arrays.copyOf(increment.stream(), 23 + 27));
    }
  }

  @Test
  void anEmptyFileIsComplete() {
    assertThat(Scan.of(new byte[0]).end).isEqualTo(new AofEnd.Complete(0, 0));
  }

  @Test
  void anUnfinishedTransactionIsCutAtItsStart() {
    Increment increment =
        Increment.plain().command("SET", "a", "1").command("multi").command("SET", "b", "2");
    byte[] file = increment.file();
    int multi = increment.commandStarts.get(1);
    for (int size = multi + 15; size <= file.length; size++) {
      Scan scan = Scan.of(file, size, 1000);
      assertThat(((AofEnd.Torn) scan.end).keepBytes()).isEqualTo(multi);
      assertThat(((AofEnd.Torn) scan.end).closingLine()).isEmpty();
      assertThat(scan.handedOut()).hasSize(27);
    }
  }

  @Test
  void anythingElseIsDamage() {
    for (String wrong :
        new String[] {
          "GET a\r\n",
          "*0\r\n",
          "*x\r\n",
          "*1\r\n+4\r\n",
          "*1\r\n$-1\r\n",
          "*1\r\n$4\r\nPINGxx",
          "*1\r\n$4\r\nPING\r\r",
          "*1\n",
          "*99999999999\r\n",
          "*1\r\n$536870913\r\n",
          "*1\r\n$4\r\nEXEC\r\n",
          "*1\r\n$5\r\nMULTI\r\n*1\r\n$5\r\nMULTI\r\n",
          "\0\0\0\0",
          "#VC:00000000000000ff:e9c6d914c4b8d9ca\r\n"
        }) {
      String good = "*1\r\n$4\r\nPING\r\n";
      byte[] file = (good + wrong).getBytes(StandardCharsets.ISO_8859_1);
      for (int piece : new int[] {1, 5, 1000}) {
        Scan scan = Scan.of(file, file.length, piece);
        assertThat(scan.end)
            .as(wrong)
            .isInstanceOfSatisfying(
                AofEnd.Damaged.class,
                end -> assertThat(end.intactBytes()).isEqualTo(good.length()));
        assertThat(scan.handedOut()).asString().isEqualTo(good);
      }
    }
  }

  @Test
  void otherAnnotationsAreSkipped() {
    byte[] file =
        "#hello\r\n*1\r\n$4\r\nPING\r\n#\r\n# bye\n".getBytes(StandardCharsets.ISO_8859_1);
    Scan scan = Scan.of(file, file.length, 3);
    assertThat(scan.end).isEqualTo(new AofEnd.Complete(file.length, 14));
    byte[] endless = ("#" + "x".repeat(2000)).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Scan.of(endless).end).isInstanceOf(AofEnd.Damaged.class);
  }
}

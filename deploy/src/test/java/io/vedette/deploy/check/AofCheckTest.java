package io.vedette.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofBlock;
import io.vedette.protocol.aof.AofManifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AofCheckTest {
  private static final String SET = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n";
  private static final String MULTI = "*1\r\n$5\r\nMULTI\r\n";

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private boolean check(Path file, boolean fix, long until, String answer) throws IOException {
    printed.reset();
    return new AofCheck(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
            fix,
            until)
        .run(file);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A checksummed increment of one block a string. */
  private static byte[] increment(long streamOffset, String... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AofBlock block = new AofBlock(streamOffset);
    byte[] line = new byte[AofAnnotation.HISTORY_BYTES];
    String id = "a".repeat(40);
    out.write(
        line,
        0,
        block.annotation(
            new AofAnnotation.History(id, streamOffset, AofAnnotation.NO_ID, -1, 0, 0), line, 0));
    out.write(line, 0, block.close(line, 0));
    for (String commands : blocks) {
      byte[] bytes = bytes(commands);
      block.stream(bytes, 0, bytes.length);
      out.writeBytes(bytes);
      out.write(line, 0, block.close(line, 0));
    }
    return out.toByteArray();
  }

  @Test
  void sameWordsAsRedisForATornFile() throws IOException {
    Path file =
        file("t.aof", bytes("*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n" + SET + SET.substring(0, 18)));
    assertThat(check(file, false, 0, "")).isFalse();
    assertThat(printed.toString())
        .isEqualTo(
            """
            Start checking Old-Style AOF
            0x              43: Expected to read 3 bytes, got 1 bytes
            AOF analyzed: filename=%1$s, size=68, ok_up_to=50, ok_up_to_line=17, diff=18
            AOF %1$s is not valid. Use the --fix option to try fixing it.
            """
                .formatted(file));
  }

  @Test
  void asksBeforeItCuts() throws IOException {
    byte[] torn = bytes(SET + "*3\r\n$3\r\nS");
    Path file = file("t.aof", torn);
    for (String refusal : new String[] {"", "n\n", "\n"}) {
      assertThat(check(file, true, 0, refusal)).isFalse();
      assertThat(printed.toString()).endsWith("Continue? [y/N]: Aborting...\n");
      assertThat(Files.readAllBytes(file)).isEqualTo(torn);
    }
    assertThat(check(file, true, 0, "y\n")).isTrue();
    assertThat(printed.toString()).endsWith("Successfully truncated AOF " + file + "\n");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(SET));
    assertThat(check(file, false, 0, "")).isTrue();
  }

  @Test
  void cutsAChecksummedFileToItsLastGoodBlock() throws IOException {
    byte[] good = increment(0, SET);
    byte[] whole = increment(0, SET, SET.substring(0, 24) + "3\r\n");
    for (int size = good.length + 1; size < whole.length; size++) {
      Path file = file("t.aof", Arrays.copyOf(whole, size));
      assertThat(check(file, false, 0, "")).isFalse();
      assertThat(check(file, true, 0, "y")).isTrue();
      assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }
    byte[] flipped = whole.clone();
    flipped[good.length + 24] ^= 1;
    Path file = file("t.aof", flipped);
    assertThat(check(file, false, 0, "")).isFalse();
    assertThat(printed.toString()).contains("damaged: a wrong checksum").contains("ok_up_to=248");
    assertThat(check(file, true, 0, "y")).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(good);
  }

  @Test
  void anUnfinishedTransactionGetsItsChecksumWhenItIsCut() throws IOException {
    Path file = file("t.aof", increment(0, SET + MULTI + SET));
    assertThat(check(file, false, 0, "")).isFalse();
    assertThat(check(file, true, 0, "y")).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(increment(0, SET));
  }

  @Test
  void cutsToATimestamp() throws IOException {
    String early = SET + "#TS:100\r\n" + SET;
    Path file = file("t.aof", bytes(early + "#TS:200\r\n" + SET));
    assertThat(check(file, false, 200, "")).isTrue();
    assertThat(printed.toString()).contains("Truncate nothing in AOF");
    assertThat(check(file, false, 150, "")).isTrue();
    assertThat(printed.toString()).endsWith("to timestamp 150\n");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(early));
    Path later = file("l.aof", bytes("#TS:100\r\n" + SET));
    assertThat(check(later, false, 50, "")).isFalse();
    assertThat(printed.toString()).contains("has nothing before timestamp 50, aborting...");
  }

  @Test
  void everyFileOfAManifestMustBeginWhereTheOneBeforeEnds() throws IOException {
    AofManifest manifest = AofManifest.empty().withNextIncrement("x").withNextIncrement("x");
    Path file = file("x.manifest", manifest.toBytes());
    file("x.1.incr.aof", increment(1000, SET, SET));
    file("x.2.incr.aof", increment(1000 + 2L * SET.length(), SET));
    assertThat(check(file, false, 0, "")).isTrue();
    assertThat(printed.toString()).endsWith("All AOF files and manifest are valid\n");
    file("x.2.incr.aof", increment(1000, SET));
    assertThat(check(file, false, 0, "")).isFalse();
    assertThat(printed.toString()).contains("x.2.incr.aof begins at stream offset 1000");
  }

  @Test
  void anIncrementMaySelectItsDatabaseBeforeTheStreamGoesOn() throws IOException {
    AofManifest manifest = AofManifest.empty().withNextIncrement("x").withNextIncrement("x");
    Path file = file("x.manifest", manifest.toBytes());
    String select = "*2\r\n$6\r\nSELECT\r\n$5\r\n65535\r\n";
    long end = 1000 + SET.length();
    file("x.1.incr.aof", increment(1000, SET));
    file("x.2.incr.aof", increment(end - select.length(), select + SET));
    assertThat(check(file, false, 0, "")).as(printed.toString()).isTrue();
    for (long wrong : new long[] {end - select.length() - 1, end - 22, end - 1, end + 1}) {
      file("x.2.incr.aof", increment(wrong, select + SET));
      assertThat(check(file, false, 0, "")).isFalse();
      assertThat(printed.toString())
          .contains("begins at stream offset " + wrong + ", but what comes before ends at " + end);
    }
  }

  @Test
  void onlyTheLastFileIsCut() throws IOException {
    AofManifest manifest = AofManifest.empty().withNextIncrement("x").withNextIncrement("x");
    Path file = file("x.manifest", manifest.toBytes());
    Path first = file("x.1.incr.aof", bytes(SET + "*"));
    file("x.2.incr.aof", bytes(SET));
    assertThat(check(file, true, 0, "y")).isFalse();
    assertThat(printed.toString()).contains("because it is not the last file");
    assertThat(first).hasSize(SET.length() + 1L);
    Files.delete(folder.resolve("x.2.incr.aof"));
    file("x.1.incr.aof", bytes(SET));
    assertThat(check(file, true, 0, "y")).isFalse();
    assertThat(printed.toString()).contains("Cannot open file");
  }

  @Test
  void whatIsNoAofIsRefused() throws IOException {
    assertThat(check(file("g.aof", bytes("garbage")), false, 0, "")).isFalse();
    assertThat(printed.toString()).contains("format error");
    assertThat(check(file("bad.manifest", bytes("file a\n")), false, 0, "")).isFalse();
    assertThat(printed.toString()).contains("invalid format");
    assertThat(check(folder.resolve("none"), false, 0, "")).isFalse();
    assertThat(check(file("r.aof", bytes("REDIS0010\u00ff1")), false, 0, "")).isFalse();
    assertThat(printed.toString()).contains("RDB preamble of AOF file is not sane, aborting.");
  }
}

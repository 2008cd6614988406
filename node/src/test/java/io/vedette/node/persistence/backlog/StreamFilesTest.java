package io.vedette.node.persistence.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofBlock;
import io.vedette.protocol.aof.AofManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFilesTest {
  private static final String NAME = "appendonly.aof";
  private static final long START = 10_000;

  @TempDir Path folder;
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A file of some commands that begins where the last one ended. */
  private void increment(int number, int commands, String select) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] line = new byte[AofAnnotation.HISTORY_BYTES];
    long offset = START + stream.size() - select.length();
    AofBlock block = new AofBlock(offset);
    String id = "a".repeat(40);
    AofAnnotation head = new AofAnnotation.History(id, offset, AofAnnotation.NO_ID, -1, 1, 0);
    out.write(line, 0, block.annotation(head, line, 0));
    block.stream(ascii(select), 0, select.length());
    out.writeBytes(ascii(select));
    out.write(line, 0, block.close(line, 0));
    for (int i = 0; i < commands; i++) {
      byte[] command = ascii("*3\r\n$3\r\nSET\r\n$4\r\n" + (1000 + i) + "\r\n$1\r\n1\r\n");
      block.stream(command, 0, command.length);
      out.writeBytes(command);
      stream.writeBytes(command);
      if (i % 7 == 6) {
        out.write(line, 0, block.close(line, 0));
      }
    }
    out.write(line, 0, block.close(line, 0));
    Files.write(folder.resolve(NAME + "." + number + ".incr.aof"), out.toByteArray());
  }

  @BeforeEach
  void writeThreeFiles() throws IOException {
    AofManifest manifest = AofManifest.empty();
    String select = "*2\r\n$6\r\nSELECT\r\n$1\r\n5\r\n";
    for (int i = 1; i <= 3; i++) {
      increment(i, 100 * i, i == 2 ? select : "");
      manifest = manifest.withNextIncrement(NAME);
    }
    Files.write(folder.resolve(AofManifest.fileName(NAME)), manifest.toBytes());
  }

  private byte[] read(long from, long to) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (StreamFiles files = StreamFiles.open(new BacklogRange(1, folder, NAME, from, to))) {
      while (read.size() < to - from) {
        read.writeBytes(files.next());
      }
    }
    return read.toByteArray();
  }

  @Test
  void givesTheStreamAndNothingElse() throws Exception {
    byte[] all = stream.toByteArray();
    for (int from = 40; from < all.length; from += 997) {
      for (int to : new int[] {from + 1, (from + all.length + 1) / 2, all.length}) {
        assertThat(read(START + from, START + to))
            .as("%d to %d", from, to)
            .isEqualTo(Arrays.copyOfRange(all, from, to));
      }
    }
  }

  @Test
  void refusesWhatIsOlderThanTheFiles() {
    assertThatThrownBy(() -> read(START - 1, START + 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("begins later");
  }

  @Test
  void failsWhereTheFilesEndBeforeTheRange() {
    assertThatThrownBy(() -> read(START + 100, START + stream.size() + 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends at offset " + (START + stream.size()));
  }

  @Test
  void neverGivesDamagedBytes() throws Exception {
    Path last = folder.resolve(NAME + ".3.incr.aof");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length / 2] ^= 4;
    Files.write(last, bytes);
    assertThatThrownBy(() -> read(START + 100, START + stream.size()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsOnFromFilesThatARewriteDeletes() throws Exception {
    byte[] all = stream.toByteArray();
    try (StreamFiles files =
        StreamFiles.open(new BacklogRange(1, folder, NAME, START + 50, START + all.length))) {
      for (int i = 1; i <= 3; i++) {
        Files.delete(folder.resolve(NAME + "." + i + ".incr.aof"));
      }
      assertThat(files.next()).startsWith(Arrays.copyOfRange(all, 50, 60));
    }
  }
}

package io.vedette.protocol.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(bytes(text));
  }

  @Test
  void replacesWhatIsThereAndLeavesNothingElse() throws IOException {
    Path target = folder.resolve("file");
    Path temporary = Files.writeString(folder.resolve("file.tmp"), "left by a longer attempt");
    DurableFile.replace(target, temporary, buffer("first, "), buffer("and longer"));
    assertThat(target).hasContent("first, and longer");
    DurableFile.replace(target, temporary, buffer("second"));
    assertThat(target).hasContent("second");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void theOldFileStaysWhereTheNewOneCannotBeWritten() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    Path nowhere = folder.resolve("no such folder").resolve("file.tmp");
    assertThatThrownBy(() -> DurableFile.replace(target, nowhere, buffer("new")))
        .isInstanceOf(IOException.class);
    assertThat(target).hasContent("old");
  }

  @Test
  void cutsAndCloses() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept and torn");
    assertThat(DurableFile.cut(file, 4, bytes("!"))).isEqualTo(5);
    assertThat(file).hasContent("kept!");
    assertThat(DurableFile.cut(file, 4, bytes(" and closed"))).isEqualTo(15);
    assertThat(file).hasContent("kept and closed");
    assertThat(DurableFile.cut(file, 4, new byte[0])).isEqualTo(4);
    assertThat(file).hasContent("kept");
  }
}

package io.vedette.sentinel.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
  private static final byte[] PAYLOAD = {1, 2, 3};

  @TempDir Path dir;

  @Test
  void listsTheNewestFirst() throws IOException {
    DurableFolder folder = DurableFolder.open(dir);
    SnapshotFile.write(folder, "s", 5, 100, PAYLOAD);
    SnapshotFile.write(folder, "s", 12, 90, new byte[] {9});
    SnapshotFile.write(folder, "s-2", 77, 90, PAYLOAD);
    assertThat(SnapshotFile.list(folder, "s"))
        .extracting(SnapshotFile.Entry::sequenceNr)
        .containsExactly(12L, 5L);
    assertThat(SnapshotFile.read(SnapshotFile.list(folder, "s").getLast())).isEqualTo(PAYLOAD);
  }

  @Test
  void refusesEveryFlippedBitAndEveryCut() throws IOException {
    DurableFolder folder = DurableFolder.open(dir);
    SnapshotFile.write(folder, "s", 5, 100, PAYLOAD);
    SnapshotFile.Entry entry = SnapshotFile.list(folder, "s").getFirst();
    byte[] whole = Files.readAllBytes(entry.path());
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(entry.path(), damaged);
      assertThatThrownBy(() -> SnapshotFile.read(entry)).isInstanceOf(DamagedFileException.class);
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(entry.path(), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SnapshotFile.read(entry)).isInstanceOf(DamagedFileException.class);
    }
  }
}

package io.vedette.sentinel.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final String ID = "sentinel/1";

  @TempDir Path dir;
  private DurableFolder folder;

  @BeforeEach
  void openFolder() throws IOException {
    folder = DurableFolder.open(dir.resolve("journal"));
  }

  @Test
  void givesBackWhatWasForced() throws IOException {
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      append(journal, 1, "vote");
      append(journal, 2, "accept");
    }
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      assertThat(texts(journal)).containsExactly("vote", "accept");
      assertThat(journal.highestSequenceNr()).isEqualTo(2);
      assertThat(journal.tornBytes()).isZero();
      append(journal, 3, "more");
      assertThat(texts(journal)).containsExactly("vote", "accept", "more");
    }
  }

  @Test
  void replaysARangeUpToAMaximum() throws IOException {
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      for (int i = 1; i <= 9; i++) {
        append(journal, i, "e" + i);
      }
      List<String> found = new ArrayList<>();
      journal.replay(3, 7, 2, event -> found.add(text(event)));
      assertThat(found).containsExactly("e3", "e4");
    }
  }

  @Test
  void refusesANumberOutOfOrder() throws IOException {
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      append(journal, 1, "a");
      assertThatThrownBy(() -> append(journal, 3, "c"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("event 3 cannot follow event 1");
    }
  }

  @Test
  void aWriteTornAtAnyByteIsCutOffAndTheRestKept() throws IOException {
    Path path = written("first", "second");
    byte[] whole = Files.readAllBytes(path);
    int secondStart = whole.length - recordBytes("second");
    for (int length = secondStart; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      try (JournalFile journal = JournalFile.open(folder, ID)) {
        assertThat(texts(journal)).as("cut at %d", length).containsExactly("first");
        assertThat(journal.tornBytes()).isEqualTo(length - secondStart);
        append(journal, 2, "again");
      }
      try (JournalFile journal = JournalFile.open(folder, ID)) {
        assertThat(texts(journal)).containsExactly("first", "again");
      }
    }
  }

  @Test
  void aSectorThatWasNeverWrittenIsCutOff() throws IOException {
    Path path = written("first", "x".repeat(2000));
    byte[] bytes = Files.readAllBytes(path);
    Arrays.fill(bytes, 1024, 1536, (byte) 0);
    Files.write(path, bytes);
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      assertThat(texts(journal)).containsExactly("first");
    }
  }

  @Test
  void anyFlippedBitRefusesTheFileWithNameAndOffset() throws IOException {
    Path path = written("first", "second");
    byte[] whole = Files.readAllBytes(path);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(path, damaged);
      assertThatThrownBy(() -> JournalFile.open(folder, ID).close())
          .as("bit %d", bit)
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("damaged at byte");
    }
  }

  @Test
  void compactionKeepsTheNumbersAndTheYoungerEvents() throws IOException {
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      for (int i = 1; i <= 5; i++) {
        append(journal, i, "e" + i);
      }
      long before = Files.size(journal.path());
      journal.deleteTo(3);
      assertThat(Files.size(journal.path())).isLessThan(before);
      append(journal, 6, "e6");
      assertThat(texts(journal)).containsExactly("e4", "e5", "e6");
      journal.deleteTo(Long.MAX_VALUE);
    }
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      assertThat(texts(journal)).isEmpty();
      assertThat(journal.highestSequenceNr()).isEqualTo(6);
      append(journal, 7, "e7");
    }
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      assertThat(texts(journal)).containsExactly("e7");
    }
  }

  @Test
  void aFailedWriteIsRememberedUntilTheFileIsReadAgain() throws IOException {
    JournalFile journal = JournalFile.open(folder, ID);
    append(journal, 1, "a");
    journal.close();
    assertThatThrownBy(() -> append(journal, 2, "b")).isInstanceOf(IOException.class);
    assertThatThrownBy(journal::force)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed before");
  }

  private Path written(String... texts) throws IOException {
    try (JournalFile journal = JournalFile.open(folder, ID)) {
      long next = 1;
      for (String text : texts) {
        append(journal, next++, text);
      }
      return journal.path();
    }
  }

  private static int recordBytes(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    return RecordFormat.encode(JournalRecord.event(1, payload)).remaining();
  }

  private static void append(JournalFile journal, long number, String text) throws IOException {
    journal.append(number, text.getBytes(StandardCharsets.UTF_8));
    journal.force();
  }

  private static List<String> texts(JournalFile journal) {
    List<String> found = new ArrayList<>();
    journal.replay(0, Long.MAX_VALUE, Long.MAX_VALUE, event -> found.add(text(event)));
    return found;
  }

  private static String text(JournalRecord event) {
    return new String(event.payload(), StandardCharsets.UTF_8);
  }
}

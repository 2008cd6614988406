package io.vedette.protocol.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFolderTest {
  @TempDir Path parent;

  @Test
  void theSameOwnerMayComeBack() throws IOException {
    Path folder = parent.resolve("new/one");
    OwnedFolder.claim(folder, "node node-1").close();
    try (OwnedFolder again = OwnedFolder.claim(folder, "node node-1")) {
      assertThat(again.path()).isEqualTo(folder);
    }
  }

  @Test
  void anotherOwnerIsRefused() throws IOException {
    OwnedFolder.claim(parent, "node node-1").close();
    assertThatThrownBy(() -> OwnedFolder.claim(parent, "node node-2"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to node node-1, not to node node-2");
  }

  @Test
  void aHeldFolderIsRefusedToASecondProcess() throws IOException {
    try (OwnedFolder held = OwnedFolder.claim(parent, "node node-1")) {
      assertThatThrownBy(() -> OwnedFolder.claim(held.path(), "node node-1"))
          .hasMessageContaining("in use");
    }
  }
}

package io.vedette.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplicationHistoryTest {
  private static final String A = "a".repeat(40);
  private static final String B = "b".repeat(40);

  @Test
  void aPromotedCopyContinuesTheHistoryItComesFrom() {
    ReplicationHistory history = new ReplicationHistory(A);
    assertThat(history.contains(A, 1_000_000)).isTrue();
    history.branch(B, 100);
    assertThat(history.id()).isEqualTo(B);
    assertThat(history.secondId()).isEqualTo(A);
    assertThat(history.secondOffset()).isEqualTo(101);
    assertThat(history.contains(B, 500)).isTrue();
    assertThat(history.contains(A, 101)).isTrue();
    assertThat(history.contains(A, 102)).isFalse();
  }

  @Test
  void aLoadedSnapshotReplacesTheHistory() {
    ReplicationHistory history = new ReplicationHistory(A);
    history.branch(B, 100);
    history.adopt(A);
    assertThat(history.contains(B, 1)).isFalse();
    assertThat(history.contains(ReplicationHistory.NO_ID, -1)).isFalse();
    assertThat(history.contains("?", -1)).isFalse();
    assertThat(history.secondOffset()).isEqualTo(-1);
  }

  @Test
  void idsAreFortyRandomHexadecimalDigits() {
    Random random = new Random(1);
    String first = ReplicationHistory.newId(random);
    assertThat(first).matches("[0-9a-f]{40}");
    assertThat(ReplicationHistory.newId(random)).isNotEqualTo(first);
    assertThatThrownBy(() -> new ReplicationHistory("short"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

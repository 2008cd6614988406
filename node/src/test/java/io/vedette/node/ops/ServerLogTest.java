package io.vedette.node.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ServerLogTest {
  @Test
  void writesLinesAsRedisDoes() {
    LocalDateTime at = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 67_000_000);
    assertThat(ServerLog.line(42, at, Level.INFO, "Ready"))
        .isEqualTo("42:M 02 Jan 2026 03:04:05.067 * Ready");
    assertThat(ServerLog.line(42, at, Level.WARN, "Hm")).endsWith(" # Hm");
    assertThat(ServerLog.line(42, at, Level.DEBUG, "Hm")).endsWith(" . Hm");
  }

  @Test
  void tellsWhatTheLevelAllows() {
    assertThat(LogLevel.NOTICE.tells(Level.INFO)).isTrue();
    assertThat(LogLevel.WARNING.tells(Level.INFO)).isFalse();
    assertThat(LogLevel.NOTICE.tells(Level.DEBUG)).isFalse();
    assertThat(LogLevel.DEBUG.tells(Level.DEBUG)).isTrue();
  }
}

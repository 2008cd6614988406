package io.vedette.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.deploy.client.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void aProcessIsHaltedWhileStoppedAndWhenItHasEnded() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessId id = ProcessId.of(process.pid());
      assertThat(id.isHalted()).isFalse();
      id.signal("STOP");
      assertThat(Await.until(SOON, id::isHalted)).isTrue();
      assertThat(id.isAlive()).isTrue();
      id.signal("CONT");
      assertThat(Await.until(SOON, () -> !id.isHalted())).isTrue();
      id.signal("KILL");
      assertThat(Await.until(SOON, id::isHalted)).isTrue();
      process.waitFor();
      assertThat(id.isHalted()).isTrue();
      assertThat(id.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void cpuTimeGrowsWhileAProcessComputesAndOnlyThen() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    try {
      ProcessId id = ProcessId.of(process.pid());
      assertThat(Await.until(SOON, () -> id.cpuNanos() > 10_000_000)).isTrue();
      id.signal("STOP");
      assertThat(Await.until(SOON, id::isHalted)).isTrue();
      assertThat(id.cpuNanos()).isEqualTo(id.cpuNanos());
      id.signal("KILL");
      process.waitFor();
      assertThatThrownBy(id::cpuNanos).hasMessageContaining("has ended");
    } finally {
      process.destroyForcibly();
    }
  }
}

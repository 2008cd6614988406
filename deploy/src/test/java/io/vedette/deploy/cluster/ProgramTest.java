package io.vedette.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgramTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void tellsWhatItPrintedAndHowItEnded() {
    assertThat(Program.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LONG))
        .isEqualTo(new Program.Output(3, "out\nerr\n"));
  }

  @Test
  @Timeout(20)
  void neitherSilenceNorEndlessOutputOutlastTheBound() {
    for (String endless : new String[] {"sleep 60", "yes"}) {
      assertThatThrownBy(
              () -> Program.run(List.of("sh", "-c", "exec " + endless), Duration.ofMillis(100)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("does not end");
    }
  }

  @Test
  void saysWhatCannotBeRun() {
    assertThatThrownBy(() -> Program.run(List.of("/no/such/program"), LONG))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("/no/such/program");
  }
}

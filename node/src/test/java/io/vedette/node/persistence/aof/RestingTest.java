package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestingTest {
  private final Resting resting = new Resting();

  @Test
  void restsWhereHalfOfAllWhoWereServedWaitForTheDisk() {
    handle(10);
    assertThat(resting.isWorthwhile(5)).isTrue();
    handle(10);
    assertThat(resting.isWorthwhile(4)).isFalse();
    handle(3);
    assertThat(resting.isWorthwhile(2)).as("counted since the last fsync").isTrue();
    assertThat(resting.isWorthwhile(0)).as("nobody waits").isFalse();
  }

  @Test
  void aSlowDiskIsNotWaitedForButTriedNowAndThen() {
    for (int i = 0; i < Attempts.MAX_VAIN; i++) {
      assertThat(resting.isWorthwhile(1)).isTrue();
      resting.ended(false);
    }
    for (int i = 1; i < Attempts.TRY_EVERY; i++) {
      assertThat(resting.isWorthwhile(1)).isFalse();
    }
    assertThat(resting.isWorthwhile(1)).as("a try").isTrue();
    resting.ended(true);
    assertThat(resting.isWorthwhile(1)).as("quick again").isTrue();
  }

  @Test
  void tellsWhetherTheLastFsyncWasWaitedFor() {
    assertThat(resting.isWorthwhile(1)).isTrue();
    resting.ended(true);
    assertThat(resting.isEnded()).isTrue();

    handle(3);
    assertThat(resting.isWorthwhile(1)).isFalse();
    assertThat(resting.isEnded()).isFalse();
  }

  private void handle(int messages) {
    for (int i = 0; i < messages; i++) {
      resting.handled();
    }
  }
}

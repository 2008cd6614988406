package io.vedette.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuessLimitTest {
  private final GuessLimit limit = new GuessLimit();

  @Test
  void refusesAfterAHundredWrongGuessesOfOneAddressOnly() {
    assertThat(guesses("10.0.0.1", 500, 0)).isEqualTo(GuessLimit.PER_SECOND);
    assertThat(limit.allows("10.0.0.1", 0)).isFalse();
    assertThat(limit.allows("10.0.0.2", 0)).isTrue();
  }

  @Test
  void givesAHundredASecondBack() {
    guesses("10.0.0.1", 500, 0);
    assertThat(limit.allows("10.0.0.1", 9)).isFalse();
    assertThat(limit.allows("10.0.0.1", 10)).isTrue();
    assertThat(guesses("10.0.0.1", 500, 1000)).isBetween(99, 100);
    assertThat(guesses("10.0.0.1", 500, 100_000)).isEqualTo(GuessLimit.PER_SECOND);
  }

  @Test
  void aClockThatJumpsBackGivesNothing() {
    guesses("10.0.0.1", 500, 1_000_000);
    assertThat(limit.allows("10.0.0.1", 0)).isFalse();
  }

  @Test
  void remembersOnlySoManyAddresses() {
    guesses("first", 500, 0);
    for (int i = 0; i < GuessLimit.MAX_ADDRESSES; i++) {
      limit.failed("other-" + i, 0);
    }
    assertThat(limit.allows("first", 0)).isTrue();
  }

  private int guesses(String address, int tries, long nowMs) {
    int made = 0;
    for (int i = 0; i < tries; i++) {
      if (limit.allows(address, nowMs)) {
        limit.failed(address, nowMs);
        made++;
      }
    }
    return made;
  }
}

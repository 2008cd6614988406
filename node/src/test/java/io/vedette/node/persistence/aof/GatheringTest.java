package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final long US = 1_000;

  private final Gathering gathering = new Gathering();

  @Test
  void waitsUntilAllWhoWroteBeforeHaveWrittenAgain() {
    gathering.begin(10, 2, 0);

    assertThat(gathering.waits(2, 0)).isTrue();
    assertThat(gathering.waits(9, 50 * US)).isTrue();
    assertThat(gathering.isComplete(10)).isTrue();
    assertThat(gathering.waits(10, 60 * US)).isFalse();
    assertThat(gathering.isOn()).isFalse();
  }

  @Test
  void endsWhenNobodyElseComes() {
    gathering.begin(10, 2, 0);
    assertThat(gathering.waits(5, 100 * US)).isTrue();
    assertThat(gathering.againAfterNs(100 * US)).isEqualTo(Gathering.GAP_NS);

    assertThat(gathering.waits(5, 100 * US + Gathering.GAP_NS - 1)).isTrue();
    assertThat(gathering.waits(5, 100 * US + Gathering.GAP_NS)).isFalse();
  }

  @Test
  void endsAfterTheLongestTimeThoughSomebodyKeepsComing() {
    gathering.begin(1_000, 0, 0);
    int come = 0;
    long nowNs = 0;
    while (gathering.waits(++come, nowNs)) {
      nowNs += Gathering.GAP_NS / 2;
    }

    assertThat(nowNs).isEqualTo(Gathering.MAX_NS);
  }

  @Test
  void doesNotWaitForNobodyOrForOneAlone() {
    gathering.begin(10, 10, 0);
    assertThat(gathering.isOn()).isFalse();

    gathering.begin(1, 0, 0);
    assertThat(gathering.isOn()).isFalse();
  }

  @Test
  void seldomWaitsWhereItBringsFew() {
    for (int i = 0; i < Attempts.MAX_VAIN; i++) {
      attempt(4);
    }

    int waited = 0;
    for (int i = 0; i < 10 * Attempts.TRY_EVERY; i++) {
      waited += attempt(4) ? 1 : 0;
    }
    assertThat(waited).isEqualTo(10);
  }

  @Test
  void waitsAgainAsSoonAsItPays() {
    for (int i = 0; i < Attempts.MAX_VAIN; i++) {
      attempt(4);
    }
    while (!gathering.isOn()) {
      gathering.begin(10, 2, 0);
    }
    gathering.waits(8, 0);
    assertThat(gathering.waits(8, Gathering.GAP_NS)).isFalse();

    gathering.begin(10, 2, 0);
    assertThat(gathering.isOn()).isTrue();
  }

  /** One fsync after which so many replies are held; says whether the block waited for them. */
  private boolean attempt(int come) {
    gathering.begin(10, 2, 0);
    boolean waited = gathering.isOn();
    gathering.waits(come, 0);
    gathering.waits(come, Gathering.GAP_NS);
    return waited;
  }
}

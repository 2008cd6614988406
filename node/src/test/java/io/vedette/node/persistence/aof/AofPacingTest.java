package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AofPacingTest {
  private static final long MS = 1_000_000;

  private final AofPacing pacing = new AofPacing();

  @Test
  void alwaysWritesAndSyncsAtOnce() {
    pacing.restart(0);
    pacing.arrived(10, 0);
    assertThat(next(FsyncPolicy.ALWAYS, 0)).isEqualTo(AofPacing.Step.WRITE);
    assertThat(pacing.syncsWith(10, FsyncPolicy.ALWAYS, true, 0)).isTrue();
  }

  @Test
  void everysecGathersAndSyncsBeforeASecondIsOver() {
    pacing.restart(0);
    pacing.arrived(10, 0);
    assertThat(next(FsyncPolicy.EVERYSEC, MS - 1)).isEqualTo(AofPacing.Step.NOTHING);
    assertThat(pacing.nextTimeNs(FsyncPolicy.EVERYSEC, true)).isEqualTo(MS);
    assertThat(next(FsyncPolicy.EVERYSEC, MS)).isEqualTo(AofPacing.Step.WRITE);
    assertThat(pacing.syncsWith(10, FsyncPolicy.EVERYSEC, true, MS)).isFalse();
    pacing.taking(10, false, MS);
    pacing.written(10);
    assertThat(next(FsyncPolicy.EVERYSEC, 799 * MS)).isEqualTo(AofPacing.Step.NOTHING);
    assertThat(pacing.nextTimeNs(FsyncPolicy.EVERYSEC, true)).isEqualTo(800 * MS);
    assertThat(next(FsyncPolicy.EVERYSEC, 800 * MS)).isEqualTo(AofPacing.Step.SYNC);
    pacing.syncBegins();
    pacing.arrived(20, 900 * MS);
    pacing.synced(10);
    assertThat(pacing.nextTimeNs(FsyncPolicy.NO, true)).isEqualTo(901 * MS);
    pacing.taking(20, false, 901 * MS);
    pacing.written(20);
    assertThat(pacing.nextTimeNs(FsyncPolicy.EVERYSEC, true))
        .as("the age of what came during the sync")
        .isEqualTo(1700 * MS);
  }

  @Test
  void muchIsWrittenWithoutWaitingForMore() {
    pacing.restart(0);
    pacing.arrived(AofPacing.COALESCE_BYTES - 1, 0);
    assertThat(next(FsyncPolicy.NO, 0)).isEqualTo(AofPacing.Step.NOTHING);
    pacing.arrived(AofPacing.COALESCE_BYTES, 0);
    assertThat(next(FsyncPolicy.NO, 0)).isEqualTo(AofPacing.Step.WRITE);
  }

  @Test
  void whoWaitsIsServedAtOnceUnderEveryPolicy() {
    pacing.restart(0);
    pacing.arrived(10, 0);
    pacing.want(10);
    assertThat(next(FsyncPolicy.NO, 0)).isEqualTo(AofPacing.Step.WRITE);
    assertThat(pacing.syncsWith(10, FsyncPolicy.NO, false, 0)).isTrue();
    pacing.taking(10, true, 0);
    pacing.written(10);
    pacing.synced(10);
    assertThat(next(FsyncPolicy.NO, 0)).isEqualTo(AofPacing.Step.NOTHING);
  }

  @Test
  void holdsWritersWhenTheDiskIsLateOrFarBehind() {
    pacing.restart(0);
    pacing.arrived(10, 0);
    assertThat(holds(FsyncPolicy.EVERYSEC, 2000 * MS)).isFalse();
    assertThat(holds(FsyncPolicy.EVERYSEC, 2000 * MS + 1)).isTrue();
    assertThat(holds(FsyncPolicy.NO, 2000 * MS + 1)).isFalse();
    pacing.arrived(AofPacing.MAX_UNWRITTEN_BYTES + 1, 0);
    assertThat(holds(FsyncPolicy.NO, 0)).isTrue();
  }

  private AofPacing.Step next(FsyncPolicy policy, long nowNs) {
    return pacing.next(policy, true, nowNs);
  }

  private boolean holds(FsyncPolicy policy, long nowNs) {
    return pacing.holdsWrites(policy, true, nowNs);
  }
}

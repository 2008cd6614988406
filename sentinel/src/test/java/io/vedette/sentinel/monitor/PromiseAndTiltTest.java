package io.vedette.sentinel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromiseAndTiltTest {
  private static final Endpoint ANY = new Endpoint("h", 1);
  private static final Shard SHARD =
      new Shard(
          "shard-0", SlotRange.even(0, 1), 3, "node-1", 7, List.of(new Copy("node-1", ANY, ANY)));

  @Test
  void aPromiseStandsUntilItRunsOutOrTheMasterIsDead() {
    LeasePromises promises = new LeasePromises(0, 100);
    promises.promise(SHARD, 5_000, 4_000);
    promises.promise(SHARD, 4_500, 4_000);
    assertThat(promises.blocks(SHARD, false, 4_999)).isTrue();
    assertThat(promises.blocks(SHARD, true, 4_999)).isFalse();
    assertThat(promises.blocks(SHARD, false, 5_000)).isFalse();
    assertThat(promises.blocks(SHARD.withMaster("node-1", 8, 4), false, 4_999))
        .as("another process is another master")
        .isFalse();
  }

  @Test
  void aRestartedSentinelHonoursWhatItMayHavePromised() {
    LeasePromises promises = new LeasePromises(10_000, 1_000);
    assertThat(promises.blocks(SHARD, false, 10_999)).isTrue();
    assertThat(promises.blocks(SHARD, false, 11_000)).isFalse();
  }

  @Test
  void aVoteAgainstAMasterSuspendsItsGrantsUntilTheMatterIsSettled() {
    LeasePromises promises = new LeasePromises(0, 100);
    promises.holdOff("shard-0", 4, 2_000);
    assertThat(promises.mayGrant(SHARD, 1_999)).isFalse();
    assertThat(promises.mayGrant(SHARD, 2_000)).isTrue();
    assertThat(promises.mayGrant(SHARD.withMaster("node-1", 7, 4), 1_000)).isTrue();
  }

  @Test
  void shortAbsencesAreReportedAndLongOnesTilt() {
    Tilt tilt = new Tilt(1_000, 0);
    assertThat(tilt.onInput(20)).isZero();
    assertThat(tilt.onInput(520)).isEqualTo(500);
    assertThat(tilt.isActive()).isFalse();
    assertThat(tilt.onInput(4_000)).isEqualTo(3_480);
    assertThat(tilt.isActive()).isTrue();
    assertThat(tilt.endsNow(4_999)).isFalse();
    assertThat(tilt.endsNow(5_000)).isTrue();
    assertThat(tilt.activeMs(5_001)).isEqualTo(-1);
  }

  @Test
  void aClockThatGoesBackTilts() {
    Tilt tilt = new Tilt(1_000, 10_000);
    assertThat(tilt.onInput(9_000)).isNegative();
    assertThat(tilt.isActive()).isTrue();
  }
}

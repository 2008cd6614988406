package io.vedette.sentinel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Progress;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Version;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyObservationTest {
  private static final int DOWN_AFTER_MS = 1_000;
  private static final Copy COPY =
      new Copy("node-1", new Endpoint("h1", 7001), new Endpoint("h1", 7100));
  private static final Shard SHARD =
      new Shard("shard-0", SlotRange.even(0, 1), 1, "node-1", 5, List.of(COPY));

  private final CopyObservation copy = new CopyObservation("shard-0", COPY, 0);

  @Test
  void aCopyThatHasNeverReportedMayStillBeStarting() {
    assertThat(looksDown(DOWN_AFTER_MS)).isFalse();
    assertThat(looksDown(CopyObservation.FIRST_REPORT_MS)).isTrue();
  }

  @Test
  void aCopyThatHasReportedIsDownAfterTheConfiguredSilence() {
    report(100);
    assertThat(looksDown(100 + DOWN_AFTER_MS - 1)).isFalse();
    assertThat(looksDown(100 + DOWN_AFTER_MS)).isTrue();
  }

  @Test
  void aRefusedPortIsProofOnlyOnceItWasOpen() {
    copy.onRefused();
    assertThat(looksDown(1)).isFalse();
    copy.onOpened();
    copy.onRefused();
    assertThat(looksDown(1)).isTrue();
    copy.onOpened();
    assertThat(looksDown(1)).isFalse();
  }

  @Test
  void aReportFromBeforeARefusalDoesNotReviveTheProcess() {
    report(100);
    copy.nextSeq(200);
    copy.onRefused();
    assertThat(copy.onReport(answer(copy.nextSeq(210) - 1), 220)).isFalse();
    assertThat(looksDown(220)).isTrue();
  }

  @Test
  void filesAreNotForgottenByAProcessThatIsStillReadingThem() {
    assertThat(copy.keepsFiles()).isFalse();
    copy.onReport(answer(copy.nextSeq(10), 500), 10);
    assertThat(copy.keepsFiles()).isTrue();
    copy.onReport(answer(copy.nextSeq(20), 0), 20);
    copy.onRefused();
    assertThat(copy.keepsFiles()).isTrue();
  }

  private boolean looksDown(long nowMs) {
    return copy.looksDown(SHARD, DOWN_AFTER_MS, nowMs);
  }

  private void report(long nowMs) {
    assertThat(copy.onReport(answer(copy.nextSeq(nowMs)), nowMs)).isTrue();
  }

  private static HealthReport answer(long seq) {
    return answer(seq, 0);
  }

  private static HealthReport answer(long seq, long fsyncedOffset) {
    return new HealthReport(
        COPY.control(),
        "shard-0",
        "node-1",
        5,
        "r".repeat(40),
        seq,
        0,
        CopyRole.MASTER,
        1,
        Version.NONE,
        new Progress("0".repeat(40), 1, fsyncedOffset, fsyncedOffset, true),
        true,
        0,
        Optional.empty(),
        100,
        true,
        List.of());
  }
}

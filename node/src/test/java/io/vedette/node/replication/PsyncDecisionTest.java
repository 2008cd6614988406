package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;
import org.junit.jupiter.api.Test;

class PsyncDecisionTest {
  private static final String A = "a".repeat(40);
  private static final String B = "b".repeat(40);

  private final ReplicationHistory history = new ReplicationHistory(A);
  private final ReplicationLog log = new ReplicationLog(ReplicationLog.MIN_BACKLOG_BYTES, 1000);

  PsyncDecisionTest() {
    log.appendRaw(new byte[500], 0, 500);
  }

  private PsyncDecision decide(String id, long offset) {
    return PsyncDecision.decide(id, offset, history, log);
  }

  @Test
  void continuesInsideTheBacklogOnly() {
    assertThat(decide(A, 1001)).isEqualTo(new PsyncDecision.Continue(1000));
    assertThat(decide(A, 1501)).isEqualTo(new PsyncDecision.Continue(1500));
    assertThat(decide(A, 1000))
        .isEqualTo(new PsyncDecision.FromFiles(999, "the backlog begins at 1000"));
    assertThat(decide(A, 1502)).isInstanceOf(PsyncDecision.Full.class);
  }

  @Test
  void continuesTheFormerHistoryUpToWhereItEnded() {
    history.branch(B, 1400);
    log.appendRaw(new byte[100], 0, 100);
    assertThat(decide(A, 1401)).isEqualTo(new PsyncDecision.Continue(1400));
    assertThat(decide(A, 1402)).isInstanceOf(PsyncDecision.Full.class);
    assertThat(decide(B, 1601)).isEqualTo(new PsyncDecision.Continue(1600));
  }

  @Test
  void beginsAnewForStrangers() {
    assertThat(decide(PsyncDecision.NO_HISTORY, -1)).isInstanceOf(PsyncDecision.Full.class);
    assertThat(decide(B, 1001)).isInstanceOf(PsyncDecision.Full.class);
    assertThat(decide(ReplicationHistory.NO_ID, 1001)).isInstanceOf(PsyncDecision.Full.class);
  }
}

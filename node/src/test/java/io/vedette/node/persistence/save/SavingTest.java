package io.vedette.node.persistence.save;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SavingTest {
  private static final long START_MS = 1_000_000;
  private static final long WALL_MS = 1_700_000_000_000L;
  private final Saving saving = new Saving(START_MS, WALL_MS);

  @BeforeEach
  void points() {
    saving.points(
        new SavePoints(List.of(new SavePoints.Point(900, 1), new SavePoints.Point(60, 1000))));
  }

  private boolean due(long changes, long seconds) {
    return saving.due(changes, START_MS + seconds * 1000 + 1).isPresent();
  }

  @Test
  void isDueWhenAnyPointIsReached() {
    assertThat(due(0, 5000)).isFalse();
    assertThat(due(1, 899)).isFalse();
    assertThat(due(1, 900)).isTrue();
    assertThat(due(999, 60)).isFalse();
    assertThat(due(1000, 59)).isFalse();
    assertThat(due(1000, 60)).isTrue();
    assertThat(saving.due(1000, START_MS + 60_001)).hasValue(new SavePoints.Point(60, 1000));
  }

  @Test
  void neverWithoutPoints() {
    saving.points(SavePoints.NONE);
    assertThat(due(1_000_000, 1_000_000)).isFalse();
  }

  @Test
  void secondsCountFromTheEndOfTheLastSaveAndChangesFromItsBeginning() {
    saving.begins(true, 1000, START_MS + 61_000);
    assertThat(due(3000, 200)).as("while one is in progress").isFalse();
    saving.completed(77, START_MS + 70_000, WALL_MS + 70_000);
    assertThat(saving.unsaved(1500)).isEqualTo(500);
    assertThat(saving.savedWallMs()).isEqualTo(WALL_MS + 70_000);
    assertThat(saving.lastTookMs()).isEqualTo(9_000);
    assertThat(saving.lastPeakBytes()).isEqualTo(77);
    assertThat(due(1999, 130)).isFalse();
    assertThat(due(2000, 129)).isFalse();
    assertThat(due(2000, 130)).isTrue();
  }

  @Test
  void restsAfterAFailure() {
    saving.begins(true, 1000, START_MS + 61_000);
    saving.failed(START_MS + 62_000);
    assertThat(saving.lastWasOk()).isFalse();
    assertThat(saving.unsaved(1000)).isEqualTo(1000);
    assertThat(due(1000, 65)).isFalse();
    assertThat(due(1000, 66)).isTrue();
    saving.schedule();
    assertThat(saving.scheduledIsDue(START_MS + 65_000)).isFalse();
    assertThat(saving.scheduledIsDue(START_MS + 66_001)).isTrue();
  }

  @Test
  void aScheduledSaveWaitsForTheOneInProgressAndRunsOnce() {
    saving.begins(true, 0, START_MS);
    saving.schedule();
    assertThat(saving.scheduledIsDue(START_MS + 1)).isFalse();
    saving.completed(0, START_MS + 2, WALL_MS);
    assertThat(saving.scheduledIsDue(START_MS + 3)).isTrue();
    saving.begins(true, 0, START_MS + 3);
    saving.completed(0, START_MS + 4, WALL_MS);
    assertThat(saving.scheduledIsDue(START_MS + 5)).isFalse();
  }

  @Test
  void anAbortIsNoFailure() {
    saving.begins(true, 1000, START_MS + 61_000);
    saving.aborted();
    assertThat(saving.lastWasOk()).isTrue();
    assertThat(saving.unsaved(1000)).isEqualTo(1000);
    assertThat(due(1000, 61)).isTrue();
  }

  @Test
  void tellsForegroundFromBackground() {
    saving.begins(false, 0, START_MS);
    assertThat(saving.isInProgress()).isTrue();
    assertThat(saving.isBackground()).isFalse();
    assertThat(saving.takesMs(START_MS + 10)).isEqualTo(-1);
    saving.completed(0, START_MS + 10, WALL_MS);
    assertThat(saving.lastTookMs()).as("of a background save").isEqualTo(-1);
    saving.begins(true, 0, START_MS + 20);
    assertThat(saving.takesMs(START_MS + 30)).isEqualTo(10);
    assertThat(saving.saves()).isEqualTo(2);
  }
}

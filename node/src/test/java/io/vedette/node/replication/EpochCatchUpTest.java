package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A replica that lags when a new master is appointed. Until it has what came before the new epoch,
 * a copy of the epoch before may hold more than it: it must not be taken for newer.
 */
class EpochCatchUpTest {
  private static final int WRITES = 100;
  private static final int VALUE_BYTES = 80;

  private final SimWorld world = new SimWorld(5);
  private final SimCopy old = world.addCopy(1);
  private final SimCopy successor = world.addCopy(2);
  private final SimCopy lagging = world.addCopy(3);
  private final SimCopy behindIt = world.addCopy(4);

  @BeforeEach
  void oneOfThreeLags() {
    old.replication.becomeMaster(1);
    successor.replication.follow(old.endpoint, 1, world.nowMs);
    lagging.replication.follow(old.endpoint, 1, world.nowMs);
    behindIt.replication.follow(old.endpoint, 1, world.nowMs);
    world.run(1_000);
    lagging.replication.cutLink();
    behindIt.replication.cutLink();
    write(old);
    world.run(1_000);
    assertThat(lagging.replication.history().epoch()).isEqualTo(1);
    assertThat(successor.replication.offset()).isEqualTo(old.replication.offset());
    assertThat(lagging.replication.offset()).isLessThan(old.replication.offset() / 2);
    lagging.intact = false;
  }

  private static void write(SimCopy master) {
    for (int i = 0; i < WRITES; i++) {
      master.write(0, master.endpoint + "-" + i, "v".repeat(VALUE_BYTES));
    }
    master.replication.afterBatch();
  }

  @Test
  void dataBelongToTheNewEpochOnceAllBeforeItIsThere() {
    successor.replication.becomeMaster(2);
    long began = successor.replication.offset();
    write(successor);
    long reached = successor.replication.offset();
    lagging.replication.follow(successor.endpoint, 2, world.nowMs);
    boolean cameInPieces = false;
    boolean seenBetween = false;
    while (lagging.replication.offset() < reached) {
      long offset = lagging.replication.offset();
      assertThat(lagging.replication.history().epoch())
          .as("epoch at %d, the new one began at %d", offset, began)
          .isEqualTo(offset >= began ? 2 : 1);
      assertThat(lagging.intact).as("has all that the master had").isFalse();
      cameInPieces |= lagging.replication.master().orElseThrow().isUp() && offset < began;
      seenBetween |= offset > began;
      world.run(1);
    }
    assertThat(cameInPieces).isTrue();
    assertThat(seenBetween).isTrue();
    assertThat(lagging.intact).isTrue();
    assertThat(lagging.replication.history().epoch()).isEqualTo(2);
  }

  @Test
  void aLinkThatBreaksOnTheWayLeavesTheOldEpoch() {
    successor.replication.becomeMaster(2);
    lagging.replication.follow(successor.endpoint, 2, world.nowMs);
    long before = lagging.replication.offset();
    while (lagging.replication.offset() == before) {
      world.run(1);
    }
    lagging.replication.cutLink();
    world.run(1_000);
    assertThat(lagging.replication.history().epoch()).isEqualTo(1);
    assertThat(lagging.intact).isFalse();
    lagging.replication.follow(successor.endpoint, 3, world.nowMs);
    successor.replication.becomeMaster(3);
    world.run(1_000);
    assertThat(lagging.replication.history().epoch()).isEqualTo(3);
    assertThat(lagging.intact).isTrue();
  }

  @Test
  void aReplicaOfALaggingReplicaLagsWithIt() {
    successor.replication.becomeMaster(2);
    long began = successor.replication.offset();
    lagging.replication.follow(successor.endpoint, 2, world.nowMs);
    while (!lagging.replication.master().orElseThrow().isUp()) {
      world.run(1);
    }
    behindIt.intact = false;
    behindIt.replication.follow(lagging.endpoint, 1, world.nowMs);
    boolean continuedBefore = false;
    while (behindIt.replication.offset() < began) {
      assertThat(behindIt.replication.history().epoch()).isLessThan(2);
      assertThat(behindIt.intact).isFalse();
      continuedBefore |= behindIt.replication.master().orElseThrow().isUp();
      world.run(1);
    }
    assertThat(continuedBefore).isTrue();
    assertThat(behindIt.intact).isTrue();
  }
}

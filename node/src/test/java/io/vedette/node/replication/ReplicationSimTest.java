package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.type.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three copies under random writes, broken connections and failovers. Whatever the schedule: no
 * write that WAIT reported is lost as long as the most advanced copy is promoted, and in the end
 * all copies hold the same data at the same offset of the same history.
 */
class ReplicationSimTest {
  private static final int SCHEDULES = Integer.getInteger("vedette.sim.replication", 200);
  private static final int STEPS = 60;

  private static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  private static final class Schedule {
    final long seed;
    final SimWorld world;
    final List<SimCopy> copies = new ArrayList<>();
    final List<String> acknowledged = new ArrayList<>();
    SimCopy master;
    long epoch = 1;
    int keys;

    Schedule(long seed) {
      this.seed = seed;
      world = new SimWorld(seed);
      for (int port = 1; port <= 3; port++) {
        copies.add(world.addCopy(port));
      }
      master = copies.get(0);
      appoint();
    }

    void appoint() {
      master.replication.becomeMaster(epoch);
      for (SimCopy copy : copies) {
        if (copy != master) {
          copy.replication.follow(master.endpoint, epoch, world.nowMs);
        }
      }
    }

    void step() {
      switch (world.random.nextInt(20)) {
        case 0 -> failOver();
        case 1, 2 -> world.cutOne();
        case 3, 4, 5, 6, 7 -> writeAndWait();
        case 8 -> transaction();
        default -> write();
      }
      master.replication.afterBatch();
      world.run(world.random.nextInt(60));
    }

    private String write() {
      String key = "key-" + keys++;
      String value = "v".repeat(world.random.nextInt(world.random.nextInt(40) == 0 ? 9000 : 60));
      master.write(world.random.nextInt(4), key, value);
      return key;
    }

    private void transaction() {
      master.replication.beginTransaction();
      write();
      write();
      master.replication.endTransaction();
    }

    private void writeAndWait() {
      String key = write();
      SimCopy asked = master;
      Waiting waiting =
          new Waiting() {
            @Override
            public void resolved(int local, int replicas) {
              if (replicas >= 1) {
                acknowledged.add(key);
              }
            }

            @Override
            public void failed(String error) {
              assertThat(error).startsWith("UNBLOCKED");
            }

            @Override
            public long sessionId() {
              return -1;
            }
          };
      asked.replication.await(waiting, asked.replication.offset(), 1, 500, world.nowMs);
    }

    /** As sentinels do it: the newest data among those that are not the old master. */
    private void failOver() {
      SimCopy old = master;
      for (SimCopy copy : copies) {
        if (copy != old) {
          copy.replication.cutLink();
        }
      }
      master =
          copies.stream()
              .filter(copy -> copy != old)
              .max(
                  Comparator.comparingLong((SimCopy copy) -> copy.replication.history().epoch())
                      .thenComparingLong(copy -> copy.replication.offset()))
              .orElseThrow();
      if (master.replication.history().epoch() == 0) {
        // Nobody has ever synced: nothing to promote.
        master = old;
      }
      epoch++;
      appoint();
    }

    void finish() {
      world.run(10_000);
      write();
      master.replication.afterBatch();
      world.run(5_000);
    }

    String describe() {
      return "seed " + seed + ": " + copies.stream().map(copy -> copy.notes.toString()).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void copiesConvergeAndKeepWhatWasAcknowledged(long seed) {
    Schedule schedule = new Schedule(seed);
    for (int i = 0; i < STEPS; i++) {
      schedule.step();
    }
    schedule.finish();
    SimCopy master = schedule.master;
    for (String key : schedule.acknowledged) {
      assertThat(master.holds(key)).as("%s in %s", key, schedule.describe()).isTrue();
    }
    for (SimCopy copy : schedule.copies) {
      assertThat(copy.replication.isMaster()).isEqualTo(copy == master);
      assertThat(copy.replication.offset())
          .as(schedule::describe)
          .isEqualTo(master.replication.offset());
      assertThat(copy.replication.history().id()).isEqualTo(master.replication.history().id());
      assertThat(copy.keyspace.digest(Types::value))
          .as(schedule::describe)
          .isEqualTo(master.keyspace.digest(Types::value));
    }
  }

  @Test
  void schedulesMeetBothKindsOfResyncAndManyAcknowledgements() {
    long full = 0;
    long partial = 0;
    long acknowledged = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Schedule schedule = new Schedule(seed);
      for (int i = 0; i < STEPS; i++) {
        schedule.step();
      }
      schedule.finish();
      acknowledged += schedule.acknowledged.size();
      for (SimCopy copy : schedule.copies) {
        full += copy.replication.replicas().fullResyncs();
        partial += copy.replication.replicas().partialResyncs();
      }
    }
    assertThat(full).isGreaterThan(40);
    assertThat(partial).isGreaterThan(60);
    assertThat(acknowledged).isGreaterThan(100);
  }
}

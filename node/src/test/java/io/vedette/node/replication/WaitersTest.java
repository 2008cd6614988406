package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitersTest {
  private final List<String> told = new ArrayList<>();
  private long localOffset;
  private long replicaOffset;

  private final Waiters.Holders holders =
      new Waiters.Holders() {
        @Override
        public int locally(long offset) {
          return localOffset >= offset ? 1 : 0;
        }

        @Override
        public int onReplicas(long offset) {
          return replicaOffset >= offset ? 1 : 0;
        }
      };

  private final Waiters waiters = new Waiters(holders, true);
  private final Waiters eager = new Waiters(holders, false);

  @Test
  void resolvesWhoIsSatisfiedOrOutOfTime() {
    add(eager, "a", 100, 0, 1, 500);
    add(eager, "b", 200, 0, 1, Waiters.FOREVER);
    add(eager, "c", 100, 0, 2, 300);
    assertThat(eager.nextDeadlineMs()).isEqualTo(300);
    replicaOffset = 99;
    eager.resolve(0);
    assertThat(told).isEmpty();
    replicaOffset = 100;
    eager.resolve(0);
    assertThat(told).containsExactly("a=0,1");
    eager.resolve(300);
    assertThat(told).containsExactly("a=0,1", "c=0,1");
    replicaOffset = 200;
    eager.resolve(301);
    assertThat(told).containsExactly("a=0,1", "c=0,1", "b=0,1");
    assertThat(eager.isEmpty()).isTrue();
    assertThat(eager.nextDeadlineMs()).isEqualTo(Waiters.FOREVER);
  }

  @Test
  void needsBothCountsAndAlwaysTellsBoth() {
    add(waiters, "a", 100, 1, 1, 500);
    add(waiters, "b", 100, 0, 1, Waiters.FOREVER);
    add(waiters, "c", 100, 1, 0, Waiters.FOREVER);
    waiters.resolve(0);
    assertThat(told).isEmpty();
    localOffset = 100;
    waiters.resolve(0);
    assertThat(told).containsExactly("c=1,0");
    replicaOffset = 99;
    waiters.resolve(499);
    assertThat(told).hasSize(1);
    waiters.resolve(500);
    assertThat(told).containsExactly("c=1,0", "a=1,0");
    replicaOffset = 100;
    waiters.resolve(501);
    assertThat(told).containsExactly("c=1,0", "a=1,0", "b=1,1");
  }

  @Test
  void asksOnceForAllThatCame() {
    assertThat(eager.takeQuestion(1)).isFalse();
    add(eager, "a", 1, 0, 1, 9);
    add(eager, "b", 1, 0, 1, 9);
    assertThat(eager.takeQuestion(1)).isTrue();
    assertThat(eager.takeQuestion(1)).isFalse();
    add(eager, "c", 2, 0, 1, 9);
    assertThat(eager.takeQuestion(2)).as("does not wait for the answer").isTrue();
  }

  @Test
  void asksAgainOnlyWhenTheQuestionBeforeWasAnswered() {
    assertThat(waiters.takeQuestion(10)).isFalse();
    add(waiters, "local", 5, 1, 0, 9);
    assertThat(waiters.takeQuestion(10)).isFalse();
    add(waiters, "a", 5, 0, 1, 9);
    assertThat(waiters.takeQuestion(10)).isTrue();
    add(waiters, "b", 12, 0, 1, 9);
    assertThat(waiters.takeQuestion(20)).isFalse();
    waiters.answered(9);
    assertThat(waiters.takeQuestion(20)).isFalse();
    waiters.answered(10);
    assertThat(waiters.takeQuestion(20)).isTrue();
    assertThat(waiters.takeQuestion(20)).isFalse();
  }

  @Test
  void doesNotCountOnAnAnswerButIsPatient() {
    add(waiters, "a", 5, 0, 1, 9);
    assertThat(waiters.takeQuestion(10)).isTrue();
    waiters.tick(1_000);
    waiters.tick(1_000 + Waiters.ASK_AGAIN_MS - 1);
    assertThat(waiters.takeQuestion(10)).isFalse();
    waiters.tick(1_000 + Waiters.ASK_AGAIN_MS);
    assertThat(waiters.takeQuestion(10)).isTrue();
  }

  @Test
  void asksNobodyAgainOnceOnlyLocalWaitsAreLeft() {
    add(waiters, "a", 5, 0, 1, 1_000);
    assertThat(waiters.takeQuestion(10)).isTrue();
    add(waiters, "local", 5, 1, 0, Waiters.FOREVER);
    waiters.tick(900);
    waiters.resolve(1_000);
    waiters.tick(1_100);
    assertThat(told).containsExactly("a=0,0");
    assertThat(waiters.takeQuestion(10)).isFalse();
  }

  @Test
  void endsOnlyLocalWaitsWithoutAFile() {
    add(waiters, "a", 5, 1, 1, 9);
    add(waiters, "b", 5, 0, 1, 9);
    waiters.failLocal("ERR off");
    assertThat(told).containsExactly("a ERR off");
    waiters.failAll("UNBLOCKED");
    assertThat(told).containsExactly("a ERR off", "b UNBLOCKED");
    assertThat(waiters.isEmpty()).isTrue();
  }

  @Test
  void forgetsThoseThatAreGoneAndReleasesAllAtOnce() {
    add(eager, "a", 1, 0, 1, 9);
    add(eager, "b", 1, 0, 1, 9);
    eager.remove(client -> client.toString().equals("a"));
    eager.failAll("UNBLOCKED");
    assertThat(told).containsExactly("b UNBLOCKED");
    eager.resolve(10);
    assertThat(told).hasSize(1);
  }

  private void add(Waiters to, String name, long offset, int local, int replicas, long deadlineMs) {
    to.add(
        new Waiting() {
          @Override
          public void resolved(int localCount, int replicaCount) {
            told.add(name + "=" + localCount + "," + replicaCount);
          }

          @Override
          public void failed(String error) {
            told.add(name + " " + error);
          }

          @Override
          public long sessionId() {
            return 1;
          }

          @Override
          public String toString() {
            return name;
          }
        },
        offset,
        local,
        replicas,
        deadlineMs);
  }
}

package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurableWaitersTest {
  private final DurableWaiters waiters = new DurableWaiters();
  private final List<String> told = new ArrayList<>();
  private long localOffset;
  private long replicaOffset;

  private final DurableWaiters.Durable durable =
      new DurableWaiters.Durable() {
        @Override
        public int locally(long offset) {
          return localOffset >= offset ? 1 : 0;
        }

        @Override
        public int onReplicas(long offset) {
          return replicaOffset >= offset ? 1 : 0;
        }
      };

  @Test
  void needsBothCountsAndAlwaysTellsBoth() {
    add("a", 100, 1, 1, 500);
    add("b", 100, 0, 1, Waiters.FOREVER);
    add("c", 100, 1, 0, Waiters.FOREVER);
    waiters.resolve(durable, 0);
    assertThat(told).isEmpty();
    localOffset = 100;
    waiters.resolve(durable, 0);
    assertThat(told).containsExactly("c=1,0");
    replicaOffset = 99;
    waiters.resolve(durable, 499);
    assertThat(told).hasSize(1);
    waiters.resolve(durable, 500);
    assertThat(told).containsExactly("c=1,0", "a=1,0");
    replicaOffset = 100;
    waiters.resolve(durable, 501);
    assertThat(told).containsExactly("c=1,0", "a=1,0", "b=1,1");
  }

  @Test
  void asksAgainOnlyWhenTheQuestionBeforeWasAnswered() {
    assertThat(waiters.takeQuestion(10)).isFalse();
    add("local", 5, 1, 0, 9);
    assertThat(waiters.takeQuestion(10)).isFalse();
    add("a", 5, 0, 1, 9);
    assertThat(waiters.takeQuestion(10)).isTrue();
    add("b", 12, 0, 1, 9);
    assertThat(waiters.takeQuestion(20)).isFalse();
    waiters.answered(9);
    assertThat(waiters.takeQuestion(20)).isFalse();
    waiters.answered(10);
    assertThat(waiters.takeQuestion(20)).isTrue();
    assertThat(waiters.takeQuestion(20)).isFalse();
  }

  @Test
  void doesNotCountOnAnAnswer() {
    add("a", 5, 0, 1, 9);
    assertThat(waiters.takeQuestion(10)).isTrue();
    waiters.questionIsOld();
    assertThat(waiters.takeQuestion(10)).isTrue();
  }

  @Test
  void endsOnlyLocalWaitsWithoutAFile() {
    add("a", 5, 1, 1, 9);
    add("b", 5, 0, 1, 9);
    waiters.failLocal("ERR off");
    assertThat(told).containsExactly("a ERR off");
    waiters.failAll("UNBLOCKED");
    assertThat(told).containsExactly("a ERR off", "b UNBLOCKED");
    assertThat(waiters.size()).isZero();
  }

  private void add(String name, long offset, int local, int replicas, long deadlineMs) {
    waiters.add(
        new DurableWaiting() {
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
        },
        offset,
        local,
        replicas,
        deadlineMs);
  }
}

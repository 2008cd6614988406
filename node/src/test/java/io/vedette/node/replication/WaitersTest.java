package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitersTest {
  private final Waiters<String> waiters = new Waiters<>();
  private final List<String> resolved = new ArrayList<>();

  private void resolve(long acknowledgedOffset, long nowMs) {
    waiters.resolve(
        offset -> acknowledgedOffset >= offset ? 1 : 0,
        nowMs,
        (client, replicas) -> resolved.add(client + "=" + replicas));
  }

  @Test
  void resolvesWhoIsSatisfiedOrOutOfTime() {
    waiters.add("a", 100, 1, 500);
    waiters.add("b", 200, 1, Waiters.FOREVER);
    waiters.add("c", 100, 2, 300);
    assertThat(waiters.nextDeadlineMs()).isEqualTo(300);
    resolve(99, 0);
    assertThat(resolved).isEmpty();
    resolve(100, 0);
    assertThat(resolved).containsExactly("a=1");
    resolve(100, 300);
    assertThat(resolved).containsExactly("a=1", "c=1");
    resolve(200, 301);
    assertThat(resolved).containsExactly("a=1", "c=1", "b=1");
    assertThat(waiters.isEmpty()).isTrue();
  }

  @Test
  void asksOnceForAllThatCame() {
    assertThat(waiters.takeQuestion()).isFalse();
    waiters.add("a", 1, 1, 9);
    waiters.add("b", 1, 1, 9);
    assertThat(waiters.takeQuestion()).isTrue();
    assertThat(waiters.takeQuestion()).isFalse();
  }

  @Test
  void forgetsThoseThatAreGoneAndReleasesAllAtOnce() {
    waiters.add("a", 1, 1, 9);
    waiters.add("b", 1, 1, 9);
    waiters.remove("a"::equals);
    assertThat(waiters.clear()).containsExactly("b");
    resolve(10, 10);
    assertThat(resolved).isEmpty();
  }
}

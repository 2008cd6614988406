package io.vedette.node.command.observe;

import java.util.ArrayDeque;
import java.util.List;

/** The latest samples of one kind of event, at most one a second. */
final class LatencySeries {
  /** Most samples kept; Redis's number. */
  static final int MAX_SAMPLES = 160;

  /**
   * The worst event of a second.
   *
   * @param atSeconds since 1970
   */
  record Sample(long atSeconds, long tookMs) {}

  private final ArrayDeque<Sample> oldestFirst = new ArrayDeque<>();
  private long worstMs;

  void add(long atSeconds, long tookMs) {
    worstMs = Math.max(worstMs, tookMs);
    Sample latest = oldestFirst.peekLast();
    if (latest != null && latest.atSeconds == atSeconds) {
      if (tookMs > latest.tookMs) {
        oldestFirst.pollLast();
        oldestFirst.addLast(new Sample(atSeconds, tookMs));
      }
      return;
    }
    oldestFirst.addLast(new Sample(atSeconds, tookMs));
    if (oldestFirst.size() > MAX_SAMPLES) {
      oldestFirst.pollFirst();
    }
  }

  Sample latest() {
    return oldestFirst.peekLast();
  }

  List<Sample> samples() {
    return List.copyOf(oldestFirst);
  }

  /** Worst ever, also of samples that were dropped. */
  long worstMs() {
    return worstMs;
  }

  long meanMs() {
    return (long) oldestFirst.stream().mapToLong(Sample::tookMs).average().orElse(0);
  }
}

package io.vedette.deploy.bench;

import java.util.Arrays;

/** Times of one kind of request. One thread. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  void add(long elapsedNs) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = elapsedNs;
  }

  /** The value that a share of all does not exceed, in milliseconds; 0 without any. */
  double percentileMs(double share) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.min(count - 1L, Math.round(Math.ceil(share * count)) - 1L);
    return sorted[Math.max(0, index)] / 1e6;
  }

  double maxMs() {
    return percentileMs(1);
  }
}

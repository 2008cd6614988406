package io.vedette.deploy.bench;

import java.util.List;
import java.util.stream.IntStream;

/** The middle of what was measured several times. */
final class Median {
  private Median() {}

  /** The middle value, or the mean of the two in the middle; values must not be empty. */
  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The middle ratio of values to references that were measured right after them. Not the ratio of
   * the medians: a machine that is a third slower for ten seconds is that for both sides.
   */
  static double ofRatios(List<Double> values, List<Double> references) {
    return of(
        IntStream.range(0, values.size())
            .mapToObj(i -> values.get(i) / references.get(i))
            .toList());
  }
}

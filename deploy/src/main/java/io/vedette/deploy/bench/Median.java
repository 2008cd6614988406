package io.vedette.deploy.bench;

import java.util.List;

/** The middle of what was measured several times. */
final class Median {
  private Median() {}

  /** The middle value, or the mean of the two in the middle; values must not be empty. */
  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

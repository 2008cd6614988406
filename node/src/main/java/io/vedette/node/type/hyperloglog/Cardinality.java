package io.vedette.node.type.hyperloglog;

/** How many elements probably made registers what they are, by Ertl's improved estimator. */
final class Cardinality {
  private static final double ALPHA_INFINITY = 0.721347520444481703680;

  private Cardinality() {}

  /** The estimate, from how many registers have each value. */
  static long estimate(int[] registersOfValue) {
    double registers = HyperLogLog.REGISTERS;
    int most = HyperLogLog.MAX_ZEROS;
    double sum = registers * tau((registers - registersOfValue[most + 1]) / registers);
    for (int value = most; value >= 1; value--) {
      sum += registersOfValue[value];
      sum *= 0.5;
    }
    sum += registers * sigma(registersOfValue[0] / registers);
    return Math.round(ALPHA_INFINITY * registers * registers / sum);
  }

  /** The sum of {@code x^(2^k) * 2^(k-1)} over k, plus x. */
  private static double sigma(double ofX) {
    if (ofX == 1.0) {
      return Double.POSITIVE_INFINITY;
    }
    double x = ofX;
    double factor = 1;
    double sum = x;
    double before;
    do {
      x *= x;
      before = sum;
      sum += x * factor;
      factor += factor;
    } while (before != sum);
    return sum;
  }

  private static double tau(double ofX) {
    if (ofX == 0.0 || ofX == 1.0) {
      return 0;
    }
    double x = ofX;
    double factor = 1;
    double sum = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = sum;
      factor *= 0.5;
      sum -= (1 - x) * (1 - x) * factor;
    } while (before != sum);
    return sum / 3;
  }
}

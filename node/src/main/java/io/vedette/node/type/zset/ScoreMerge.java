package io.vedette.node.type.zset;

/** What becomes of two scores of a member; never NaN if the first is not. */
enum ScoreMerge {
  /** Opposite infinities add up to 0. */
  SUM {
    @Override
    double of(double first, double second) {
      double sum = first + second;
      return Double.isNaN(sum) ? 0 : sum;
    }
  },
  MIN {
    @Override
    double of(double first, double second) {
      return second < first ? second : first;
    }
  },
  MAX {
    @Override
    double of(double first, double second) {
      return second > first ? second : first;
    }
  };

  abstract double of(double first, double second);
}

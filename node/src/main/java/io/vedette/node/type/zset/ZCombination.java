package io.vedette.node.type.zset;

import io.vedette.node.type.table.MemberLayout;
import io.vedette.node.type.table.MemberTable;
import java.util.Arrays;
import java.util.Comparator;

/** The union, intersection or difference of several sources. */
final class ZCombination {
  enum Operation {
    UNION,
    INTER,
    DIFF
  }

  private record Input(ScoreSource source, double weight) {
    /** The score of a member as it counts here; infinity times nothing is nothing. */
    double weighted(double score) {
      double product = weight * score;
      return Double.isNaN(product) ? 0 : product;
    }
  }

  private final Operation operation;
  private final Input[] inputs;
  private final ScoreMerge merge;

  /**
   * @param weights of each source, what its scores are multiplied with
   */
  ZCombination(Operation operation, ScoreSource[] sources, double[] weights, ScoreMerge merge) {
    this.operation = operation;
    this.merge = merge;
    inputs = new Input[sources.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new Input(sources[i], weights[i]);
    }
    if (operation != Operation.DIFF) {
      // The order decides how sums are rounded, and the smallest set bounds an intersection.
      Arrays.sort(inputs, Comparator.comparingLong(input -> input.source().elements()));
    }
  }

  /** The resulting elements, in no order. */
  MemberTable result() {
    if (operation == Operation.UNION) {
      return union();
    }
    MemberTable result = new MemberTable(MemberLayout.AFTER_8_BYTES);
    ScoreSource.Visitor keep =
        (score, member, offset, length) -> {
          result.put(ScoredMember.of(score, member, offset, length));
          return true;
        };
    if (operation == Operation.INTER) {
      intersect(keep);
    } else {
      subtract(keep);
    }
    return result;
  }

  /** How many members an intersection has; counts up to a limit, 0 for none. */
  long count(long limit) {
    long[] count = new long[1];
    intersect((score, member, offset, length) -> ++count[0] != limit);
    return count[0];
  }

  private void intersect(ScoreSource.Visitor visitor) {
    Input first = inputs[0];
    first
        .source()
        .forEach(
            (own, member, offset, length) -> {
              double score = first.weighted(own);
              for (int i = 1; i < inputs.length; i++) {
                double other = inputs[i].source().score(member, offset, length);
                if (Double.isNaN(other)) {
                  return true;
                }
                score = merge.of(score, other * inputs[i].weight());
              }
              return visitor.element(score, member, offset, length);
            });
  }

  private void subtract(ScoreSource.Visitor visitor) {
    inputs[0]
        .source()
        .forEach(
            (score, member, offset, length) -> {
              for (int i = 1; i < inputs.length; i++) {
                if (!Double.isNaN(inputs[i].source().score(member, offset, length))) {
                  return true;
                }
              }
              return visitor.element(score, member, offset, length);
            });
  }

  private MemberTable union() {
    MemberTable table =
        new MemberTable(MemberLayout.AFTER_8_BYTES, inputs[inputs.length - 1].source().elements());
    for (Input input : inputs) {
      input
          .source()
          .forEach(
              (own, member, offset, length) -> {
                double score = input.weighted(own);
                byte[] before = table.locate(member, offset, length);
                if (before == null) {
                  table.putLocated(ScoredMember.of(score, member, offset, length));
                  return true;
                }
                double merged = merge.of(ScoredMember.score(before), score);
                // Not by ==: a zero may have got another sign.
                if (Double.compare(merged, ScoredMember.score(before)) != 0) {
                  table.putLocated(ScoredMember.of(merged, member, offset, length));
                }
                return true;
              });
    }
    return table;
  }
}

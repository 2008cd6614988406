package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Progress;
import io.vedette.protocol.message.Sealed;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Chooses the copy with the most data: the latest data epoch, then the highest offset, whether it
 * kept them in memory or read them from its files; replica-priority and then the name only break
 * ties. A copy of priority 0 is never chosen, but what it holds counts: when it has more than every
 * other, nobody is chosen, since that would lose writes.
 */
public final class ReplicaSelector {
  private static final Comparator<Progress> MOST_DATA =
      Comparator.comparingLong(Progress::dataEpoch)
          .thenComparingLong(Progress::appliedOffset)
          .thenComparing(Progress::intact)
          .thenComparingLong(Progress::fsyncedOffset);

  private static final Comparator<Sealed> BEST =
      Comparator.comparing(Sealed::progress, MOST_DATA)
          .thenComparing(Sealed::priority, Comparator.reverseOrder())
          .thenComparing(Sealed::node, Comparator.reverseOrder());

  private ReplicaSelector() {}

  public static Optional<Sealed> select(Collection<Sealed> sealed) {
    Optional<Sealed> best = sealed.stream().filter(s -> s.priority() != 0).max(BEST);
    Optional<Progress> most = sealed.stream().map(Sealed::progress).max(MOST_DATA);
    return best.filter(s -> holdsAsMuch(s.progress(), most.orElseThrow()));
  }

  /** At least the same history up to the same offset. */
  static boolean holdsAsMuch(Progress one, Progress other) {
    if (one.dataEpoch() != other.dataEpoch()) {
      return one.dataEpoch() > other.dataEpoch();
    }
    return one.appliedOffset() >= other.appliedOffset();
  }
}

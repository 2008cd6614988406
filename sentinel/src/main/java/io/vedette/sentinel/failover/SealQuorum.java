package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Sealed;
import java.util.Collection;

/**
 * Whether enough copies have been sealed to choose among them. With half of the copies, rounded up,
 * whose memory reaches back (intact ones), every write that a majority acknowledged is among them.
 * Restarted copies answer too, but hold nothing.
 */
final class SealQuorum {
  enum Answer {
    /** Choose now. */
    READY,
    /** Enough, but more copies may answer soon, and one of them may hold more. */
    ENOUGH,
    /** Not enough yet. */
    TOO_FEW
  }

  private SealQuorum() {}

  /**
   * @param copies of the shard, in all
   * @param expected copies asked that are not known to be down
   * @param dead copies whose process is gone for certain, so that its memory is gone
   * @param patient the wait for the remaining copies has been long; they may be lost for good
   */
  static Answer judge(
      Collection<Sealed> answers, int copies, int expected, int dead, boolean patient) {
    int half = (copies + 1) / 2;
    int intact = (int) answers.stream().filter(s -> s.progress().intact()).count();
    int forgetful = answers.size() - intact + dead;
    if (answers.size() < half) {
      return Answer.TOO_FEW;
    }
    if (intact + forgetful >= copies) {
      return Answer.READY;
    }
    if (intact >= half) {
      return answers.size() >= expected ? Answer.READY : Answer.ENOUGH;
    }
    return patient && forgetful >= half ? Answer.READY : Answer.TOO_FEW;
  }
}

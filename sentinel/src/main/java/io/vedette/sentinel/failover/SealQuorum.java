package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Progress;
import io.vedette.protocol.message.Sealed;
import java.util.Collection;

/**
 * Whether enough copies have been sealed to choose among them. With half of the copies, rounded up,
 * whose memory reaches back (intact ones), every write that a majority acknowledged is among them.
 *
 * <p>A restarted copy that read its files still holds all that it ever reported as fsynced: with
 * half of the copies of these two kinds, every write that a majority fsynced is among them. That is
 * less than what a majority only acknowledged, so it does only once half of the copies are known to
 * have lost their memory: before, an intact copy that is merely silent may be the last to hold an
 * acknowledged write, and is waited for. Where none is intact, the others are waited for as well,
 * since one of them may hold more than it had fsynced. A restarted copy without files holds
 * nothing.
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
   * @param dead copies whose process is gone for certain, and with it all that they held
   * @param asleep copies whose process is gone for certain, but who left files
   * @param patient the wait for the remaining copies has been long; they may be lost for good
   */
  static Answer judge(
      Collection<Sealed> answers, int copies, int expected, int dead, int asleep, boolean patient) {
    int half = (copies + 1) / 2;
    int intact = (int) answers.stream().filter(s -> s.progress().intact()).count();
    int remembering = (int) answers.stream().filter(s -> remembers(s.progress())).count();
    int forgetful = answers.size() - remembering + dead;
    int restarted = answers.size() - intact + dead + asleep;
    if (answers.size() < half) {
      return Answer.TOO_FEW;
    }
    if (remembering + forgetful >= copies) {
      return Answer.READY;
    }
    if (intact >= half) {
      return answers.size() >= expected ? Answer.READY : Answer.ENOUGH;
    }
    if (remembering >= half && restarted >= half) {
      if (intact > 0) {
        return Answer.ENOUGH;
      }
      return patient ? Answer.READY : Answer.TOO_FEW;
    }
    return patient && forgetful >= half && asleep == 0 ? Answer.READY : Answer.TOO_FEW;
  }

  /** Whether it holds data of some master: its memory reaches back, or it read its files. */
  private static boolean remembers(Progress progress) {
    return progress.intact() || progress.dataEpoch() > 0;
  }
}

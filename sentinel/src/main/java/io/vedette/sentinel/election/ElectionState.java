package io.vedette.sentinel.election;

import java.util.List;

/** Where a sentinel stands with regard to leadership; see {@link Election}. */
public sealed interface ElectionState {
  /**
   * Votes for others, and stands itself once there is something to do.
   *
   * @param holdUntilMs not before this instant: another one is trying, or has just failed
   */
  record Following(long holdUntilMs) implements ElectionState {}

  /**
   * Something needs a leader; this sentinel stands when its turn has come.
   *
   * @param standMs when that is
   */
  record Waiting(long standMs) implements ElectionState {}

  /**
   * @param shards whose masters are to be replaced
   * @param deadlineMs when it gives up
   */
  record Candidate(long epoch, List<String> shards, Tally tally, long deadlineMs)
      implements ElectionState {}

  /** Elected by a majority. */
  record Leading(long epoch) implements ElectionState {}
}

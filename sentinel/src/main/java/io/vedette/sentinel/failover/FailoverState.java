package io.vedette.sentinel.failover;

import io.vedette.protocol.message.Sealed;
import java.util.Map;

/** Where the change of one shard's master stands; see {@link FailoverMachine}. */
public sealed interface FailoverState {
  /**
   * Copies are asked to obey only this epoch.
   *
   * @param sinceMs when the first seal was sent
   * @param sentMs when the last round of seals was sent
   * @param firstAnswerMs when the first copy answered; -1 before
   * @param answers latest answer by node
   */
  record Sealing(long sinceMs, long sentMs, long firstAnswerMs, Map<String, Sealed> answers)
      implements FailoverState {
    public Sealing {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * The next master is known and waits for the sentinels' agreement.
   *
   * @param released the former master has sealed itself, so that its lease is no hindrance
   */
  record Selected(String node, long incarnation, boolean released) implements FailoverState {}

  /** The change is committed. */
  record Promoted() implements FailoverState {}

  /** Given up in this epoch. */
  record Aborted(String reason) implements FailoverState {}
}

package io.vedette.node.replication;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;

/**
 * Whether a replica that asks with {@code PSYNC id offset} continues from the log or needs a
 * snapshot. The rules are Redis's: same history up to the asked byte, and that byte and all after
 * it still in the backlog.
 */
public sealed interface PsyncDecision {
  /** The id with which a replica asks that has nothing to continue. */
  String NO_HISTORY = "?";

  /** Send the log from here. */
  record Continue(long fromOffset) implements PsyncDecision {}

  /** Memory begins later, but the append-only file may hold what is missing from here. */
  record FromFiles(long fromOffset, String otherwise) implements PsyncDecision {}

  /** Send a snapshot. */
  record Full(String reason) implements PsyncDecision {}

  /**
   * Decides.
   *
   * @param askedOffset the byte that the replica wants next, counted from 1
   */
  static PsyncDecision decide(
      String askedId, long askedOffset, ReplicationHistory history, ReplicationLog log) {
    if (askedId.equals(NO_HISTORY)) {
      return new Full("the replica has no history");
    }
    if (!history.contains(askedId, askedOffset)) {
      return new Full(
          askedId.equals(history.secondId())
              ? "the replica is ahead of the history that both share"
              : "the replica has another history");
    }
    long have = askedOffset - 1;
    if (have < log.firstOffset()) {
      return new FromFiles(have, "the backlog begins at " + log.firstOffset());
    }
    if (have > log.offset()) {
      return new Full("the replica is ahead of this master, which is at " + log.offset());
    }
    return new Continue(have);
  }
}

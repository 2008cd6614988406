package io.vedette.node.persistence.recovery;

import io.vedette.protocol.resp.CommandBatch;

/** Executes what an append-only file says against the key space that is being loaded. */
public interface IncrementExecutor {
  /**
   * Executes a command that changes data.
   *
   * @return false if it is not known here
   */
  boolean executeIfKnown(CommandBatch batch, int command, int database);

  /** Says that these commands are about to be executed. */
  default void lookAhead(CommandBatch batch, int from, int until, int database) {}

  /** Commands that failed, though they succeeded when they were written: a sign of divergence. */
  long failures();
}

package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofAnnotation;

/** A place in the stream where the file changes; no block goes across it. */
sealed interface AofCut {
  /** Replication offset of the place. */
  long offset();

  /** The stream belongs to another history from here on. */
  record NewHistory(long offset, AofAnnotation.History history) implements AofCut {}

  /**
   * The next increment begins.
   *
   * @param rewrite number of the rewrite that it is half of; 0: of none
   */
  record NextIncrement(long offset, AofAnnotation.History head, long rewrite) implements AofCut {}

  /** The file ends. */
  record End(long offset) implements AofCut {}
}

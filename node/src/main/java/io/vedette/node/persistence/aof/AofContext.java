package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofAnnotation;

/** What {@link AppendOnly} asks of the copy that it belongs to. Shard's thread. */
public interface AofContext {
  /** The replication history at the log's present end. */
  AofAnnotation.History history();

  /**
   * Has the next write say its database, since a new increment begins here. Where the stream is a
   * master's, nothing can be added to it; then the history tells which database it has selected.
   */
  void selectAgain();

  /** Whether a snapshot is being written to a file, for this chain or for anybody. */
  boolean isSaving();

  /** Replies that wait for an fsync. */
  int heldReplies();

  /** Monotonic nanoseconds. */
  long nowNs();

  /** Seconds since 1970. */
  long unixSeconds();
}

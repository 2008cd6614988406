package io.vedette.node.command;

/** Ends the waiting of a client before its time, as CLIENT UNBLOCK does. Shard's thread only. */
public interface Interruption {
  /** Answers as if the time were up. */
  void timeOut();

  /** Answers an error, its code word first. */
  void fail(String error);
}

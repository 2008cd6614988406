package io.vedette.node.command;

/** Ends the waiting of a client before its time, as CLIENT UNBLOCK does. Shard's thread only. */
public interface Interruption {
  /** The reason of CLIENT UNBLOCK that has the client answered an error. */
  String ERROR = "ERROR";

  /** The reason that has it answered as if the time were up. */
  String TIMEOUT = "TIMEOUT";

  /** Answers as if the time were up. */
  void timeOut();

  /** Answers an error, its code word first. */
  void fail(String error);

  /** Answers what CLIENT UNBLOCK promises. */
  default void end(boolean byError) {
    if (byError) {
      fail("UNBLOCKED client unblocked via CLIENT UNBLOCK");
    } else {
      timeOut();
    }
  }
}

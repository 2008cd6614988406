package io.vedette.node.replication;

/** A client in WAIT or WAITAOF. */
public interface Waiting {
  /**
   * Enough hold its writes, or its time is up.
   *
   * @param local 1 if this copy has fsynced its writes, else 0; of no meaning for WAIT
   * @param replicas how many replicas have acknowledged them, or, for WAITAOF, fsynced them
   */
  void resolved(int local, int replicas);

  /** It cannot be answered any more; the error's code word first. */
  void failed(String error);

  /** The client's session. */
  long sessionId();
}

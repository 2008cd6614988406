package io.vedette.node.replication;

/** A client in WAITAOF. */
public interface DurableWaiting {
  /**
   * Enough is durable, or its time is up.
   *
   * @param local 1 if this copy has fsynced its writes, else 0
   * @param replicas how many replicas have
   */
  void resolved(int local, int replicas);

  /** It cannot be answered any more; the error's code word first. */
  void failed(String error);

  /** The client's session. */
  long sessionId();
}

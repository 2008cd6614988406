package io.vedette.node.replication;

/** A client in WAIT. */
public interface Waiting {
  /** So many replicas acknowledged its writes: enough, or its time is up. */
  void resolved(int replicas);

  /** It cannot be answered any more; the error's code word first. */
  void failed(String error);

  /** The client's session. */
  long sessionId();
}

package io.vedette.node.replication;

/** The connection to a replica, as replication uses it. Shard's thread only. */
public interface ReplicaOutput {
  /** Sends bytes, which may be changed once this returns. */
  void send(byte[] bytes, int offset, int length);

  /** Whether the connection takes more; if not, its owner is told when it does again. */
  boolean isWritable();

  /** Closes the connection at once. */
  void close();

  /** Closes the connection when all that was sent has left. */
  void closeAfterSending();
}

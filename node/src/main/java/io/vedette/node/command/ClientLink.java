package io.vedette.node.command;

/** The connection behind a session, as far as the core may touch it. Shard's thread only. */
public interface ClientLink {
  /**
   * Sends bytes that were produced outside a batch of this client, for example a late WAIT reply.
   */
  void send(byte[] bytes, int offset, int length);

  /** Whether the client takes its replies; if not, its next commands wait. */
  boolean isWritable();

  /** Closes the connection after what was sent has left. */
  void close();

  /** Closes the connection at once, for example because its peer takes nothing any more. */
  void abort();
}

package io.vedette.node.command;

import java.util.Collection;

/**
 * What commands may ask of the shard copy that runs them, beyond keys: its clients, its settings
 * and its counters. Implemented by the shard; used on the shard's thread only.
 */
public interface Server {
  /** The connected clients, in order of their ids. */
  Collection<Session> sessions();

  /**
   * Makes a client wait: its further commands are executed after {@link #unblock}. For the client
   * whose command is being executed, which must leave the reply to {@link #unblock}.
   */
  void block(Session session);

  /**
   * Answers a client that waits, if it is still there, and goes on with its commands.
   *
   * @param reply empty if it is to get none
   */
  void unblock(Session session, byte[] reply);

  /** Closes another client's connection at once: it waits for nothing and hears nothing more. */
  void close(Session session);

  /**
   * Sends a client something that is no reply of its: a message, an event. It leaves soon, in order
   * with the replies; to the client whose command is being executed, after that command's reply. A
   * client that takes too little is closed.
   */
  void push(Session session, byte[] bytes, int offset, int length);

  /** A browser may have been made to talk to this port; its connection is being closed. */
  default void suspected(Session session) {}
}

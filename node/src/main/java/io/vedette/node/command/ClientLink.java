package io.vedette.node.command;

/** The connection behind a session, as far as the core may touch it. Shard's thread only. */
public interface ClientLink {
  /**
   * Sends bytes that were produced outside a batch of this client, for example a late WAIT reply.
   */
  void send(byte[] bytes, int offset, int length);

  /** As {@link #send}, but the bytes may wait for what follows until {@link #flush}. */
  default void sendLater(byte[] bytes, int offset, int length) {
    send(bytes, offset, length);
  }

  /** Sends what {@link #sendLater} left waiting. */
  default void flush() {}

  /** Whether the client takes what is sent; who produces output by itself waits until it does. */
  boolean isWritable();

  /** Whether the client's next command may run: it takes its replies, or there is room for them. */
  default boolean hasRoom() {
    return isWritable();
  }

  /** Bytes of replies that have not left yet. */
  default long outputBytes() {
    return 0;
  }

  /** Number of the socket in this process, -1 if there is none. */
  default int fileDescriptor() {
    return -1;
  }

  /** Closes the connection after what was sent has left. */
  void close();

  /** Closes the connection at once, for example because its peer takes nothing any more. */
  void abort();
}

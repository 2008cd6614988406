package io.vedette.node.proxy;

/** The connection of a client. */
interface ClientOutput {
  /** Takes over a copy of the bytes; they leave at the end of the loop iteration. */
  void append(byte[] bytes, int from, int to);

  /** Whether its next command may run: it takes its replies, or there is room for them. */
  boolean hasRoom();

  /** Bytes that the client has not taken yet. */
  long queuedBytes();

  /** Begins or ends taking input. */
  void reading(boolean on);

  /** Closes the connection after what was appended has left. */
  void closeAfterOutput();

  /** Closes the connection now. */
  void close();
}

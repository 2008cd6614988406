package io.vedette.node.proxy;

/** A connection to the master of a shard. */
interface ShardLink {
  /** Takes over a copy of the bytes, to be sent by {@link #flush}. */
  void write(byte[] bytes, int from, int to);

  void flush();

  /**
   * Asks a shard that refused commands whether it takes them now. If so, database 0 is selected, as
   * it is on a new connection.
   */
  void shakeHands();

  void close();
}

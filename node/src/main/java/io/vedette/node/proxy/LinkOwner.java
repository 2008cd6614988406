package io.vedette.node.proxy;

/** Whoever speaks over a connection to the master of a shard. */
interface LinkOwner {
  /** The shard whose master is spoken to. */
  ShardState shard();

  /** RESP version of its replies. */
  int protocol();

  /** The shell connected and the shard accepted the handshake. */
  void onReady(ShardLink which);

  /** Connecting failed, or the shard refused the handshake. */
  void onConnectFailed(ShardLink which);

  /** The connection ended. */
  void onLinkLost(ShardLink which);

  /** Bytes arrived from the shard: its replies follow. */
  void onProgress();

  /**
   * One complete reply or push frame.
   *
   * @return false if it answers nothing: the stream is out of step and must be cut
   */
  boolean onReply(byte[] bytes, int from, int to);
}

package io.vedette.node.replication;

import io.vedette.node.log.LogReader;

/**
 * A replica that is fed from the append-only file up to where memory begins, at the pace at which
 * its connection takes it. The log is kept from there on. Confined to the shard's thread.
 */
final class FileCatchUp {
  private final long from;
  private final LogReader behind;
  private final ReplicaOutput output;
  private final ReplicationPort.FileFeed files;
  private long leftBytes;
  private boolean covered;
  private boolean pulled;

  /**
   * @param from what the replica has
   * @param behind where memory begins; the catch-up's until it is {@linkplain #covered covered}
   */
  FileCatchUp(long from, LogReader behind, ReplicaOutput output, ReplicationPort.FileFeed files) {
    this.from = from;
    this.behind = behind;
    this.output = output;
    this.files = files;
    this.leftBytes = behind.position() - from;
  }

  long from() {
    return from;
  }

  LogReader behind() {
    return behind;
  }

  /** The files hold what is missing. */
  void covered() {
    covered = true;
    pull();
  }

  /** The connection may take more. */
  void pull() {
    if (covered && !pulled && output.isWritable()) {
      pulled = true;
      files.pull();
    }
  }

  /** Sends a piece; answers whether that was the last one. */
  boolean send(byte[] bytes) {
    pulled = false;
    output.send(bytes, 0, bytes.length);
    leftBytes -= bytes.length;
    if (leftBytes > 0) {
      pull();
    }
    return leftBytes == 0;
  }

  /** Ends it, at its end or before. */
  void stop() {
    files.stop();
    if (!covered) {
      behind.close();
    }
  }
}

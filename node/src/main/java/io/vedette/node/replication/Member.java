package io.vedette.node.replication;

import java.nio.charset.StandardCharsets;

/** One replica of a {@link ReplicaSet}: what is known of it, its connection, and what feeds it. */
final class Member {
  final ReplicaProgress progress;
  final ReplicaOutput output;

  /** Null until it follows the log. */
  ReplicationPort.Feed feed;

  Member(ReplicaProgress progress, ReplicaOutput output) {
    this.progress = progress;
    this.output = output;
  }

  SnapshotTransfer.Recipient recipient() {
    return new SnapshotTransfer.Recipient(progress, output);
  }

  void send(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    output.send(bytes, 0, bytes.length);
  }

  /** How the log calls it. */
  String describe() {
    return progress.host() + ":" + progress.listeningPort();
  }
}

package io.vedette.node.replication;

import java.nio.charset.StandardCharsets;

/** One replica of a {@link ReplicaSet}: what is known of it, its connection, and what feeds it. */
final class Member {
  private static final byte[] NOTHING = {};

  final ReplicaProgress progress;
  final ReplicaOutput output;

  /** Null until it follows the log. */
  ReplicationPort.Feed feed;

  /** Null unless it is being fed from files, or these are being looked at for it. */
  FileCatchUp catchUp;

  /** Whether the stream begins with its next acknowledgement. */
  private boolean feedsOnceHeard;

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

  /** Whether it has asked for data; it may do so once. */
  boolean hasAsked() {
    return progress.state() != ReplicaProgress.State.ANNOUNCED || catchUp != null;
  }

  /** Begins to feed it from the log when it says that it has loaded the snapshot. */
  void feedOnceHeard() {
    feedsOnceHeard = true;
  }

  /** It has acknowledged something. */
  void heard(ReplicationPort port) {
    if (feedsOnceHeard) {
      feedsOnceHeard = false;
      startFeeding(port, NOTHING);
    }
  }

  /** Begins to feed it from the log: first these bytes, then what its reader finds. */
  void startFeeding(ReplicationPort port, byte[] first) {
    feed = port.feed(progress, output, first);
    feed.wake();
  }

  void endCatchUp() {
    if (catchUp != null) {
      catchUp.stop();
      catchUp = null;
    }
  }

  /** Ends all that feeds it; the connection is not touched. */
  void end() {
    endCatchUp();
    if (feed != null) {
      feed.stop();
    }
    progress.closed();
  }

  /** How the log calls it. */
  String describe() {
    return progress.host() + ":" + progress.listeningPort();
  }
}

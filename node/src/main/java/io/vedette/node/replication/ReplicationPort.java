package io.vedette.node.replication;

import io.vedette.node.persistence.backlog.BacklogRange;

/**
 * What {@link Replication} needs done outside of itself; the shard's actor does it. Called on the
 * shard's thread.
 */
public interface ReplicationPort {
  /** Feeds one replica from the log. */
  interface Feed {
    /** There is something to read. */
    void wake();

    /** Ends; the connection is closed by whoever calls this, or is closed already. */
    void stop();
  }

  /** A reader of the append-only file, which gives one piece for each pull. */
  interface FileFeed {
    /** Wants the next piece. */
    void pull();

    /** Wants nothing more. */
    void stop();
  }

  /** Reads a part of the stream from the append-only file; the answers are events. */
  FileFeed readFiles(BacklogRange range);

  /** Starts a link to a master, in place of the present one. */
  void connectToMaster(MasterTarget target);

  /** Ends the link to the master, if there is one. */
  void disconnectFromMaster();

  /** Says whether the link to the master goes on reading, or leaves what comes to the sockets. */
  void readFromMaster(boolean on);

  /**
   * Sends the master our offsets.
   *
   * @param fsyncedOffset negative to say nothing about it
   */
  void acknowledgeToMaster(long appliedOffset, long fsyncedOffset);

  /** Everything is here that the master had when the link to it was made. */
  void synced();

  /** Starts feeding a replica: first these bytes, then what its reader finds. */
  Feed feed(ReplicaProgress progress, ReplicaOutput output, byte[] first);

  /**
   * Has {@link Replication#tick} called once after about this time, 0: after what is queued now.
   */
  void requestTick(long delayMs);

  /** Clients whose writes had to wait go on. */
  void resumeWrites();

  /** A peer knows a newer epoch than ours: as a master we have been replaced. */
  void newerEpochSeen(long epoch);

  /** Something worth a line in the log. */
  void note(String text);
}

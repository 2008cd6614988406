package io.vedette.node.replication;

import io.vedette.node.log.LogReader;
import io.vedette.node.log.ReaderLimit;
import io.vedette.protocol.psync.Replconf;

/**
 * The master's view of one replica: what it announced, what it is sent, how far it has got.
 *
 * <pre>
 * ANNOUNCED --PSYNC, full--> WAITING --snapshot begins--> RECEIVING --all sent--> ONLINE
 *     \----------------------PSYNC, continue-------------------------------------^
 * </pre>
 *
 * <p>Confined to the shard's thread.
 */
public final class ReplicaProgress {
  /** Where a replica is on its way to the live stream. */
  public enum State {
    /** It told about itself but has not asked for data. */
    ANNOUNCED(""),
    /** It waits for a snapshot to begin. */
    WAITING("wait_bgsave"),
    /** It is being sent a snapshot. */
    RECEIVING("send_bulk"),
    /** It follows the log. */
    ONLINE("online");

    private final String infoName;

    State(String infoName) {
      this.infoName = infoName;
    }

    /** What INFO calls it. */
    public String infoName() {
      return infoName;
    }
  }

  /** An fsynced offset that was never told. */
  public static final long UNKNOWN = -1;

  private final long sessionId;
  private final String remoteHost;
  private final ReaderLimit.Watch watch = new ReaderLimit.Watch();
  private State state = State.ANNOUNCED;
  private String announcedHost;
  private int listeningPort;
  private boolean understandsMark;
  private boolean understandsPsync2;
  private boolean wantsSnapshotOnly;
  private long knownEpoch;
  private String runId = "";
  private boolean cameWithSync;
  private long appliedOffset;
  private long fsyncedOffset = UNKNOWN;
  private long lastAckMs;
  private boolean acknowledged;
  private LogReader reader;

  public ReplicaProgress(long sessionId, String remoteHost, long nowMs) {
    this.sessionId = sessionId;
    this.remoteHost = remoteHost;
    this.lastAckMs = nowMs;
  }

  /** Takes in what the replica said of itself. */
  public void announced(Replconf option) {
    switch (option) {
      case Replconf.ListeningPort p -> listeningPort = p.port();
      case Replconf.IpAddress a -> announcedHost = a.address();
      case Replconf.Capability c -> {
        understandsMark |= c.name().equals("eof");
        understandsPsync2 |= c.name().equals("psync2");
      }
      case Replconf.RdbOnly r -> wantsSnapshotOnly = r.enabled();
      case Replconf.KnownEpoch e -> knownEpoch = Math.max(knownEpoch, e.epoch());
      case Replconf.CopyId c -> runId = c.runId();
      case Replconf.Acknowledge _, Replconf.GetAck _, Replconf.Refused _ ->
          throw new IllegalArgumentException(option + " announces nothing");
    }
  }

  /** It must be sent a snapshot. */
  public void waitsForSnapshot() {
    requireState(State.ANNOUNCED);
    state = State.WAITING;
  }

  /** A snapshot begins; what is written from now on is read from {@code from} after it. */
  public void snapshotBegins(LogReader from, long nowMs) {
    requireState(State.WAITING);
    state = State.RECEIVING;
    reader = from;
    lastAckMs = nowMs;
  }

  /** The whole snapshot was sent. */
  public void snapshotSent(long nowMs) {
    requireState(State.RECEIVING);
    state = State.ONLINE;
    lastAckMs = nowMs;
  }

  /** It continues from the log. */
  public void continues(LogReader from, long nowMs) {
    requireState(State.ANNOUNCED);
    state = State.ONLINE;
    reader = from;
    appliedOffset = from.position();
    lastAckMs = nowMs;
  }

  /** It continues from files that reach up to where the reader stands. */
  public void continuesFromFiles(LogReader behind, long fromOffset, long nowMs) {
    continues(behind, nowMs);
    appliedOffset = fromOffset;
  }

  /** The replica is gone. */
  public void closed() {
    if (reader != null) {
      reader.close();
    }
  }

  private void requireState(State expected) {
    if (state != expected) {
      throw new IllegalStateException("replica is " + state + ", not " + expected);
    }
  }

  /**
   * Takes in an acknowledgement; nothing is believed beyond the log's end. What was applied stays
   * so, but a replica may have to take back what it said of its disk, or say nothing of it any
   * more.
   */
  public void acknowledged(Replconf.Acknowledge ack, long logOffset, long nowMs) {
    lastAckMs = nowMs;
    acknowledged = true;
    appliedOffset = Math.max(appliedOffset, Math.min(ack.appliedBytes(), logOffset));
    fsyncedOffset = Math.min(ack.fsyncedBytes(), logOffset);
  }

  /** Whether it is too far behind to be kept. */
  public boolean tooSlow(ReaderLimit limit, long backlogBytes, long nowMs) {
    return reader != null && watch.exceeded(limit, reader.lagBytes(), backlogBytes, nowMs);
  }

  /** Whether nothing was heard of it for so long that it must be taken for dead. */
  public boolean silent(long timeoutMs, long nowMs) {
    return state == State.ONLINE && acknowledged && nowMs - lastAckMs > timeoutMs;
  }

  /** Whether it follows and was heard of within {@code maxLagMs}. */
  public boolean isGood(long maxLagMs, long nowMs) {
    return state == State.ONLINE && acknowledged && lagMs(nowMs) <= maxLagMs;
  }

  public long sessionId() {
    return sessionId;
  }

  public State state() {
    return state;
  }

  /** Where it is read from, or null before it follows. */
  public LogReader reader() {
    return reader;
  }

  /** The address under which it wants to be known. */
  public String host() {
    return announcedHost != null ? announcedHost : remoteHost;
  }

  /** Its own port, or 0 if it told none. */
  public int listeningPort() {
    return listeningPort;
  }

  /** Whether it takes a snapshot of unknown length that ends with a mark. */
  public boolean understandsMark() {
    return understandsMark;
  }

  public boolean understandsPsync2() {
    return understandsPsync2;
  }

  /** Whether it wants a snapshot and then nothing. */
  public boolean wantsSnapshotOnly() {
    return wantsSnapshotOnly;
  }

  /** The newest epoch that it knows; 0 if it knows none. */
  public long knownEpoch() {
    return knownEpoch;
  }

  /** Its run id; empty if it told none. */
  public String runId() {
    return runId;
  }

  /** It came with SYNC, which is answered by the snapshot alone. */
  void withoutReplyLine() {
    cameWithSync = true;
  }

  /** Whether it came with SYNC, which is answered by the snapshot alone. */
  boolean cameWithSync() {
    return cameWithSync;
  }

  /** Bytes that it has executed. */
  public long appliedOffset() {
    return appliedOffset;
  }

  /** Bytes that it has fsynced, or {@link #UNKNOWN}. */
  public long fsyncedOffset() {
    return fsyncedOffset;
  }

  /** Milliseconds since it was last heard of. */
  public long lagMs(long nowMs) {
    return Math.max(0, nowMs - lastAckMs);
  }
}

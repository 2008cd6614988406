package io.vedette.node.replication;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.SnapshotSource;
import io.vedette.node.persistence.backlog.BacklogEvent;
import io.vedette.node.persistence.recovery.AofPlace;
import io.vedette.protocol.psync.PsyncReply;
import io.vedette.protocol.psync.Replconf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The master's end: the replicas of this copy, from the first REPLCONF to the live stream. A
 * replica may itself have replicas. Confined to the shard's thread.
 */
public final class ReplicaSet {
  private static final byte[] KEEP_ALIVE = {'\n'};
  private static final byte[] NOTHING = {};

  private final ReplicationSettings settings;
  private final ReplicationLog log;
  private final ReplicationHistory history;
  private final ReplicationPort port;
  private final Map<Long, Member> members = new LinkedHashMap<>();
  private final FileCatchUps catchUps;
  private final FullResyncs fullResyncs;
  private long lastKeepAliveMs;
  private long logOffsetSeen;
  private long partialResyncs;
  private long refusedPartialResyncs;

  ReplicaSet(
      ReplicationSettings settings,
      ReplicationLog log,
      ReplicationHistory history,
      ReplicationPort port,
      SnapshotSource snapshots,
      RandomGenerator random) {
    this.settings = settings;
    this.log = log;
    this.history = history;
    this.port = port;
    this.catchUps = new FileCatchUps(log, port);
    this.fullResyncs = new FullResyncs(settings, log, history, port, snapshots, random, members);
  }

  /** Says where older bytes of the log lie, while they can be trusted to be this log's. */
  public void backlogFiles(Supplier<Optional<AofPlace>> place) {
    catchUps.files(place);
  }

  /** The replica behind a session, from its first word on. */
  ReplicaProgress member(long sessionId, String remoteHost, ReplicaOutput output, long nowMs) {
    return members.computeIfAbsent(
            sessionId, id -> new Member(new ReplicaProgress(id, remoteHost, nowMs), output))
        .progress;
  }

  /** The replica behind a session, or null. */
  public ReplicaProgress progress(long sessionId) {
    Member member = members.get(sessionId);
    return member == null ? null : member.progress;
  }

  /** Whether this session has asked for data, which it may do only once. */
  boolean hasAsked(long sessionId) {
    Member member = members.get(sessionId);
    return member != null && member.hasAsked();
  }

  /** A replica wants data; it is answered on its output. */
  void psync(long sessionId, String askedId, long askedOffset, long nowMs) {
    Member member = members.get(sessionId);
    PsyncDecision decision = PsyncDecision.decide(askedId, askedOffset, history, log);
    switch (decision) {
      case PsyncDecision.Continue c -> {
        partialResyncs++;
        String id = continuedId(member);
        member.progress.continues(log.read(c.fromOffset()), nowMs);
        member.startFeeding(port, ascii(PsyncReply.continueLine(id)));
        port.note("Partial resynchronization of " + member.describe() + " from " + c.fromOffset());
      }
      case PsyncDecision.FromFiles f -> fromFiles(member, f, nowMs);
      case PsyncDecision.Full f -> {
        if (!askedId.equals(PsyncDecision.NO_HISTORY)) {
          refusedPartialResyncs++;
        }
        fullResyncs.add(member, f.reason(), nowMs);
      }
    }
  }

  private void fromFiles(Member member, PsyncDecision.FromFiles decision, long nowMs) {
    if (!catchUps.begin(member, decision.fromOffset(), nowMs)) {
      refusedPartialResyncs++;
      fullResyncs.add(member, decision.otherwise(), nowMs);
    }
  }

  /** What a reader of the append-only file found for the replica that it reads for. */
  public void onBacklog(BacklogEvent event, long nowMs) {
    Member member = members.get(event.reader());
    if (member == null || member.catchUp == null) {
      return;
    }
    FileCatchUp catchUp = member.catchUp;
    switch (event) {
      case BacklogEvent.Covered _ -> {
        partialResyncs++;
        member.progress.continuesFromFiles(catchUp.behind(), catchUp.from(), nowMs);
        member.send(PsyncReply.continueLine(continuedId(member)));
        port.note("Partial resynchronization of " + member.describe() + " from files");
        catchUp.covered();
      }
      case BacklogEvent.Piece piece -> {
        if (catchUp.send(piece.bytes())) {
          member.endCatchUp();
          member.startFeeding(port, NOTHING);
        }
      }
      case BacklogEvent.Failed failed -> {
        member.endCatchUp();
        if (member.progress.reader() == null) {
          refusedPartialResyncs++;
          fullResyncs.add(member, failed.reason(), nowMs);
        } else {
          catchUps.failed(nowMs);
          port.note("Replica " + member.describe() + " can't go on: " + failed.reason());
          member.output.close();
        }
      }
    }
  }

  private String continuedId(Member member) {
    return member.progress.understandsPsync2() ? history.id() : null;
  }

  /** The connection of a replica takes more. */
  void writable(long sessionId) {
    Member member = members.get(sessionId);
    if (member != null && member.feed != null) {
      member.feed.wake();
    } else if (member != null && member.catchUp != null) {
      member.catchUp.pull();
    } else {
      fullResyncs.writable();
    }
  }

  /** An acknowledgement came. */
  void acknowledged(long sessionId, Replconf.Acknowledge ack, long nowMs) {
    Member member = members.get(sessionId);
    if (member != null && member.progress.state() == ReplicaProgress.State.ONLINE) {
      member.progress.acknowledged(ack, log.offset(), nowMs);
      member.heard(port);
    }
  }

  /** A connection is closed. */
  void disconnected(long sessionId) {
    Member member = members.remove(sessionId);
    if (member == null) {
      return;
    }
    fullResyncs.remove(sessionId);
    member.end();
    if (member.progress.state() != ReplicaProgress.State.ANNOUNCED) {
      port.note("Connection with replica " + member.describe() + " lost");
    }
  }

  /**
   * Lets all replicas go: they ask again and learn what has changed. One that has not asked for
   * data yet stays, unless it was told an epoch that holds no more.
   */
  void closeAll() {
    fullResyncs.forgetAll();
    for (Member member : List.copyOf(members.values())) {
      if (!member.hasAsked() && member.progress.knownEpoch() == 0) {
        continue;
      }
      members.remove(member.progress.sessionId());
      member.end();
      member.output.close();
    }
  }

  /** Tells the links of new bytes; costs nothing when there are none. */
  void wakeFeeds() {
    if (log.offset() != logOffsetSeen) {
      logOffsetSeen = log.offset();
      for (Member member : members.values()) {
        if (member.feed != null) {
          member.feed.wake();
        }
      }
    }
  }

  void tick(int streamDatabase, boolean streamIsOurs, long nowMs) {
    fullResyncs.tick(streamDatabase, streamIsOurs, nowMs);
    boolean keepAlive = nowMs - lastKeepAliveMs >= 1000;
    for (Member member : List.copyOf(members.values())) {
      ReplicaProgress progress = member.progress;
      if (progress.tooSlow(settings.outputLimit, log.backlogBytes(), nowMs)) {
        port.note("Replica " + member.describe() + " is beyond its output limit, disconnecting");
        member.output.close();
      } else if (progress.silent(settings.timeoutMs, nowMs)) {
        port.note("Disconnecting timed out replica " + member.describe());
        member.output.close();
      } else if (keepAlive && progress.state() == ReplicaProgress.State.WAITING) {
        member.output.send(KEEP_ALIVE, 0, KEEP_ALIVE.length);
      }
    }
    if (keepAlive) {
      lastKeepAliveMs = nowMs;
    }
  }

  /** Ends the snapshot on its way to replicas, if there is one: they come back and ask again. */
  public void abortTransfer() {
    fullResyncs.abort();
  }

  /** Whether every replica that follows the stream has acknowledged an offset. */
  public boolean allHave(long offset) {
    return members.values().stream()
        .map(member -> member.progress)
        .allMatch(p -> p.state() != ReplicaProgress.State.ONLINE || p.appliedOffset() >= offset);
  }

  /** How many replicas acknowledged an offset. */
  public int acknowledged(long offset) {
    int count = 0;
    for (Member member : members.values()) {
      ReplicaProgress progress = member.progress;
      if (progress.state() == ReplicaProgress.State.ONLINE && progress.appliedOffset() >= offset) {
        count++;
      }
    }
    return count;
  }

  /** How many replicas have fsynced everything up to an offset. */
  public int fsynced(long offset) {
    int count = 0;
    for (Member member : members.values()) {
      ReplicaProgress progress = member.progress;
      if (progress.state() == ReplicaProgress.State.ONLINE && progress.fsyncedOffset() >= offset) {
        count++;
      }
    }
    return count;
  }

  /** How many replicas follow and were heard of lately. */
  public int good(long nowMs) {
    int count = 0;
    for (Member member : members.values()) {
      if (member.progress.isGood(settings.minReplicasMaxLagMs, nowMs)) {
        count++;
      }
    }
    return count;
  }

  /** Whether any replica has asked for data. */
  boolean isFollowed() {
    for (Member member : members.values()) {
      if (member.progress.state() != ReplicaProgress.State.ANNOUNCED) {
        return true;
      }
    }
    return false;
  }

  /** The replicas that asked for data, in order of arrival. */
  public Collection<ReplicaProgress> attached() {
    return members.values().stream()
        .map(member -> member.progress)
        .filter(progress -> progress.state() != ReplicaProgress.State.ANNOUNCED)
        .toList();
  }

  public long fullResyncs() {
    return fullResyncs.begun();
  }

  public long partialResyncs() {
    return partialResyncs;
  }

  /** Partial resyncs that were asked for in vain. */
  public long refusedPartialResyncs() {
    return refusedPartialResyncs;
  }

  private static byte[] ascii(String line) {
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}

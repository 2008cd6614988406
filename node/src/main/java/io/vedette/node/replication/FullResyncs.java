package io.vedette.node.replication;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotSource;
import io.vedette.protocol.psync.PsyncReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The replicas that need a snapshot: those that ask within a short while share one, those that come
 * later share the next. Confined to the shard's thread.
 */
final class FullResyncs {
  private static final byte[] NOTHING = {};

  private final ReplicationSettings settings;
  private final ReplicationLog log;
  private final ReplicationHistory history;
  private final ReplicationPort port;
  private final SnapshotSource snapshots;
  private final RandomGenerator random;
  private final Map<Long, Member> members;
  private SnapshotTransfer transfer;
  private long dueMs;
  private long begun;

  /**
   * @param members the replicas by session; the owner's
   */
  FullResyncs(
      ReplicationSettings settings,
      ReplicationLog log,
      ReplicationHistory history,
      ReplicationPort port,
      SnapshotSource snapshots,
      RandomGenerator random,
      Map<Long, Member> members) {
    this.settings = settings;
    this.log = log;
    this.history = history;
    this.port = port;
    this.snapshots = snapshots;
    this.random = random;
    this.members = members;
  }

  /** How many were begun so far; one for each replica. */
  long begun() {
    return begun;
  }

  /** A replica needs a snapshot. */
  void add(Member member, String reason, long nowMs) {
    member.progress.waitsForSnapshot();
    port.note("Full resynchronization of " + member.describe() + ": " + reason);
    if (transfer == null && dueMs == 0) {
      dueMs = nowMs + settings.snapshotDelayMs;
      port.requestTick(settings.snapshotDelayMs);
    }
  }

  /**
   * Begins the next snapshot when it is time, or goes on with the present one.
   *
   * @param streamDatabase that our master's stream has selected
   * @param streamIsOurs whether we are the master
   */
  void tick(int streamDatabase, boolean streamIsOurs, long nowMs) {
    if (transfer != null) {
      goOn(nowMs);
    } else if (dueMs != 0 && nowMs >= dueMs) {
      begin(streamDatabase, streamIsOurs, nowMs);
    }
  }

  private void begin(int streamDatabase, boolean streamIsOurs, long nowMs) {
    List<Member> waiting = members.values().stream().filter(FullResyncs::isWaiting).toList();
    if (waiting.isEmpty()) {
      dueMs = 0;
      return;
    }
    SnapshotIdentity identity =
        new SnapshotIdentity(history.id(), log.offset(), streamIsOurs ? 0 : streamDatabase);
    List<SnapshotTransfer.Recipient> recipients = waiting.stream().map(Member::recipient).toList();
    Optional<SnapshotTransfer> next =
        SnapshotTransfer.begin(recipients, ReplicationHistory.newId(random), snapshots, identity);
    if (next.isEmpty()) {
      // Another snapshot is under way; the next tick tries again.
      return;
    }
    dueMs = 0;
    transfer = next.get();
    if (streamIsOurs) {
      log.forgetDatabase();
    }
    for (Member member : waiting) {
      begun++;
      if (!member.progress.cameWithSync()) {
        member.send(PsyncReply.fullResyncLine(identity.replicationId(), identity.offsetBytes()));
      }
      member.progress.snapshotBegins(log.read(log.offset()), nowMs);
    }
    transfer.announce();
    port.requestTick(0);
  }

  private static boolean isWaiting(Member member) {
    return member.progress.state() == ReplicaProgress.State.WAITING;
  }

  private void goOn(long nowMs) {
    if (!transfer.canGoOn()) {
      return;
    }
    if (transfer.slice()) {
      port.requestTick(0);
      return;
    }
    for (SnapshotTransfer.Recipient recipient : transfer.recipients()) {
      Member member = members.get(recipient.progress().sessionId());
      member.progress.snapshotSent(nowMs);
      if (member.progress.wantsSnapshotOnly()) {
        member.output.closeAfterSending();
      } else if (member.progress.understandsMark()) {
        // What came right behind the mark could hide it: Redis looks for it at the end of a read.
        member.feedOnceHeard();
      } else {
        member.startFeeding(port, NOTHING);
      }
    }
    transfer = null;
    if (members.values().stream().anyMatch(FullResyncs::isWaiting)) {
      dueMs = nowMs;
      port.requestTick(0);
    }
  }

  /** A connection takes more. */
  void writable() {
    if (transfer != null) {
      port.requestTick(0);
    }
  }

  /** A replica is gone; a transfer that waited for it goes on. */
  void remove(long sessionId) {
    if (transfer != null) {
      transfer.remove(sessionId);
      port.requestTick(0);
    }
  }

  /** All replicas are being let go. */
  void forgetAll() {
    if (transfer != null) {
      transfer.abort();
      transfer = null;
    }
    dueMs = 0;
  }

  /** Ends the snapshot on its way, if there is one: its replicas come back and ask again. */
  void abort() {
    if (transfer != null) {
      SnapshotTransfer ended = transfer;
      transfer = null;
      ended.abort();
      ended.recipients().forEach(recipient -> recipient.output().close());
    }
  }
}

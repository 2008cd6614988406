package io.vedette.node.replication;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.aof.Durability;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.psync.MasterEpoch;
import io.vedette.protocol.topology.Endpoint;

/**
 * The replica's end of a copy: which master it follows, the link to it, and what comes over the
 * link.
 *
 * <pre>
 * (master)  --begin--> link asked for --Continued or Loaded--> streaming --Lost--> waiting to retry
 * waiting to retry --time--> link asked for         any --cut--> no link until begin
 * any       --end--> (master)
 * </pre>
 *
 * <p>Every link has a number, and only events of the newest count: what an old link read is asked
 * for again by the next, from the offset that was reached. Confined to the shard's thread.
 */
final class Following {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long ACK_PERIOD_MS = 1000;
  private static final long NOT_ASKED = -1;

  /** Tries that follow each other quickly: a new master may need a moment to know its role. */
  private static final int QUICK_TRIES = 40;

  private static final long QUICK_RETRY_MS = 50;
  private static final long RETRY_MS = 1000;

  private final Replication replication;
  private final Keyspace keyspace;
  private final StreamApplier applier;
  private final ReplicationLog log;
  private final ReplicationHistory history;

  /** Null at a master. */
  private MasterView master;

  private int linkNumber;
  private boolean linkCut;

  /** Whether the link has been told to read no further. */
  private boolean paused;

  private boolean hasHistory;

  /** What the master told of its epoch at the handshake, until we have all that it had; or null. */
  private MasterEpoch behind;

  /** Tries since the stream flowed last. */
  private int tries;

  private long retryAtMs = NEVER;
  private long nextAckMs;

  /** The master is told when everything up to here is fsynced; -1: it did not ask. */
  private long fsyncAskedAt = NOT_ASKED;

  Following(Replication replication, Keyspace keyspace, StreamApplier applier) {
    this.replication = replication;
    this.keyspace = keyspace;
    this.applier = applier;
    this.log = replication.log();
    this.history = replication.history();
  }

  /** The view of the master; null at a master. */
  MasterView master() {
    return master;
  }

  /** The database that the master's stream has selected. */
  int streamDatabase() {
    return applier.database();
  }

  /** The data here are worth continuing, whoever wrote them. */
  void historyIsOurs() {
    hasHistory = true;
  }

  boolean alreadyFollows(Endpoint endpoint) {
    return master != null && master.endpoint().equals(endpoint) && !linkCut;
  }

  /** Follows a master, in place of the one before or of being one. */
  void begin(Endpoint endpoint, long nowMs) {
    if (master == null) {
      hasHistory |= log.offset() > 0;
      applier.restart(Math.max(0, log.selectedDatabase()));
    } else {
      cut();
    }
    linkCut = false;
    tries = 0;
    master = new MasterView(endpoint, nowMs);
    connect();
  }

  /** Is a master from now on. */
  void end() {
    cut();
    master = null;
  }

  private void connect() {
    paused = false;
    retryAtMs = NEVER;
    fsyncAskedAt = NOT_ASKED;
    stopCatchingUp();
    linkNumber++;
    replication
        .port()
        .connectToMaster(
            new MasterTarget(
                linkNumber,
                master.endpoint(),
                handshakeSettings(),
                hasHistory ? history.id() : PsyncDecision.NO_HISTORY,
                hasHistory ? log.offset() + 1 : -1,
                replication.failover().isTakingOver(),
                replication.settings().timeoutMs));
  }

  /** Ends the link, if any, and does not try again until told to follow. */
  void cut() {
    if (master == null) {
      return;
    }
    linkCut = true;
    linkNumber++;
    fsyncAskedAt = NOT_ASKED;
    retryAtMs = NEVER;
    stopCatchingUp();
    applier.dropUnfinished();
    master.cut();
    replication.port().disconnectFromMaster();
  }

  /**
   * Tries again, or tells the master our offset, when it is time. While the disk here does not keep
   * up, the stream is left to the sockets, and at last to the master's limit for replicas that lag.
   */
  void tick(long nowMs) {
    if (paused != replication.durableWaits().disk().holdsWrites()) {
      paused = !paused;
      replication.port().readFromMaster(!paused);
    }
    if (nowMs >= retryAtMs) {
      connect();
    } else if (master.isUp() && nowMs >= nextAckMs) {
      acknowledge(nowMs);
    }
  }

  /** A message of the link to the master. */
  void onLink(LinkEvent event, long nowMs) {
    if (master == null || event.linkNumber() != linkNumber) {
      if (event instanceof LinkEvent.Stream stream) {
        stream.recycler().accept(stream.batch());
      }
      return;
    }
    switch (event) {
      case LinkEvent.Stream stream -> applyStream(stream, nowMs);
      case LinkEvent.Changed changed -> master.changed(changed.link(), nowMs);
      case LinkEvent.Receiving receiving -> master.receivedSnapshot(receiving.totalBytes(), nowMs);
      case LinkEvent.Loaded loaded -> loaded(loaded, nowMs);
      case LinkEvent.Continued continued -> continued(continued, nowMs);
      case LinkEvent.Lost lost -> {
        applier.dropUnfinished();
        if (tries == 0) {
          replication
              .port()
              .note("Link to master " + master.endpoint() + " down: " + lost.reason());
        }
        master.changed(MasterView.Link.CONNECT, nowMs);
        retryLater(nowMs);
        replication.failover().linkLost();
      }
    }
  }

  private void retryLater(long nowMs) {
    long delayMs = tries++ < QUICK_TRIES ? QUICK_RETRY_MS : RETRY_MS;
    retryAtMs = nowMs + delayMs;
    replication.port().requestTick(delayMs);
  }

  private void applyStream(LinkEvent.Stream stream, long nowMs) {
    master.received(nowMs);
    ExpiryPolicy before = keyspace.expiryPolicy();
    keyspace.expiryPolicy(ExpiryPolicy.KEEP);
    String unsupported;
    try {
      unsupported = applier.apply(stream.batch());
    } finally {
      keyspace.expiryPolicy(before);
      stream.recycler().accept(stream.batch());
    }
    replication.replicas().wakeFeeds();
    caughtUp();
    if (applier.takeAcknowledgementWanted()) {
      acknowledge(nowMs);
    }
    if (applier.takeFsyncWanted()) {
      fsyncAndAcknowledge(nowMs);
    }
    if (unsupported != null) {
      cut();
      replication
          .port()
          .note(
              "Stopped following "
                  + master.endpoint()
                  + ": it sent '"
                  + unsupported
                  + "', which is not supported here");
    }
  }

  private void acknowledge(long nowMs) {
    nextAckMs = nowMs + ACK_PERIOD_MS;
    long fsynced = Math.min(replication.durableWaits().durableOffset(), log.offset());
    replication.port().acknowledgeToMaster(log.offset(), fsynced);
  }

  private void fsyncAndAcknowledge(long nowMs) {
    Durability disk = replication.durableWaits().disk();
    if (disk.canSync()) {
      fsyncAskedAt = log.offset();
      disk.requestSync(fsyncAskedAt);
    } else {
      // The master is at least told that nothing is to be expected.
      acknowledge(nowMs);
    }
  }

  /**
   * More is fsynced here, or nothing is known to be any more. Until all is that the master asked
   * for, it is told of every step: on a slow disk it asks anew before the last one is done.
   */
  void durable(long nowMs) {
    if (fsyncAskedAt == NOT_ASKED) {
      return;
    }
    boolean lost = !replication.durableWaits().disk().canSync();
    boolean done = replication.durableWaits().disk().durableOffset() >= fsyncAskedAt;
    if (done || lost) {
      fsyncAskedAt = NOT_ASKED;
    }
    acknowledge(nowMs);
  }

  private void loaded(LinkEvent.Loaded loaded, long nowMs) {
    replication.replicas().closeAll();
    replication.durableWaits().disk().historyReplaced();
    keyspace.adopt(loaded.data());
    SnapshotIdentity identity = loaded.identity();
    history.adopt(identity.replicationId());
    log.restart(identity.offsetBytes());
    applier.restart(identity.database());
    linkUp(loaded.origin(), nowMs);
    replication
        .port()
        .note("Loaded " + keyspace.size() + " keys from master, offset " + log.offset());
  }

  private void continued(LinkEvent.Continued continued, long nowMs) {
    String id = continued.replicationId();
    if (id != null && !id.equals(history.id())) {
      history.branch(id, log.offset());
      replication.replicas().closeAll();
      replication.durableWaits().disk().historyChanged();
    }
    linkUp(continued.origin(), nowMs);
    replication.port().note("Partial resynchronization with master from offset " + log.offset());
  }

  private void linkUp(LinkEvent.Origin origin, long nowMs) {
    hasHistory = true;
    catchUp(origin.epoch());
    tries = 0;
    master.upstream(origin.upstream());
    master.changed(MasterView.Link.CONNECTED, nowMs);
    replication.failover().linkUp();
    acknowledge(nowMs);
  }

  /** Our data belong to the master's epoch once we have what came before it, see there. */
  private void catchUp(MasterEpoch epoch) {
    behind = epoch;
    if (epoch.epoch() > history.epoch()) {
      applier.whenReached(epoch.sinceBytes(), () -> enter(epoch.epoch()));
    }
    caughtUp();
  }

  private void enter(long epoch) {
    history.epoch(epoch);
    replication.durableWaits().disk().historyChanged();
  }

  private void caughtUp() {
    if (behind != null && log.offset() >= behind.reachedBytes()) {
      behind = null;
      replication.port().synced();
    }
  }

  /**
   * What this replica's own replicas are told of the epoch. While it lacks something that its
   * master had, they lack it too, and are told what the master said.
   *
   * @param ofRole epoch of the role
   */
  MasterEpoch masterEpoch(long ofRole) {
    return behind != null
        ? behind
        : new MasterEpoch(Math.min(ofRole, history.epoch()), log.offset(), log.offset());
  }

  private void stopCatchingUp() {
    behind = null;
    applier.forgetMilestone();
  }

  private HandshakeSettings handshakeSettings() {
    return new HandshakeSettings(
        replication.settings().masterUser,
        replication.settings().masterPassword,
        replication.settings().announcedPort(),
        replication.settings().announceHost,
        replication.runId(),
        replication.epoch());
  }
}

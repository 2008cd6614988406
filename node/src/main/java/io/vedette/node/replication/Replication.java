package io.vedette.node.replication;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotSource;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.psync.Replconf;
import io.vedette.protocol.topology.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Replication of one copy: its role, its log, its master, its replicas. This is what the shard's
 * actor and commands talk to.
 *
 * <pre>
 * MASTER  --follow(endpoint)-->   REPLICA   (waiting clients get -UNBLOCKED)
 * REPLICA --follow(another)-->    REPLICA   (keeps history and offset: partial resync if possible)
 * REPLICA --becomeMaster-->       MASTER    (a new history that branches off the old one)
 * REPLICA --cutLink-->            REPLICA   (without a link until told to follow)
 * </pre>
 *
 * <p>How the shard's actor uses it: {@link #append} and the transaction calls for every effect,
 * {@link #afterBatch} when a message has been handled, {@link #tick} at least every 100 ms and when
 * asked through the port, {@link #onLink} for the master link's messages, {@link #disconnected} and
 * {@link #writable} for connections, and {@link #becomeMaster}, {@link #follow}, {@link #cutLink}
 * for what sentinels and operators decide. Time is monotonic milliseconds. Confined to the shard's
 * thread.
 */
public final class Replication {
  private static final byte[] PING = ascii("*1\r\n$4\r\nPING\r\n");
  private static final byte[] GETACK = ascii("*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n");
  private static final String DEMOTED =
      "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
          + " replica?)";

  private static final long NEVER = Long.MAX_VALUE;
  private static final long ACK_PERIOD_MS = 1000;

  /** Tries that follow each other quickly: a new master may need a moment to know its role. */
  private static final int QUICK_TRIES = 40;

  private static final long QUICK_RETRY_MS = 50;
  private static final long RETRY_MS = 1000;

  private final String runId;
  private final ReplicationSettings settings;
  private final Keyspace keyspace;
  private final ReplicationPort port;
  private final RandomGenerator random;
  private final ReplicationLog log;
  private final ReplicationHistory history;
  private final ReplicaSet replicas;
  private final StreamApplier applier;
  private final Waiters<Waiting> waiters = new Waiters<>();
  private final ReplicaRequests requests = new ReplicaRequests(this);
  private final ManualFailover failover = new ManualFailover(this);

  /** Null at a master. */
  private MasterView master;

  private int linkNumber;
  private boolean linkCut;
  private boolean hasHistory;
  private boolean applying;
  private boolean writesPaused;

  /** Epoch of the present role; 0 where no sentinel gave it. */
  private long epoch;

  /** Quick tries since the stream flowed last. */
  private int tries;

  private long retryAtMs = NEVER;
  private long nextAckMs;
  private int goodReplicas;
  private long nextPingMs;

  /**
   * Starts as a master with a history of its own, without any epoch.
   *
   * @param executor executes commands of a master's stream against the key space
   */
  public Replication(
      String runId,
      ReplicationSettings settings,
      Keyspace keyspace,
      SnapshotSource snapshots,
      StreamApplier.Executor executor,
      ReplicationPort port,
      RandomGenerator random) {
    this.runId = runId;
    this.settings = settings;
    this.keyspace = keyspace;
    this.port = port;
    this.random = random;
    this.log = new ReplicationLog(settings.backlogBytes, 0);
    this.history = new ReplicationHistory(ReplicationHistory.newId(random));
    this.replicas = new ReplicaSet(settings, log, history, port, snapshots, random);
    this.applier = new StreamApplier(log, executor);
  }

  // ---- the log

  /** Appends an effect; ignored at a replica, whose log is its master's stream. */
  public void append(int database, byte[] resp, int offset, int length) {
    if (master == null) {
      log.append(database, resp, offset, length);
    }
  }

  /** Appends an effect given as arguments; ignored at a replica. */
  public void appendCommand(int database, byte[]... arguments) {
    if (master == null) {
      log.appendCommand(database, arguments);
    }
  }

  /** What is appended until {@link #endTransaction} belongs together. */
  public void beginTransaction() {
    if (master == null) {
      log.beginTransaction();
    }
  }

  public void endTransaction() {
    if (master == null) {
      log.endTransaction();
    }
  }

  /** Bytes written to the log since the history began. */
  public long offset() {
    return log.offset();
  }

  /** Ends the handling of a message: replicas get what is new, and are asked if somebody waits. */
  public void afterBatch() {
    if (waiters.takeQuestion() && master == null) {
      log.appendRaw(GETACK, 0, GETACK.length);
    }
    replicas.wakeFeeds();
  }

  /** Does what time asks for. */
  public void tick(long nowMs) {
    replicas.tick(applier.database(), master == null, nowMs);
    goodReplicas = settings.minReplicasToWrite > 0 ? replicas.good(nowMs) : 0;
    waiters.resolve(replicas::acknowledged, nowMs, Waiting::resolved);
    failover.tick(nowMs);
    if (master != null) {
      if (nowMs >= retryAtMs) {
        connect();
      } else if (master.isUp() && nowMs >= nextAckMs) {
        acknowledge(nowMs);
      }
    } else if (nowMs >= nextPingMs) {
      nextPingMs = nowMs + settings.pingPeriodMs;
      if (!replicas.attached().isEmpty()) {
        log.appendRaw(PING, 0, PING.length);
        replicas.wakeFeeds();
      }
    }
  }

  // ---- roles

  /**
   * Becomes the master, or stays it. Replicas are let go: they come back at once and learn the id
   * and the epoch of what they follow.
   *
   * @param inEpoch of the decision; 0 for an operator's
   */
  public void becomeMaster(long inEpoch) {
    boolean unchanged = master == null && inEpoch == epoch;
    epoch = inEpoch;
    hasHistory = true;
    if (unchanged) {
      return;
    }
    if (master != null) {
      cutLink();
      master = null;
      keyspace.expiryPolicy(ExpiryPolicy.DELETE);
      history.branch(ReplicationHistory.newId(random), log.offset());
      log.forgetDatabase();
      port.note("Master mode enabled, second history up to offset " + log.offset());
    }
    replicas.closeAll();
  }

  /**
   * Becomes a replica of that copy, or follows another one than before. Keeps data and history, and
   * continues from there where the master can.
   *
   * @param inEpoch of the decision; 0 for an operator's. A master of an older one is refused.
   */
  public void follow(Endpoint endpoint, long inEpoch, long nowMs) {
    boolean wasMaster = master == null;
    if (!wasMaster && master.endpoint().equals(endpoint) && inEpoch == epoch && !linkCut) {
      return;
    }
    epoch = inEpoch;
    if (wasMaster) {
      log.endTransaction();
      hasHistory |= log.offset() > 0;
      keyspace.expiryPolicy(ExpiryPolicy.HIDE);
      for (Waiting waiting : waiters.clear()) {
        waiting.failed(DEMOTED);
      }
    } else {
      cutLink();
    }
    linkCut = false;
    replicas.closeAll();
    master = new MasterView(endpoint, nowMs);
    tries = 0;
    port.note("Following master " + endpoint);
    connect();
  }

  private void connect() {
    retryAtMs = NEVER;
    linkNumber++;
    port.connectToMaster(
        new MasterTarget(
            linkNumber,
            master.endpoint(),
            handshakeSettings(),
            hasHistory ? history.id() : PsyncDecision.NO_HISTORY,
            hasHistory ? log.offset() + 1 : -1,
            failover.isTakingOver(),
            settings.timeoutMs));
  }

  /** Ends the link to the master, if any, and does not try again until told to follow. */
  public void cutLink() {
    if (master == null) {
      return;
    }
    linkCut = true;
    linkNumber++;
    retryAtMs = NEVER;
    applier.dropUnfinished();
    master.cut();
    port.disconnectFromMaster();
  }

  /** Stops or resumes accepting writes at a master; clients with a write wait meanwhile. */
  void pauseWrites(boolean paused) {
    boolean resumed = writesPaused && !paused;
    writesPaused = paused;
    if (resumed) {
      port.resumeWrites();
    }
  }

  // ---- what commands must know

  /** Whether this copy is a master. */
  public boolean isMaster() {
    return master == null;
  }

  /** Whether a client's write must be refused because this is a replica. */
  public boolean isReadOnly() {
    return master != null && settings.readOnly && !applying;
  }

  /** Whether a master accepts no writes for now, since another may be about to replace it. */
  public boolean writesPaused() {
    return writesPaused;
  }

  /** Whether too few replicas follow closely for a write, {@code min-replicas-to-write}. */
  public boolean lacksReplicas() {
    return master == null
        && settings.minReplicasToWrite > 0
        && goodReplicas < settings.minReplicasToWrite;
  }

  /** Whether commands on data are refused with MASTERDOWN. */
  public boolean refusesStaleReads() {
    return master != null && !settings.serveStaleData && !master.isUp();
  }

  // ---- the replica's end

  /** A message of the link to the master. */
  public void onLink(LinkEvent event, long nowMs) {
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
          port.note("Link to master " + master.endpoint() + " down: " + lost.reason());
        }
        master.changed(MasterView.Link.CONNECT, nowMs);
        retryLater(nowMs);
        failover.linkLost();
      }
    }
  }

  private void retryLater(long nowMs) {
    long delayMs = tries++ < QUICK_TRIES ? QUICK_RETRY_MS : RETRY_MS;
    retryAtMs = nowMs + delayMs;
    port.requestTick(delayMs);
  }

  private void applyStream(LinkEvent.Stream stream, long nowMs) {
    master.received(nowMs);
    ExpiryPolicy before = keyspace.expiryPolicy();
    keyspace.expiryPolicy(ExpiryPolicy.KEEP);
    applying = true;
    String unsupported;
    try {
      unsupported = applier.apply(stream.batch());
    } finally {
      applying = false;
      keyspace.expiryPolicy(before);
      stream.recycler().accept(stream.batch());
    }
    replicas.wakeFeeds();
    if (applier.takeAcknowledgementWanted()) {
      acknowledge(nowMs);
    }
    if (unsupported != null) {
      cutLink();
      port.note(
          "Stopped following "
              + master.endpoint()
              + ": it sent '"
              + unsupported
              + "', which is not supported here");
    }
  }

  private void acknowledge(long nowMs) {
    nextAckMs = nowMs + ACK_PERIOD_MS;
    port.acknowledgeToMaster(log.offset());
  }

  private void loaded(LinkEvent.Loaded loaded, long nowMs) {
    replicas.closeAll();
    keyspace.adopt(loaded.data());
    SnapshotIdentity identity = loaded.identity();
    history.adopt(identity.replicationId());
    log.restart(identity.offsetBytes());
    applier.restart(identity.database());
    linkUp(loaded.origin(), nowMs);
    port.note("Loaded " + keyspace.size() + " keys from master, offset " + log.offset());
  }

  private void continued(LinkEvent.Continued continued, long nowMs) {
    String id = continued.replicationId();
    if (id != null && !id.equals(history.id())) {
      history.branch(id, log.offset());
      replicas.closeAll();
    }
    linkUp(continued.origin(), nowMs);
    port.note("Partial resynchronization with master from offset " + log.offset());
  }

  private void linkUp(LinkEvent.Origin origin, long nowMs) {
    hasHistory = true;
    tries = 0;
    master.upstream(origin.upstream());
    master.changed(MasterView.Link.CONNECTED, nowMs);
    failover.linkUp();
    port.synced(origin.epoch());
    acknowledge(nowMs);
  }

  private HandshakeSettings handshakeSettings() {
    return new HandshakeSettings(
        settings.masterUser,
        settings.masterPassword,
        settings.announcedPort(),
        settings.announceHost,
        runId,
        epoch);
  }

  // ---- the master's end

  /** What peers ask that are, or become, replicas. */
  public ReplicaRequests requests() {
    return requests;
  }

  void acknowledged(long sessionId, Replconf.Acknowledge ack, long nowMs) {
    replicas.acknowledged(sessionId, ack, nowMs);
    waiters.resolve(replicas::acknowledged, nowMs, Waiting::resolved);
  }

  /** Has the replicas tell their offsets. */
  void askForOffsets() {
    log.appendRaw(GETACK, 0, GETACK.length);
    replicas.wakeFeeds();
  }

  /** The coordinated failover of the FAILOVER command. */
  public ManualFailover failover() {
    return failover;
  }

  ReplicationPort port() {
    return port;
  }

  /** Has a client wait for replicas; it is told at once if nothing is left to wait for. */
  public void await(Waiting waiting, long offset, int count, long timeoutMs, long nowMs) {
    if (replicas.acknowledged(offset) >= count) {
      waiting.resolved(replicas.acknowledged(offset));
      return;
    }
    waiters.add(waiting, offset, count, timeoutMs == 0 ? Waiters.FOREVER : nowMs + timeoutMs);
    if (timeoutMs > 0) {
      port.requestTick(timeoutMs);
    }
  }

  /** A connection is closed. */
  public void disconnected(long sessionId) {
    replicas.disconnected(sessionId);
    waiters.remove(waiting -> waiting.sessionId() == sessionId);
  }

  /** A connection takes more bytes again. */
  public void writable(long sessionId) {
    replicas.writable(sessionId);
  }

  /** Puts a new backlog size into force. */
  public void backlogResized() {
    log.resizeBacklog(settings.backlogBytes);
  }

  // ---- what others read

  public ReplicationSettings settings() {
    return settings;
  }

  public ReplicationLog log() {
    return log;
  }

  public ReplicationHistory history() {
    return history;
  }

  public ReplicaSet replicas() {
    return replicas;
  }

  /** The view of the master; empty at a master. */
  public Optional<MasterView> master() {
    return Optional.ofNullable(master);
  }

  /** Epoch of the present role; 0 where no sentinel gave it. */
  public long epoch() {
    return epoch;
  }

  /** Replicas that follow closely enough for {@code min-replicas-to-write}. */
  public int goodReplicas() {
    return goodReplicas;
  }

  /** The 40 hexadecimal digits by which this process is known. */
  public String runId() {
    return runId;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

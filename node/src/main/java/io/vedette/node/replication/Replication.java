package io.vedette.node.replication;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotSource;
import io.vedette.node.persistence.recovery.Recovered;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.psync.MasterEpoch;
import io.vedette.protocol.psync.Replconf;
import io.vedette.protocol.resp.CommandText;
import io.vedette.protocol.topology.Endpoint;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
 * <p>How the shard's actor uses it: {@link #append} for every effect, {@link #afterBatch} when a
 * message has been handled, {@link #tick} at least every 100 ms and when asked through the port.
 * Time is monotonic milliseconds. Confined to the shard's thread.
 */
public final class Replication {
  private static final byte[] PING = CommandText.of("PING");
  private final String runId;
  private final ReplicationSettings settings;
  private final Keyspace keyspace;
  private final ReplicationPort port;
  private final RandomGenerator random;
  private final ReplicationLog log;
  private final ReplicationHistory history;
  private final ReplicaSet replicas;
  private final Following following;
  private final ReplicaWaits waits = ReplicaWaits.untilAcknowledged(this);
  private final ReplicaRequests requests = new ReplicaRequests(this);
  private final ManualFailover failover = new ManualFailover(this);
  private final DurableWaits durableWaits = new DurableWaits(this);
  private Consumer<Optional<Endpoint>> masterListener = master -> {};

  /** Epoch of the present role; 0 where no sentinel gave it. */
  private long epoch;

  /** Where the log was when this copy became the master in this epoch. */
  private long epochBeganAt;

  /** The history is a former process's: as a master we must branch off before we write. */
  private boolean restored;

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
    this.following = new Following(this, keyspace, new StreamApplier(log, executor));
  }

  /** Appends an effect; ignored at a replica, whose log is its master's stream. */
  public void append(int database, byte[] resp, int offset, int length) {
    if (isMaster()) {
      log.append(database, resp, offset, length);
    }
  }

  /** Appends an effect given as arguments; ignored at a replica. */
  public void appendCommand(int database, byte[]... arguments) {
    if (isMaster()) {
      log.appendCommand(database, arguments);
    }
  }

  /** What is appended until {@link #endTransaction} belongs together. */
  public void beginTransaction() {
    if (isMaster()) {
      log.beginTransaction();
    }
  }

  public void endTransaction() {
    if (isMaster()) {
      log.endTransaction();
    }
  }

  /** Bytes written to the log since the history began. */
  public long offset() {
    return log.offset();
  }

  /** Ends a message's handling: replicas get what is new, and are asked if somebody waits. */
  public void afterBatch() {
    waits.askIfDue();
    durableWaits.waits().askIfDue();
    replicas.wakeFeeds();
  }

  /** Does what time asks for. */
  public void tick(long nowMs) {
    replicas.tick(following.streamDatabase(), isMaster(), nowMs);
    goodReplicas = settings.minReplicasToWrite > 0 ? replicas.good(nowMs) : 0;
    waits.tick(nowMs);
    durableWaits.waits().tick(nowMs);
    failover.tick(nowMs);
    if (!isMaster()) {
      following.tick(nowMs);
    } else if (nowMs >= nextPingMs) {
      nextPingMs = nowMs + settings.pingPeriodMs;
      if (replicas.isFollowed()) {
        log.appendRaw(PING, 0, PING.length);
        replicas.wakeFeeds();
      }
    }
  }

  /** What is fsynced, and who waits for it. */
  public DurableWaits durableWaits() {
    return durableWaits;
  }

  Following following() {
    return following;
  }

  /**
   * Has the log's next write say its database again, where the log is ours to write. Otherwise it
   * says what a master sent, or will when it is known who that is.
   */
  public void selectAgain() {
    if (isMaster() && !restored) {
      log.forgetDatabase();
    }
  }

  // ---- roles

  /**
   * Tells one more listener of each later master, or that there is none because this copy is one.
   */
  public void onMasterChange(Consumer<Optional<Endpoint>> listener) {
    masterListener = masterListener.andThen(listener);
  }

  /**
   * Becomes the master, or stays it. Replicas are let go: they come back at once and learn the id
   * and the epoch of what they follow.
   *
   * @param inEpoch of the decision; 0 for an operator's
   */
  public void becomeMaster(long inEpoch) {
    boolean unchanged = isMaster() && inEpoch == epoch && !restored;
    epoch = inEpoch;
    history.epoch(Math.max(history.epoch(), inEpoch));
    following.historyIsOurs();
    if (unchanged) {
      return;
    }
    epochBeganAt = log.offset();
    branchOff();
    durableWaits.disk().historyChanged();
    replicas.closeAll();
  }

  private void branchOff() {
    if (!isMaster() || restored) {
      restored = false;
      if (!isMaster()) {
        masterListener.accept(Optional.empty());
        following.end();
      }
      keyspace.expiryPolicy(ExpiryPolicy.DELETE);
      history.branch(ReplicationHistory.newId(random), log.offset());
      log.forgetDatabase();
      port.note("Master mode enabled, second history up to offset " + log.offset());
    }
  }

  /**
   * Becomes a replica of that copy, or follows another one than before. Keeps data and history, and
   * continues from there where the master can.
   *
   * @param inEpoch of the decision; 0 for an operator's. A master of an older one is refused.
   */
  public void follow(Endpoint endpoint, long inEpoch, long nowMs) {
    if (following.alreadyFollows(endpoint) && inEpoch == epoch) {
      return;
    }
    epoch = inEpoch;
    restored = false;
    if (isMaster()) {
      log.endTransaction();
      keyspace.expiryPolicy(ExpiryPolicy.HIDE);
      waits.demoted();
      durableWaits.waits().demoted();
    }
    replicas.closeAll();
    port.note("Following master " + endpoint);
    masterListener.accept(Optional.of(endpoint));
    following.begin(endpoint, nowMs);
  }

  /** Whether nobody has said yet what becomes of restored data. */
  boolean awaitsRole() {
    return restored;
  }

  /** Without anybody who decides: what was restored, if anything, is served as a master's. */
  public void beMasterAgain() {
    if (restored) {
      becomeMaster(0);
    }
  }

  /** The key space holds a former process's data; until a role is taken none may change. */
  public void restore(Recovered.History from, long dataEpoch) {
    replicas.closeAll();
    keyspace.expiryPolicy(ExpiryPolicy.HIDE);
    restored = true;
    history.epoch(dataEpoch);
    if (from.isKnown()) {
      history.restore(from.id(), from.secondId(), from.secondOffset());
      log.restart(from.offsetBytes());
      log.databaseSelected(from.database());
      following.historyIsOurs();
    }
  }

  /** Ends the link to the master, if any, and does not try again until told to follow. */
  public void cutLink() {
    following.cut();
  }

  /** A message of the link to the master. */
  public void onLink(LinkEvent event, long nowMs) {
    following.onLink(event, nowMs);
  }

  // ---- what commands must know

  /** Whether this copy is a master. */
  public boolean isMaster() {
    return following.master() == null;
  }

  /** Whether a client's write must be refused because this is a replica. */
  public boolean isReadOnly() {
    return !isMaster() && settings.readOnly;
  }

  /** Whether too few replicas follow closely for a write, {@code min-replicas-to-write}. */
  public boolean lacksReplicas() {
    return isMaster()
        && settings.minReplicasToWrite > 0
        && goodReplicas < settings.minReplicasToWrite;
  }

  /** Whether commands on data are refused with MASTERDOWN. */
  public boolean refusesStaleReads() {
    return !isMaster() && !settings.serveStaleData && !following.master().isUp();
  }

  // ---- the master's end

  /** What peers ask that are, or become, replicas. */
  public ReplicaRequests requests() {
    return requests;
  }

  void acknowledged(long sessionId, Replconf.Acknowledge ack, long nowMs) {
    replicas.acknowledged(sessionId, ack, nowMs);
    goodReplicas = settings.minReplicasToWrite > 0 ? replicas.good(nowMs) : 0;
    waits.answered(ack.appliedBytes(), nowMs);
    durableWaits.waits().answered(ack.appliedBytes(), nowMs);
  }

  /** Has the replicas tell their offsets. */
  public void askForOffsets() {
    waits.ask();
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
    int acknowledged = replicas.acknowledged(offset);
    if (acknowledged >= count) {
      waiting.resolved(0, acknowledged);
    } else {
      waits.await(waiting, offset, 0, count, timeoutMs, nowMs);
    }
  }

  /** A connection is closed. */
  public void disconnected(long sessionId) {
    replicas.disconnected(sessionId);
    stopWaiting(waiting -> waiting.sessionId() == sessionId);
  }

  /** These wait for replicas and disks no more, and are told nothing. */
  public void stopWaiting(Predicate<Waiting> whom) {
    waits.forget(whom);
    durableWaits.waits().forget(whom);
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
    return Optional.ofNullable(following.master());
  }

  /** What a snapshot of the data as they are now stands for. */
  public SnapshotIdentity identity() {
    int database = isMaster() ? Math.max(0, log.selectedDatabase()) : following.streamDatabase();
    return new SnapshotIdentity(history.id(), log.offset(), database, history.epoch());
  }

  /** Epoch of the present role; 0 where no sentinel gave it. */
  public long epoch() {
    return epoch;
  }

  /** What replicas are told of the epoch. */
  MasterEpoch masterEpoch() {
    MasterEpoch own = new MasterEpoch(epoch, epochBeganAt, log.offset());
    return isMaster() ? own : following.masterEpoch(epoch);
  }

  /** Replicas that follow closely enough for {@code min-replicas-to-write}. */
  public int goodReplicas() {
    return goodReplicas;
  }

  /** The 40 hexadecimal digits by which this process is known. */
  public String runId() {
    return runId;
  }
}

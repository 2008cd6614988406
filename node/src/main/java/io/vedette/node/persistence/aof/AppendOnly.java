package io.vedette.node.persistence.aof;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.aof.AofManifest;

/**
 * The append-only file of a copy: writes the replication log to the disk, decides when to fsync,
 * and knows what is durable. Does no file operation itself: the disk works on another thread, on
 * one task at a time, so that a slow disk stops no client that only reads for longer than {@link
 * Resting#MAX_NS}.
 *
 * <p>Pure apart from its {@link AofPort} and {@link BaseSnapshots}; confined to the shard's thread.
 * {@link #afterBatch} is to be called when a message has been handled: never within a command or a
 * transaction, since blocks end there.
 */
public final class AppendOnly implements Durability {
  /** The durable offset while nothing is known to be durable. */
  public static final long NOTHING = -1;

  private static final long SOON = 0;

  private final AofSettings settings;
  private final ReplicationLog log;
  private final AofContext context;
  private final BaseSnapshots bases;
  private final AofPort port;
  private final AofLife life;
  private final AofTasks tasks;
  private final AofWriter writer;
  private final Resting resting = new Resting();
  private final Gathering gathering = new Gathering();
  private long wakeAtNs = AofPacing.NEVER;
  private boolean attention;

  /** An append-only file that is off until {@link #start} or {@link #resume}. */
  public AppendOnly(
      AofSettings settings,
      ReplicationLog log,
      AofContext context,
      BaseSnapshots bases,
      AofPort port) {
    this.settings = settings;
    this.log = log;
    this.context = context;
    this.bases = bases;
    this.port = port;
    this.life = new AofLife(settings, log, context, bases, port, this::pump);
    this.tasks = new AofTasks(life, port);
    this.writer = life.writer();
  }

  // ---- begin

  /**
   * The copy's data are there, and no append-only file on disk is to be continued: from now on the
   * setting decides. Whatever the folder holds is replaced as soon as the new file is durable.
   */
  public void start() {
    life.start();
    attention = true;
  }

  /**
   * The copy's data were read from this chain up to the log's present offset: it is continued.
   *
   * @param read the manifest
   * @param validBytes where the last increment ends; what follows was torn
   * @param baseBytes size of the base
   * @param incrementBytes size of all increments
   * @param checksummed whether the last increment carries our checksums; else a new one is begun
   */
  public void resume(
      AofManifest read, long validBytes, long baseBytes, long incrementBytes, boolean checksummed) {
    attention = true;
    tasks.submit(life.resume(read, validBytes, baseBytes, incrementBytes, checksummed));
  }

  // ---- what happens

  /** The shard has handled a message; cheap when nothing was written. */
  public void afterBatch() {
    resting.handled();
    if (writer.grow() && !tasks.isBusy()) {
      grown();
    }
    if (attention) {
      attention = false;
      reconcile(context.nowNs());
      pump();
    }
  }

  private void grown() {
    if (settings.policy == FsyncPolicy.ALWAYS) {
      if (!gathering.isOn() || gathering.isComplete(context.heldReplies())) {
        wake(0, SOON);
      }
    } else if (writer.pacing().untakenBytes() >= AofPacing.COALESCE_BYTES) {
      pump();
    } else if (wakeAtNs == AofPacing.NEVER) {
      wake(context.nowNs(), AofPacing.COALESCE_NS);
    }
  }

  private void wake(long nowNs, long delayNs) {
    long atNs = delayNs == SOON ? SOON : nowNs + delayNs;
    if (wakeAtNs > atNs) {
      wakeAtNs = atNs;
      port.wakeAfter(delayNs);
    }
  }

  /** A wake-up that was asked for; also whenever the disk may have something to do. */
  public void woken() {
    wakeAtNs = AofPacing.NEVER;
    attention |= !life.isOn();
    pump();
  }

  /** Does what time asks for; to be called about ten times a second. */
  public void tick() {
    long nowNs = context.nowNs();
    reconcile(nowNs);
    pump();
    if (writer.checkHolding(isTimed(), nowNs)) {
      port.note("Asynchronous AOF fsync is taking too long (disk is busy?). Writers wait.");
    }
  }

  private void reconcile(long nowNs) {
    AofTask first = life.reconcile(tasks.isBusy(), nowNs);
    if (first != null) {
      tasks.submit(first);
    }
  }

  /** Gives the disk its next task, if it is free and there is one. */
  private void pump() {
    if (tasks.isBusy() || !writer.isOpen()) {
      return;
    }
    long nowNs = context.nowNs();
    if (!writer.pacing().isWanted() && gathering.waits(context.heldReplies(), nowNs)) {
      wake(nowNs, gathering.againAfterNs(nowNs));
      return;
    }
    boolean timed = isTimed();
    AofTask task = tasks.next(timed, nowNs);
    if (task != null) {
      submit(task);
      return;
    }
    long atNs = writer.nextTimeNs(timed);
    if (atNs != AofPacing.NEVER) {
      wake(nowNs, Math.max(1, atNs - nowNs));
    }
  }

  private void submit(AofTask task) {
    boolean syncs = task instanceof AofTask.Write write && write.sync();
    if (syncs && resting.isWorthwhile(context.heldReplies())) {
      resting.ended(tasks.submitAndAwait(task, Resting.MAX_NS));
    } else {
      tasks.submit(task);
    }
  }

  /** The disk has ended a task. */
  public void done(AofDone done) {
    attention = true;
    int writers = context.heldReplies();
    tasks.done(done);
    if (settings.policy == FsyncPolicy.ALWAYS && !resting.isEnded()) {
      gathering.begin(writers, context.heldReplies(), context.nowNs());
    }
    if (writer.holdsWrites()) {
      writer.checkHolding(isTimed(), context.nowNs());
    }
    pump();
  }

  @Override
  public void historyReplaced() {
    life.historyReplaced();
    attention = true;
  }

  @Override
  public void historyChanged() {
    life.historyChanged();
    attention = true;
  }

  // ---- what is asked for

  @Override
  public void requestSync(long offset) {
    writer.pacing().want(Math.min(offset, log.offset()));
    if (!tasks.isBusy() && writer.isOpen()) {
      wake(0, SOON);
    }
  }

  /**
   * BGREWRITEAOF; it begins after the present message, or when no other snapshot is being taken.
   *
   * @return whether it begins at once
   */
  boolean requestRewrite() {
    life.rewrite().schedule();
    attention = true;
    return !bases.isBusy() && life.isOn() && !life.rewrite().isRunning();
  }

  /** A setting has a new value. */
  public void settingsChanged() {
    attention = true;
  }

  // ---- what others read

  private boolean isTimed() {
    return !(settings.restWhileSaving && context.isSaving());
  }

  /** Whether the files on disk hold the log, up to what is still to be written. */
  public boolean isInForce() {
    return life.isOn();
  }

  @Override
  public boolean isEnabled() {
    return settings.enabled;
  }

  @Override
  public long durableOffset() {
    return life.durableOffset();
  }

  @Override
  public boolean canSync() {
    return life.canSync();
  }

  /** Whether the reply to a write must wait until the write is durable. */
  public boolean holdsReplies() {
    return settings.policy == FsyncPolicy.ALWAYS
        && settings.enabled
        && isTimed()
        && life.holdsReplies();
  }

  /** Whether writes wait for the disk. */
  @Override
  public boolean holdsWrites() {
    return writer.holdsWrites();
  }

  /** Why writes of clients are refused, code word first, or null if they are not. */
  public String writeRefusal() {
    return settings.enabled ? life.faults().writeRefusal() : null;
  }

  AofWriter writer() {
    return writer;
  }

  AofRewrite rewrite() {
    return life.rewrite();
  }

  AofChain chain() {
    return life.chain();
  }

  AofFaults faults() {
    return life.faults();
  }

  /** Whether everything in the log is known to be durable. */
  boolean isClean() {
    return life.durableOffset() == log.offset();
  }
}

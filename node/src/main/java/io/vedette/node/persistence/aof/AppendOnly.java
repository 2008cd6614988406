package io.vedette.node.persistence.aof;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofManifest;

/**
 * The append-only file of a copy: writes the replication log to the disk, decides when to fsync,
 * and knows what is durable. Does no file operation itself: the disk works on another thread, on
 * one task at a time, so that a slow disk never stops a client that only reads.
 *
 * <pre>
 * OFF --start, appendonly yes--> FRESH --base and increment durable--> ON
 * ON, FRESH --an fsync failed--> LOST --after a while--> FRESH
 * ON --the history was replaced--> REPLACED --at once--> FRESH
 * ON --appendonly no--> ENDING --all synced--> OFF         (others --appendonly no--> OFF)
 * </pre>
 *
 * <p>Pure apart from its {@link AofPort} and {@link BaseSnapshots}; confined to the shard's thread.
 * {@link #afterBatch} is to be called when a message has been handled: never within a command or a
 * transaction, since blocks end there.
 */
public final class AppendOnly implements Durability {
  /** The durable offset while nothing is known to be durable. */
  public static final long NOTHING = -1;

  private enum State {
    OFF,
    FRESH,
    ON,
    LOST,
    REPLACED,
    ENDING
  }

  private final AofSettings settings;
  private final ReplicationLog log;
  private final AofContext context;
  private final BaseSnapshots bases;
  private final AofPort port;
  private final AofPacing pacing = new AofPacing();
  private final AofFaults faults = new AofFaults();
  private final AofRewrite rewrite = new AofRewrite();
  private final AofCursor cursor;
  private final AofChain chain;

  private State state = State.OFF;
  private boolean started;

  /** Whether replies wait already while the first chain is being made. */
  private boolean holdsWhileFresh;

  /** Counts the chains, so that answers that concern an abandoned one are known. */
  private long chainNumber;

  /** Whether the folder was seen to, for the chain that is about to begin. */
  private boolean prepared;

  private AofTask inFlight;

  /** The rewrite that the increment in flight is half of. */
  private long switchingFor;

  /** A write that failed and will be repeated. */
  private AofTask.Write failedWrite;

  /** A history to write with the next block, or null. */
  private AofAnnotation.History newHistory;

  private long seenOffset = NOTHING;
  private long wakeAtNs = AofPacing.NEVER;
  private boolean attention;
  private boolean holding;
  private boolean late;
  private long delayedFsyncs;
  private long lastTimestamp;
  private long durableOffset = NOTHING;

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
    this.cursor = new AofCursor(log);
    this.chain = new AofChain(settings.fileName);
  }

  // ---- begin

  /**
   * The copy's data are there, and no append-only file on disk is to be continued: from now on the
   * setting decides. Whatever the folder holds is replaced as soon as the new file is durable.
   */
  public void start() {
    started = true;
    holdsWhileFresh = settings.enabled;
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
    started = true;
    attention = true;
    chain.recovered(read, baseBytes, incrementBytes, validBytes);
    chainNumber++;
    cursor.open();
    pacing.restart(log.offset());
    seenOffset = log.offset();
    state = State.ON;
    context.selectAgain();
    submit(new AofTask.Reopen(read, validBytes, log.offset()));
    if (checksummed) {
      newHistory = context.history();
    } else {
      cutToNextIncrement(0);
    }
  }

  // ---- what happens

  /** The shard has handled a message; cheap when nothing was written. */
  public void afterBatch() {
    long offset = log.offset();
    if (offset != seenOffset && cursor.isOpen()) {
      seenOffset = offset;
      long nowNs = pacing.needsTime() ? context.nowNs() : 0;
      pacing.arrived(offset, nowNs);
      cursor.boundary(offset);
      grown();
    }
    if (attention) {
      attention = false;
      reconcile(context.nowNs());
      pump();
    }
  }

  private void grown() {
    if (inFlight != null) {
      return;
    }
    if (settings.policy == FsyncPolicy.ALWAYS) {
      wake(0, 0);
    } else if (pacing.untakenBytes() >= AofPacing.COALESCE_BYTES) {
      pump();
    } else if (wakeAtNs == AofPacing.NEVER) {
      wake(context.nowNs(), AofPacing.COALESCE_NS);
    }
  }

  private void wake(long nowNs, long delayNs) {
    if (delayNs == 0 ? wakeAtNs != 0 : wakeAtNs > nowNs + delayNs) {
      wakeAtNs = delayNs == 0 ? 0 : nowNs + delayNs;
      port.wakeAfter(delayNs);
    }
  }

  /** A wake-up that was asked for; also whenever the disk may have something to do. */
  public void woken() {
    wakeAtNs = AofPacing.NEVER;
    pump();
  }

  /** Does what time asks for; to be called about ten times a second. */
  public void tick() {
    long nowNs = context.nowNs();
    if (state == State.ON && rewrite.isDue(settings, chain, nowNs)) {
      port.note("Starting automatic rewriting of AOF at " + chain.size() + " bytes");
      rewrite.schedule();
    }
    reconcile(nowNs);
    pump();
    checkHolding(nowNs);
  }

  private void checkHolding(long nowNs) {
    boolean timed = isTimed();
    boolean isLate = cursor.isOpen() && pacing.isLate(settings.policy, timed, nowNs);
    if (isLate && !late) {
      delayedFsyncs++;
      port.note("Asynchronous AOF fsync is taking too long (disk is busy?). Writers wait.");
    }
    late = isLate;
    holding = cursor.isOpen() && pacing.holdsWrites(settings.policy, timed, nowNs);
  }

  /** Brings the state in line with the setting. */
  private void reconcile(long nowNs) {
    if (!started) {
      return;
    }
    if (!settings.enabled) {
      if (state != State.OFF && state != State.ENDING) {
        switchOff();
      }
      return;
    }
    if (inFlight != null) {
      return;
    }
    switch (state) {
      case OFF, REPLACED -> beginFresh(nowNs);
      case LOST -> {
        if (faults.mayRetry(nowNs)) {
          beginFresh(nowNs);
        }
      }
      case ON -> {
        if (rewrite.isScheduled()) {
          beginRewrite(nowNs);
        }
      }
      case FRESH, ENDING -> {
        // The one is what is wanted, the other has to end first.
      }
    }
  }

  // ---- chains

  private void beginFresh(long nowNs) {
    if (!prepared) {
      submit(new AofTask.Prepare());
      return;
    }
    chain.startOver();
    if (!beginSnapshot()) {
      return;
    }
    cursor.open();
    pacing.restart(log.offset());
    seenOffset = log.offset();
    newHistory = null;
    prepared = false;
    rewrite.begin(nowNs);
    state = State.FRESH;
    cutToNextIncrement(rewrite.number());
    attention = true;
  }

  private void beginRewrite(long nowNs) {
    if (!beginSnapshot()) {
      return;
    }
    rewrite.begin(nowNs);
    cutToNextIncrement(rewrite.number());
    attention = true;
    port.note("Background append only file rewriting started");
  }

  private boolean beginSnapshot() {
    if (bases.isBusy()) {
      return false;
    }
    long number = rewrite.number() + 1;
    return bases.begin(
        chain.takeBase().name(),
        new BaseSnapshots.Listener() {
          @Override
          public void completed(long bytes) {
            if (number == rewrite.number() && rewrite.isRunning()) {
              rewrite.baseWritten(bytes);
              pump();
            }
          }

          @Override
          public void failed(String reason) {
            if (number == rewrite.number() && rewrite.isRunning()) {
              rewriteFailed(reason);
            }
          }
        });
  }

  private void cutToNextIncrement(long ofRewrite) {
    context.selectAgain();
    cursor.cut(new AofCut.NextIncrement(log.offset(), context.history(), ofRewrite));
  }

  private void rewriteFailed(String reason) {
    long nowNs = context.nowNs();
    port.warn("Background AOF rewrite failed: " + reason);
    rewrite.failed(nowNs);
    if (state == State.FRESH) {
      fileLost(reason);
    }
  }

  /** Nothing is known of what the file holds: it is replaced by a fresh one. */
  private void fileLost(String reason) {
    port.warn("The append only file is given up for a fresh one: " + reason);
    abandon();
    state = State.LOST;
    faults.fileLost(reason, context.nowNs());
    wakeAtNs = AofPacing.NEVER;
    attention = true;
  }

  private void abandon() {
    chainNumber++;
    if (rewrite.isRunning()) {
      bases.cancel();
      rewrite.cancel();
    }
    cursor.close();
    failedWrite = null;
    newHistory = null;
    durableOffset = NOTHING;
    holding = false;
    port.lost();
  }

  private void switchOff() {
    port.switchedOff();
    if (state == State.ON && faults.none()) {
      if (rewrite.isRunning()) {
        bases.cancel();
        rewrite.cancel();
      }
      state = State.ENDING;
      cursor.cut(new AofCut.End(log.offset()));
      return;
    }
    if (state != State.LOST && state != State.REPLACED) {
      abandon();
    }
    faults.healed();
    state = State.OFF;
  }

  /**
   * The log starts over with another history, since a master's snapshot replaces the data: the file
   * of the old history ends, and a fresh one follows. To be called before the log restarts.
   */
  @Override
  public void historyReplaced() {
    if (state == State.OFF) {
      return;
    }
    boolean ending = state == State.ENDING;
    if (state != State.LOST && state != State.REPLACED) {
      abandon();
    }
    state = ending ? State.OFF : State.REPLACED;
    attention = true;
  }

  /** The stream belongs to another history, or epoch, from the log's present end on. */
  @Override
  public void historyChanged() {
    if (cursor.isOpen() && state != State.ENDING) {
      cursor.cut(new AofCut.NewHistory(log.offset(), context.history()));
      attention = true;
    }
  }

  // ---- the disk

  /** Gives the disk its next task, if it is free and there is one. */
  public void pump() {
    if (inFlight != null) {
      return;
    }
    if (!cursor.isOpen()) {
      reconcileSoon();
      return;
    }
    long nowNs = context.nowNs();
    if (failedWrite != null) {
      if (faults.mayRetry(nowNs)) {
        submit(failedWrite);
      } else {
        wake(nowNs, faults.retryAtNs() - nowNs);
      }
      return;
    }
    for (AofCut cut = cursor.takeCut(); cut != null; cut = cursor.takeCut()) {
      switch (cut) {
        case AofCut.NewHistory changed -> newHistory = changed.history();
        case AofCut.NextIncrement next -> {
          newHistory = null;
          beginIncrement(next);
          return;
        }
        case AofCut.End end -> {
          pacing.syncBegins();
          submit(new AofTask.Close(end.offset()));
          return;
        }
      }
    }
    if (rewrite.isComplete()) {
      pacing.syncBegins();
      submit(new AofTask.Install(chain.rewritten(), pacing.writtenOffset()));
      return;
    }
    step(nowNs);
  }

  private void beginIncrement(AofCut.NextIncrement next) {
    boolean listed = chain.isInForce();
    if (listed) {
      pacing.syncBegins();
    }
    switchingFor = next.rewrite();
    submit(new AofTask.Increment(chain.withNextIncrement(), next.head(), listed));
  }

  private void reconcileSoon() {
    if (state == State.LOST) {
      long nowNs = context.nowNs();
      wake(nowNs, Math.max(1, faults.retryAtNs() - nowNs));
    }
    attention |= state != State.OFF;
  }

  private void step(long nowNs) {
    boolean timed = isTimed();
    AofPacing.Step step = pacing.next(settings.policy, timed, nowNs);
    boolean urged = newHistory != null || cursor.hasCuts() && pacing.untakenBytes() > 0;
    if (step == AofPacing.Step.WRITE || urged) {
      long end = cursor.blockEnd();
      boolean sync = pacing.syncsWith(end, settings.policy, timed, nowNs);
      AofTask.Write write = new AofTask.Write(newHistory, timestamp(), cursor.take(end), end, sync);
      newHistory = null;
      pacing.taking(end, sync, nowNs);
      submit(write);
    } else if (step == AofPacing.Step.SYNC) {
      pacing.syncBegins();
      submit(new AofTask.Sync(pacing.writtenOffset()));
    } else {
      long at = pacing.nextTimeNs(settings.policy, timed);
      if (at != AofPacing.NEVER) {
        wake(nowNs, Math.max(1, at - nowNs));
      }
    }
  }

  private long timestamp() {
    if (!settings.timestamps) {
      return NOTHING;
    }
    long seconds = context.unixSeconds();
    boolean same = seconds == lastTimestamp;
    lastTimestamp = seconds;
    return same ? NOTHING : seconds;
  }

  private void submit(AofTask task) {
    inFlight = task;
    port.submit(chainNumber, task);
  }

  /** The disk has ended a task. */
  public void done(AofDone done) {
    inFlight = null;
    attention = true;
    if (done.chain() == chainNumber) {
      if (done.syncFailed()) {
        pacing.syncFailed();
        if (state == State.ENDING) {
          ended(done);
        } else {
          fileLost(done.failure());
        }
      } else {
        done(done, done.task());
      }
    }
    pump();
  }

  private void done(AofDone done, AofTask task) {
    switch (task) {
      case AofTask.Write write -> written(write, done);
      case AofTask.Sync sync -> synced(sync.offset());
      case AofTask.Increment increment -> began(increment, done);
      case AofTask.Reopen reopen -> {
        if (done.succeeded()) {
          chain.grown(done.fileBytes());
          synced(reopen.offset());
        } else {
          fileLost(done.failure());
        }
      }
      case AofTask.Install install -> installed(install, done);
      case AofTask.Close _ -> ended(done);
      case AofTask.Prepare _ -> prepared(done);
    }
  }

  private void prepared(AofDone done) {
    if (done.succeeded()) {
      prepared = true;
      chain.skipTo(done.inForce());
    } else {
      fileLost(done.failure());
    }
  }

  private void written(AofTask.Write write, AofDone done) {
    if (!done.succeeded()) {
      if (state == State.FRESH) {
        fileLost(done.failure());
        return;
      }
      if (faults.none()) {
        port.warn("Error writing to the AOF file: " + done.failure());
      }
      failedWrite = write;
      faults.writeFailed(done.failure(), context.nowNs());
      return;
    }
    if (failedWrite != null) {
      failedWrite = null;
      port.note("AOF write error looks solved, the server can write again.");
    }
    faults.wrote();
    chain.grown(done.fileBytes());
    cursor.written(write.endOffset());
    pacing.written(write.endOffset());
    if (write.sync()) {
      synced(write.endOffset());
    }
    if (holding) {
      checkHolding(context.nowNs());
    }
  }

  private void synced(long offset) {
    pacing.synced(offset);
    if (chain.isInForce() && state != State.OFF) {
      publish(offset);
    }
  }

  private void publish(long offset) {
    if (offset > durableOffset) {
      durableOffset = offset;
      port.durable(offset);
    }
  }

  private void began(AofTask.Increment increment, AofDone done) {
    if (done.succeeded()) {
      chain.continued(increment.manifest(), done.fileBytes());
      rewrite.switched(switchingFor);
      if (chain.isInForce()) {
        // The file before it was synced to its end.
        synced(pacing.writtenOffset());
      }
    } else if (state == State.ON && switchingFor != 0) {
      pacing.syncFailed();
      if (rewrite.isRunning() && switchingFor == rewrite.number()) {
        bases.cancel();
        rewriteFailed(done.failure());
      }
    } else {
      fileLost(done.failure());
    }
  }

  private void installed(AofTask.Install install, AofDone done) {
    if (!done.succeeded()) {
      pacing.syncFailed();
      rewriteFailed(done.failure());
      return;
    }
    chain.installed(install.manifest(), rewrite.baseBytes());
    rewrite.succeeded(context.nowNs());
    holdsWhileFresh = false;
    if (state == State.FRESH) {
      state = State.ON;
      faults.healed();
    } else {
      port.note("Background AOF rewrite finished successfully");
    }
    pacing.synced(install.offset());
    publish(install.offset());
  }

  private void ended(AofDone done) {
    if (done.succeeded()) {
      publish(((AofTask.Close) done.task()).offset());
    } else {
      port.warn("The append only file did not end in good order: " + done.failure());
      port.lost();
    }
    chainNumber++;
    cursor.close();
    durableOffset = NOTHING;
    state = State.OFF;
    faults.healed();
  }

  // ---- what is asked for

  /** Somebody waits until everything up to the offset is durable. */
  @Override
  public void requestSync(long offset) {
    pacing.want(Math.min(offset, log.offset()));
    if (inFlight == null && cursor.isOpen()) {
      wake(0, 0);
    }
  }

  /** BGREWRITEAOF; it begins after the present message. */
  public void requestRewrite() {
    rewrite.schedule();
    attention = true;
  }

  /** A setting has a new value. */
  public void settingsChanged() {
    attention = true;
  }

  // ---- what others read

  private boolean isTimed() {
    return !(settings.restWhileSaving && context.isSaving());
  }

  /** Whether there is, or is about to be, an append-only file. */
  @Override
  public boolean isEnabled() {
    return settings.enabled;
  }

  /** Highest offset that is durable in this copy, {@link #NOTHING} while none is known to be. */
  @Override
  public long durableOffset() {
    return durableOffset;
  }

  @Override
  public boolean canSync() {
    return (state == State.ON || state == State.FRESH) && faults.none();
  }

  /** Whether the reply to a write must wait until the write is durable. */
  public boolean holdsReplies() {
    return settings.policy == FsyncPolicy.ALWAYS
        && settings.enabled
        && isTimed()
        && switch (state) {
          case ON -> true;
          case OFF, FRESH -> holdsWhileFresh;
          case LOST, REPLACED, ENDING -> false;
        };
  }

  /** Whether writes wait for the disk. */
  public boolean holdsWrites() {
    return holding;
  }

  /** Why writes of clients are refused, code word first, or null if they are not. */
  public String writeRefusal() {
    return settings.enabled ? faults.writeRefusal() : null;
  }

  AofPacing pacing() {
    return pacing;
  }

  AofRewrite rewrite() {
    return rewrite;
  }

  AofChain chain() {
    return chain;
  }

  AofFaults faults() {
    return faults;
  }

  /** Times that writers had to wait since an fsync took too long. */
  long delayedFsyncs() {
    return delayedFsyncs;
  }

  /** Whether everything in the log is known to be durable. */
  boolean isClean() {
    return durableOffset == log.offset();
  }
}

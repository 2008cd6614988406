package io.vedette.node.persistence.aof;

import io.vedette.node.log.ReplicationLog;
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

  private static final long SOON = 0;

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
  private final AofFaults faults = new AofFaults();
  private final AofRewrite rewrite = new AofRewrite();
  private final AofWriter writer;
  private final AofChain chain;

  private State state = State.OFF;
  private boolean started;

  /** Whether replies wait already while the first chain is being made. */
  private boolean holdsWhileFresh;

  /** Counts the chains, so that answers that concern an abandoned one are known. */
  private long chainNumber;

  /** Whether the folder was seen to, for the chain that is about to begin. */
  private boolean prepared;

  private boolean busy;

  /** The rewrite that the increment which is being begun is half of; 0: of none. */
  private long switchingFor;

  private long wakeAtNs = AofPacing.NEVER;
  private boolean attention;
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
    this.writer = new AofWriter(settings, log, context, faults);
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
    writer.open();
    state = State.ON;
    context.selectAgain();
    submit(new AofTask.Reopen(read, validBytes, log.offset()));
    if (checksummed) {
      writer.sayHistory();
    } else {
      cutToNextIncrement(0);
    }
  }

  // ---- what happens

  /** The shard has handled a message; cheap when nothing was written. */
  public void afterBatch() {
    if (writer.grow() && !busy) {
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
      wake(0, SOON);
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
    attention |= state != State.ON;
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
    if (writer.checkHolding(isTimed(), nowNs)) {
      port.note("Asynchronous AOF fsync is taking too long (disk is busy?). Writers wait.");
    }
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
    if (busy) {
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
    if (!beginBase()) {
      return;
    }
    writer.open();
    prepared = false;
    rewrite.begin(nowNs, !holdsWhileFresh);
    state = State.FRESH;
    cutToNextIncrement(rewrite.number());
    attention = true;
  }

  private void beginRewrite(long nowNs) {
    if (!beginBase()) {
      return;
    }
    rewrite.begin(nowNs, true);
    cutToNextIncrement(rewrite.number());
    attention = true;
    port.note("Background append only file rewriting started");
  }

  private boolean beginBase() {
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
    writer.cut(new AofCut.NextIncrement(log.offset(), context.history(), ofRewrite));
  }

  private void rewriteFailed(String reason) {
    port.warn("Background AOF rewrite failed: " + reason);
    rewrite.failed(context.nowNs());
    if (state == State.FRESH) {
      fileLost(reason);
    }
  }

  /** Nothing is known of what the file holds: it is replaced by a fresh one. */
  private void fileLost(String reason) {
    port.warn("The append only file is given up for a fresh one: " + reason);
    state = State.LOST;
    faults.fileLost(reason, context.nowNs());
    abandon();
    wake(context.nowNs(), Math.max(1, faults.retryAtNs() - context.nowNs()));
  }

  private void abandon() {
    chainNumber++;
    cancelRewrite();
    writer.close();
    prepared = false;
    durableOffset = NOTHING;
    port.lost();
  }

  private void cancelRewrite() {
    if (rewrite.isRunning()) {
      bases.cancel();
      rewrite.cancel();
    }
  }

  private void switchOff() {
    port.switchedOff();
    rewrite.unschedule();
    if (state == State.ON && faults.none()) {
      cancelRewrite();
      state = State.ENDING;
      writer.cut(new AofCut.End(log.offset()));
      return;
    }
    boolean open = state == State.FRESH || state == State.ON;
    state = State.OFF;
    if (open) {
      abandon();
    }
    faults.healed();
  }

  @Override
  public void historyReplaced() {
    if (state == State.OFF) {
      return;
    }
    boolean open = writer.isOpen();
    state = state == State.ENDING ? State.OFF : State.REPLACED;
    if (open) {
      abandon();
    }
    attention = true;
  }

  @Override
  public void historyChanged() {
    if (writer.isOpen() && state != State.ENDING) {
      writer.cut(new AofCut.NewHistory(log.offset(), context.history()));
      attention = true;
    }
  }

  // ---- the disk

  /** Gives the disk its next task, if it is free and there is one. */
  private void pump() {
    if (busy || !writer.isOpen()) {
      return;
    }
    AofTask task = writer.mustRepeat() ? null : nextOfChain();
    long nowNs = context.nowNs();
    boolean timed = isTimed();
    task = task == null ? writer.next(timed, nowNs) : task;
    if (task != null) {
      submit(task);
      return;
    }
    long atNs = writer.nextTimeNs(timed);
    if (atNs != AofPacing.NEVER) {
      wake(nowNs, Math.max(1, atNs - nowNs));
    }
  }

  /** A task that changes which files there are, or null. */
  private AofTask nextOfChain() {
    AofCut cut = writer.takeCut();
    if (cut instanceof AofCut.NextIncrement next) {
      boolean listed = chain.isInForce();
      if (listed) {
        writer.pacing().syncBegins();
      }
      switchingFor = next.rewrite();
      return new AofTask.Increment(chain.takeIncrement(), next.head(), listed);
    }
    if (cut != null) {
      writer.pacing().syncBegins();
      return new AofTask.Close(cut.offset());
    }
    if (rewrite.isComplete()) {
      writer.pacing().syncBegins();
      return new AofTask.Install(chain.rewritten(), writer.pacing().writtenOffset());
    }
    return null;
  }

  private void submit(AofTask task) {
    busy = true;
    port.submit(chainNumber, task);
  }

  /** The disk has ended a task. */
  public void done(AofDone done) {
    busy = false;
    attention = true;
    if (done.chain() == chainNumber) {
      if (!done.succeeded()) {
        writer.pacing().syncFailed();
      }
      if (done.syncFailed() && state != State.ENDING) {
        fileLost(done.failure());
      } else {
        done(done, done.task());
      }
    }
    pump();
  }

  private void done(AofDone done, AofTask task) {
    switch (task) {
      case AofTask.Write write -> written(write, done);
      case AofTask.Sync sync -> {
        if (done.succeeded()) {
          synced(sync.offset());
        } else {
          ended(done);
        }
      }
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
      case AofTask.Close close -> {
        if (done.succeeded()) {
          publish(close.offset());
        }
        ended(done);
      }
      case AofTask.Prepare _ -> {
        if (done.succeeded()) {
          prepared = true;
          chain.skipTo(done.inForce());
        } else {
          fileLost(done.failure());
        }
      }
    }
  }

  private void written(AofTask.Write write, AofDone done) {
    if (done.succeeded()) {
      chain.grown(done.fileBytes());
      if (writer.written(write)) {
        port.note("AOF write error looks solved, the server can write again.");
      }
      if (write.sync()) {
        synced(write.endOffset());
      }
      if (writer.holdsWrites()) {
        writer.checkHolding(isTimed(), context.nowNs());
      }
    } else if (state == State.ENDING) {
      ended(done);
    } else if (state == State.FRESH) {
      fileLost(done.failure());
    } else {
      if (faults.none()) {
        port.warn("Error writing to the AOF file: " + done.failure());
      }
      writer.writeFailed(write, done.failure());
    }
  }

  private void synced(long offset) {
    writer.pacing().synced(offset);
    if (chain.isInForce()) {
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
        synced(writer.pacing().writtenOffset());
      }
    } else if (state == State.FRESH) {
      fileLost(done.failure());
    } else if (rewrite.isRunning() && switchingFor == rewrite.number()) {
      bases.cancel();
      rewriteFailed(done.failure());
    } else {
      port.warn("No new increment of the append only file: " + done.failure());
    }
  }

  private void installed(AofTask.Install install, AofDone done) {
    if (!done.succeeded()) {
      rewriteFailed(done.failure());
      return;
    }
    chain.installed(install.manifest(), rewrite.baseBytes());
    rewrite.succeeded(context.nowNs());
    if (state == State.FRESH) {
      state = State.ON;
      holdsWhileFresh = false;
      faults.healed();
    } else {
      port.note("Background AOF rewrite finished successfully");
    }
    synced(install.offset());
  }

  /** The file that was switched off is closed, in good order or not. */
  private void ended(AofDone done) {
    if (!done.succeeded()) {
      port.warn("The append only file did not end in good order: " + done.failure());
    }
    state = State.OFF;
    abandon();
    faults.healed();
  }

  // ---- what is asked for

  @Override
  public void requestSync(long offset) {
    writer.pacing().want(Math.min(offset, log.offset()));
    if (!busy && writer.isOpen()) {
      wake(0, SOON);
    }
  }

  /**
   * BGREWRITEAOF; it begins after the present message, or when no other snapshot is being taken.
   *
   * @return whether it begins at once
   */
  boolean requestRewrite() {
    rewrite.schedule();
    attention = true;
    return !bases.isBusy() && state == State.ON;
  }

  /** A setting has a new value. */
  public void settingsChanged() {
    attention = true;
  }

  // ---- what others read

  private boolean isTimed() {
    return !(settings.restWhileSaving && context.isSaving());
  }

  @Override
  public boolean isEnabled() {
    return settings.enabled;
  }

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
    return writer.holdsWrites();
  }

  /** Why writes of clients are refused, code word first, or null if they are not. */
  public String writeRefusal() {
    return settings.enabled ? faults.writeRefusal() : null;
  }

  AofWriter writer() {
    return writer;
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

  /** Whether everything in the log is known to be durable. */
  boolean isClean() {
    return durableOffset == log.offset();
  }
}

package io.vedette.node.persistence.aof;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.aof.AofManifest;

/**
 * Which chain of files there is, or should be, and how one follows the other; and what is durable
 * by it. Confined to the shard's thread; times are monotonic nanoseconds.
 *
 * <pre>
 * OFF --appendonly yes--> FRESH --base and increment durable--> ON
 * ON, FRESH --an fsync failed--> LOST --after a while--> FRESH
 * ON --the history was replaced--> REPLACED --at once--> FRESH
 * ON --appendonly no--> ENDING --all synced--> OFF         (others --appendonly no--> OFF)
 * </pre>
 */
final class AofLife {
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
  private final Runnable goOn;
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

  private long durableOffset = AppendOnly.NOTHING;

  /**
   * @param goOn called when the disk may have something to do
   */
  AofLife(
      AofSettings settings,
      ReplicationLog log,
      AofContext context,
      BaseSnapshots bases,
      AofPort port,
      Runnable goOn) {
    this.settings = settings;
    this.log = log;
    this.context = context;
    this.bases = bases;
    this.port = port;
    this.goOn = goOn;
    this.writer = new AofWriter(settings, log, context, faults);
    this.chain = new AofChain(settings.fileName);
  }

  /** From now on the setting decides. */
  void start() {
    started = true;
    holdsWhileFresh = settings.enabled;
  }

  /** A chain that was read from disk is written on; see {@link AppendOnly#resume}. */
  AofTask resume(
      AofManifest read, long validBytes, long baseBytes, long incrementBytes, boolean checksummed) {
    started = true;
    chain.recovered(read, baseBytes, incrementBytes, validBytes);
    chainNumber++;
    writer.open();
    state = State.ON;
    context.selectAgain();
    if (checksummed) {
      writer.sayHistory();
    } else {
      cutToNextIncrement(0);
    }
    return new AofTask.Reopen(read, validBytes, log.offset());
  }

  // ---- chains

  /**
   * Brings the state in line with the setting.
   *
   * @param busy whether the disk is at work, so that no chain can begin
   * @return a task that must be done first, or null
   */
  AofTask reconcile(boolean busy, long nowNs) {
    if (!started) {
      return null;
    }
    if (!settings.enabled) {
      if (state != State.OFF && state != State.ENDING) {
        switchOff();
      }
      return null;
    }
    if (busy) {
      return null;
    }
    boolean fresh =
        switch (state) {
          case OFF, REPLACED -> true;
          case LOST -> faults.mayRetry(nowNs);
          case ON, FRESH, ENDING -> false;
        };
    if (fresh && !prepared) {
      return new AofTask.Prepare();
    }
    if (fresh) {
      beginFresh(nowNs);
    } else if (state == State.ON) {
      beginRewrite(nowNs);
    }
    return null;
  }

  private void beginFresh(long nowNs) {
    chain.startOver();
    if (!beginBase()) {
      return;
    }
    writer.open();
    prepared = false;
    rewrite.begin(nowNs, !holdsWhileFresh);
    state = State.FRESH;
    cutToNextIncrement(rewrite.number());
  }

  private void beginRewrite(long nowNs) {
    if (!rewrite.isScheduled() && rewrite.isDue(settings, chain, nowNs)) {
      port.note("Starting automatic rewriting of AOF at " + chain.size() + " bytes");
      rewrite.schedule();
    }
    if (rewrite.isRunning() || !rewrite.isScheduled() || !beginBase()) {
      return;
    }
    rewrite.begin(nowNs, true);
    cutToNextIncrement(rewrite.number());
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
              goOn.run();
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

  void rewriteFailed(String reason) {
    port.warn("Background AOF rewrite failed: " + reason);
    rewrite.failed(context.nowNs());
    if (state == State.FRESH) {
      fileLost(reason);
    }
  }

  /** Nothing is known of what the file holds: it is replaced by a fresh one. */
  void fileLost(String reason) {
    port.warn("The append only file is given up for a fresh one: " + reason);
    state = State.LOST;
    faults.fileLost(reason, context.nowNs());
    abandon();
  }

  private void abandon() {
    chainNumber++;
    cancelRewrite();
    writer.close();
    prepared = false;
    durableOffset = AppendOnly.NOTHING;
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

  /** See {@link Durability#historyReplaced}. */
  void historyReplaced() {
    if (state == State.OFF) {
      return;
    }
    boolean open = writer.isOpen();
    state = state == State.ENDING ? State.OFF : State.REPLACED;
    if (open) {
      abandon();
    }
  }

  /** See {@link Durability#historyChanged}. */
  void historyChanged() {
    if (writer.isOpen() && state != State.ENDING) {
      writer.cut(new AofCut.NewHistory(log.offset(), context.history()));
    }
  }

  // ---- what the disk has done

  /** The folder was seen to. */
  void prepared(AofManifest inForce) {
    prepared = true;
    chain.skipTo(inForce);
  }

  /** The stream up to the offset is synced. */
  void synced(long offset) {
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

  /** The rewritten manifest is in force, and the stream up to the offset is synced. */
  void installed(AofManifest rewritten, long offset) {
    chain.installed(rewritten, rewrite.baseBytes());
    rewrite.succeeded(context.nowNs());
    if (state == State.FRESH) {
      state = State.ON;
      holdsWhileFresh = false;
      faults.healed();
    } else {
      port.note("Background AOF rewrite finished successfully");
    }
    synced(offset);
  }

  /** The increment of a rewrite could not be begun; the file before it is written on. */
  void incrementFailed(long ofRewrite, String reason) {
    if (state == State.FRESH) {
      fileLost(reason);
    } else if (rewrite.isRunning() && ofRewrite == rewrite.number()) {
      bases.cancel();
      rewriteFailed(reason);
    } else {
      port.warn("No new increment of the append only file: " + reason);
    }
  }

  /** The file that was switched off is closed, in good order or not. */
  void ended(String failure) {
    if (failure != null) {
      port.warn("The append only file did not end in good order: " + failure);
    }
    state = State.OFF;
    abandon();
    faults.healed();
  }

  // ---- what others read

  boolean isOn() {
    return state == State.ON;
  }

  boolean isFresh() {
    return state == State.FRESH;
  }

  boolean isEnding() {
    return state == State.ENDING;
  }

  long chainNumber() {
    return chainNumber;
  }

  long durableOffset() {
    return durableOffset;
  }

  boolean canSync() {
    return (state == State.ON || state == State.FRESH) && faults.none();
  }

  /** Whether replies wait where the policy says so. */
  boolean holdsReplies() {
    return switch (state) {
      case ON -> true;
      case OFF, FRESH -> holdsWhileFresh;
      case LOST, REPLACED, ENDING -> false;
    };
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
}

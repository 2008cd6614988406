package io.vedette.node.proxy;

import io.vedette.protocol.resp.ProxyCommands;

/**
 * One order of commands towards the master of one shard, and the fate of each of them. Pure;
 * confined to its event loop.
 *
 * <pre>
 * state       when                                      commands
 * DOWN        no connection; retried with a delay       parked
 * CONNECTING  connecting or shaking hands               parked
 * READY       handshake accepted                        sent at the end of a loop iteration, or
 *                                                       when an earlier batch is answered
 * REFUSED     a reply said "not now" (READONLY ...)     parked; shakes hands when all is answered
 * </pre>
 *
 * <p>When a connection is lost, commands that were never sent or were refused stay, reads in flight
 * are asked again, and writes in flight are <em>unknown</em>: they get an error as soon as a master
 * is known again. A connection that has not answered anything for {@link #STALL_MS} gets no more
 * commands until it does, so that few writes are in flight if it turns out to be dead.
 */
final class ShardLane implements LinkOwner {
  enum State {
    DOWN,
    CONNECTING,
    READY,
    REFUSED
  }

  /** How long a connection may owe a reply before it gets no more commands. */
  static final long STALL_MS = 200;

  /** How long connecting and shaking hands may take. */
  static final long CONNECT_TIMEOUT_MS = 1000;

  private final ProxyCore core;
  private final ShardState shard;
  private final int protocol;
  private final SendLog log = new SendLog();
  private final LaneWaits waits;
  private final LaneFates fates;
  private final LaneParking parking;

  /** Sent and awaited first, then {@code unsent}. */
  private PendingQueue queue = new PendingQueue();

  private int sent;

  private State state = State.DOWN;
  private ShardLink link;

  /** Whether the link's first handshake was accepted: writes and waits may depend on it. */
  private boolean established;

  private int db;
  private boolean stalled;
  private long progressMs;
  private long connectingSinceMs;
  private final LaneRetry retry = new LaneRetry();

  /** Whether this lane is in the list of those to flush; the core's business. */
  boolean dirty;

  private boolean watchAnswered;
  private boolean watchBroken;

  ShardLane(ProxyCore core, ShardState shard, int protocol) {
    this.core = core;
    this.shard = shard;
    this.protocol = protocol;
    this.waits = new LaneWaits(core, this);
    this.fates = new LaneFates(core, this, log);
    this.parking = new LaneParking(core.parking());
  }

  @Override
  public ShardState shard() {
    return shard;
  }

  @Override
  public int protocol() {
    return protocol;
  }

  State state() {
    return state;
  }

  /** Commands sent and not answered. */
  int awaited() {
    return sent + waits.size();
  }

  /** Commands that wait to be sent. */
  int unsent() {
    return queue.size() - sent;
  }

  private boolean blocked() {
    return state != State.READY || stalled;
  }

  /** Appends a command; it is sent at the end of the loop iteration, or parked. */
  void add(Pending pending, byte[] bytes, int offset, int length) {
    if (blocked() && !parking.tryEnter(length)) {
      core.fail(pending, LaneErrors.parkingFull(shard.name(), core.parking().bytes()));
      return;
    }
    if (pending.isWrite()) {
      pending.session.written().add(shard);
    }
    log.store(pending, bytes, offset, length);
    pending.sinceMs = core.nowMs();
    queue.addLast(pending);
    core.dirty(this);
  }

  /** Sends what may be sent. */
  void flush() {
    if (queue.size() == sent) {
      return;
    }
    if (state == State.DOWN || state == State.REFUSED && sent == 0) {
      connectIfDue();
    } else if (state == State.READY) {
      if (sent == 0) {
        progressMs = core.nowMs();
      }
      if (core.nowMs() - progressMs > STALL_MS) {
        stall();
      } else if (LanePace.maySend(sent, unsent())) {
        sendAll();
        parking.clear();
      }
    }
    if (queue.size() > sent) {
      core.scheduleTick();
    }
  }

  private void sendAll() {
    db = LaneRequests.write(queue, sent, db, link, shard);
    sent = queue.size();
    link.flush();
  }

  /** Asks a connection that is idle for a sign of life, see {@link LaneProbe}. */
  void probe() {
    if (state == State.READY && queue.size() == 0 && LaneProbe.isDue(progressMs, core.nowMs())) {
      ask(LaneProbe.PING);
    }
  }

  private void ask(byte[] request) {
    queue.addLast(LaneProbe.take(core.pool(), log, db, request));
    core.dirty(this);
  }

  /** The client of a command that may wait for keys is gone. */
  void cancelWait(long id) {
    if (waits.cancel(id)) {
      ask(LaneWaits.request(ProxyCommands.UNBLOCK, id));
    }
  }

  /** A command is to wait for keys no longer, unless it has ended. */
  void interruptWait(long id, boolean byError) {
    if (waits.has(id)) {
      ask(LaneWaits.interruption(id, byError));
    }
  }

  /** A client is gone. */
  void forgetWaits(ProxySession gone) {
    waits.forget(gone);
  }

  private void stall() {
    if (!stalled) {
      stalled = true;
      recountParking();
    }
  }

  @Override
  public void onProgress() {
    progressMs = core.nowMs();
    stalled = false;
    if (queue.size() > sent) {
      core.dirty(this);
    }
  }

  @Override
  public boolean onReply(byte[] bytes, int from, int to) {
    byte type = bytes[from];
    if (type == '>') {
      waits.onPush(bytes, from, to);
      return true;
    }
    if (sent == 0) {
      return false;
    }
    Pending pending = queue.get(0);
    if (pending.skip > 0) {
      pending.skip--;
      pending.refused |= type == '-' && LaneErrors.isRefusal(bytes, from, to);
      return true;
    }
    queue.removeFirst();
    sent--;
    if (type == '-'
        && (LaneErrors.isRefusal(bytes, from, to)
            || pending.refused && LaneErrors.isExecAbort(bytes, from, to))) {
      fates.refused(pending);
      state = State.REFUSED;
    } else {
      log.release(pending);
      deliver(pending, bytes, from, to);
    }
    if (state == State.REFUSED && sent == 0) {
      holdRefused();
    }
    return true;
  }

  private void deliver(Pending pending, byte[] bytes, int from, int to) {
    switch (pending.kind) {
      case WAIT, BLOCKING -> {
        if (waits.begins(pending, bytes[from])) {
          return;
        }
      }
      case WATCH -> watchAnswered |= bytes[from] != '-';
      case READ, WRITE, WATCHED_EXEC, WATCHED_READS, PROBE -> {}
    }
    core.answer(pending, bytes, from, to);
  }

  /**
   * All replies of a connection that refused commands are there. It stays: a master without a lease
   * for a moment still has what was written to it, so a later WAIT can confirm that.
   */
  private void holdRefused() {
    queue = fates.again(queue);
    retry.refused(core.nowMs());
    recountParking();
    core.scheduleTick();
  }

  @Override
  public void onReady(ShardLink which) {
    if (which != link || state != State.CONNECTING) {
      which.close();
      return;
    }
    state = State.READY;
    established = true;
    db = 0;
    stalled = false;
    retry.succeeded();
    progressMs = core.nowMs();
    fates.resolveUnknown();
    core.dirty(this);
  }

  @Override
  public void onConnectFailed(ShardLink which) {
    if (which == link && state == State.CONNECTING) {
      if (established) {
        lose();
      } else {
        state = State.DOWN;
        link = null;
      }
      retry.failed(core.nowMs());
      core.scheduleTick();
    }
  }

  @Override
  public void onLinkLost(ShardLink which) {
    if (which == link && link != null) {
      lose();
      retry.atOnce();
      core.dirty(this);
      core.scheduleTick();
    }
  }

  /** Another master, or another epoch of it, was appointed. */
  void onTarget() {
    ShardLink old = link;
    if (state != State.DOWN) {
      lose();
    }
    if (old != null) {
      old.close();
    }
    fates.resolveUnknown();
    retry.succeeded();
    retry.atOnce();
    core.dirty(this);
    core.scheduleTick();
  }

  /** Everything that waits is refused and the connection closed: nobody will need this lane. */
  void close(String error) {
    ShardLink old = link;
    lose();
    if (old != null) {
      old.close();
    }
    fates.resolveUnknown();
    while (queue.size() > 0) {
      fail(queue.removeFirst(), error);
    }
    recountParking();
  }

  /** Decides the fate of every command that was sent; the connection is gone. */
  private void lose() {
    queue = fates.decide(queue, sent);
    sent = 0;
    state = State.DOWN;
    link = null;
    stalled = false;
    if (established) {
      established = false;
      waits.lost();
      watchBroken |= watchAnswered;
      shard.generation++;
    }
    recountParking();
  }

  /** Time passed: connects, gives up what waited too long. Called while {@link #needsTick}. */
  void tick() {
    long nowMs = core.nowMs();
    long timeoutMs = core.parking().timeoutMs();
    if (state == State.CONNECTING && nowMs - connectingSinceMs > CONNECT_TIMEOUT_MS) {
      ShardLink old = link;
      onConnectFailed(old);
      old.close();
    }
    while (blocked() && queue.size() > sent && nowMs - queue.get(sent).sinceMs >= timeoutMs) {
      Pending expired = queue.remove(sent);
      parking.leave(expired.length);
      fail(expired, LaneErrors.parkedTooLong(shard.name(), timeoutMs));
    }
    fates.expireUnknown(timeoutMs);
    flush();
  }

  boolean needsTick() {
    return queue.size() > sent || !fates.isEmpty();
  }

  private void fail(Pending pending, String error) {
    log.release(pending);
    core.fail(pending, error);
  }

  private void connectIfDue() {
    if (shard.target() != null && retry.isDue(core.nowMs())) {
      connectingSinceMs = core.nowMs();
      if (state == State.REFUSED) {
        link.shakeHands();
      } else {
        link = core.connect(this);
      }
      state = State.CONNECTING;
    }
  }

  private void recountParking() {
    if (blocked()) {
      parking.recount(queue, sent);
    } else {
      parking.clear();
    }
  }

  /** Whether keys that a client watches over this lane may have changed unseen. */
  boolean watchBroken() {
    return watchBroken;
  }

  /** The client that watched keys is done. */
  void forgetWatch() {
    watchAnswered = false;
    watchBroken = false;
  }
}

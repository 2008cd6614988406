package io.vedette.node.proxy;

import io.vedette.node.proxy.Pending.Kind;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.CommandText;
import io.vedette.protocol.resp.ReplyBuffer;

/**
 * MULTI, EXEC and WATCH of one client. Commands are queued here and leave at EXEC as one contiguous
 * block, so that nothing comes between them on the shared connection. A client that watches keys
 * has a connection of its own to their shard until it is done, since a shard watches per
 * connection.
 */
final class Transaction {
  /** For a queued command without keys. */
  static final int ANY_SHARD = -2;

  /** Most bytes of queued commands. */
  static final int MAX_BYTES = 512 << 20;

  private static final byte[] MULTI = CommandText.of("MULTI");
  private static final byte[] EXEC = CommandText.of("EXEC");
  private static final byte[] UNWATCH = CommandText.of("UNWATCH");

  private final ProxyCore core;
  private final ProxySession session;

  private boolean open;
  private boolean spoiled;
  private boolean writes;
  private int shard = ANY_SHARD;
  private int count;
  private ReplyBuffer block;

  private ShardLane watchLane;
  private boolean releasing;

  /** Whether keys were watched by a lane that is gone. */
  private boolean broken;

  Transaction(ProxyCore core, ProxySession session) {
    this.core = core;
    this.session = session;
  }

  /** Whether commands are being queued. */
  boolean isOpen() {
    return open;
  }

  boolean isWatching() {
    return watchLane != null;
  }

  /** Commands queued so far. */
  int count() {
    return count;
  }

  /** The lane for a command of this client: its own one if it watches keys of that shard. */
  ShardLane laneFor(ShardState to) {
    return watchLane != null && watchLane.shard() == to ? watchLane : to.lane(session.protocol());
  }

  void multi() {
    if (open) {
      session.error("ERR MULTI calls can not be nested");
      return;
    }
    open = true;
    session.info().queuedCommands = 0;
    ok();
  }

  /** A command that cannot be queued: EXEC will refuse the whole transaction. */
  void spoil() {
    spoiled |= open;
  }

  /** Queues a command for a shard, or for {@link #ANY_SHARD}. */
  void queue(CommandBatch batch, int command, int toShard, boolean isWrite) {
    if (toShard != ANY_SHARD && shard != ANY_SHARD && shard != toShard) {
      refuse(CommandRouter.CROSS_SLOT);
      return;
    }
    int start = batch.rawStart(command);
    int length = batch.rawEnd(command) - start;
    byte[] bytes = batch.bytes();
    if (length == 0) {
      ReplyBuffer request = CommandRouter.encode(core.request(), batch, command);
      bytes = request.bytes();
      start = 0;
      length = request.size();
    }
    if (block == null) {
      block = new ReplyBuffer();
      block.raw(MULTI);
    }
    if ((long) block.size() + length > MAX_BYTES) {
      refuse("ERR the transaction is too large");
      return;
    }
    block.raw(bytes, start, length);
    if (toShard != ANY_SHARD) {
      shard = toShard;
    }
    writes |= isWrite;
    session.info().queuedCommands = ++count;
    ReplyBuffer reply = core.scratch();
    reply.clear();
    reply.queued();
    session.reply(reply);
  }

  private void refuse(String error) {
    spoil();
    session.error(error);
  }

  void exec() {
    if (!open) {
      session.error("ERR EXEC without MULTI");
      return;
    }
    boolean wrongShard = watchLane != null && shard >= 0 && watchLane.shard().index() != shard;
    if (spoiled || wrongShard) {
      abort(
          spoiled
              ? "EXECABORT Transaction discarded because of previous errors."
              : CommandRouter.CROSS_SLOT);
    } else if (broken || watchLane != null && watchLane.watchBroken()) {
      ReplyBuffer reply = core.scratch();
      reply.clear();
      reply.protocol(session.protocol());
      reply.nullArray();
      session.reply(reply);
      release();
    } else if (watchLane == null && count == 0) {
      ReplyBuffer reply = core.scratch();
      reply.clear();
      reply.array(0);
      session.reply(reply);
    } else {
      send();
    }
    close();
  }

  private void abort(String error) {
    session.error(error);
    if (watchLane != null) {
      dropWatch();
    }
  }

  private void send() {
    if (block == null) {
      block = new ReplyBuffer();
      block.raw(MULTI);
    }
    block.raw(EXEC);
    Kind kind = writes ? Kind.WRITE : Kind.READ;
    ShardLane lane;
    if (watchLane != null) {
      kind = writes ? Kind.WATCHED_EXEC : Kind.WATCHED_READS;
      lane = watchLane;
    } else {
      lane = core.shard(Math.max(0, shard)).lane(session.protocol());
    }
    Pending pending = session.begin(kind, block.size());
    pending.blockReplies = count + 1;
    lane.add(pending, block.bytes(), 0, block.size());
    if (watchLane != null) {
      release();
    }
  }

  private void close() {
    open = false;
    spoiled = false;
    writes = false;
    shard = ANY_SHARD;
    count = 0;
    block = null;
    session.info().queuedCommands = -1;
  }

  void discard() {
    if (!open) {
      session.error("ERR DISCARD without MULTI");
      return;
    }
    close();
    forget();
  }

  void unwatch() {
    forget();
  }

  /** Ends watching, and answers OK. */
  private void forget() {
    if (watchLane == null || watchLane.watchBroken()) {
      ok();
    } else {
      watchLane.add(session.begin(Kind.READ, UNWATCH.length), UNWATCH, 0, UNWATCH.length);
    }
    release();
  }

  /**
   * Watches keys of one shard.
   *
   * @param toShard their shard, or {@link Routing#CROSS}
   */
  void watch(CommandBatch batch, int command, int toShard) {
    if (open) {
      session.error("ERR WATCH inside MULTI is not allowed");
      return;
    }
    if (toShard == Routing.CROSS || watchLane != null && watchLane.shard().index() != toShard) {
      session.error(CommandRouter.CROSS_SLOT);
      return;
    }
    if (watchLane == null) {
      watchLane = core.shard(toShard).takeWatchLane(session.protocol());
      if (watchLane == null) {
        session.error(
            "ERR max number of clients that watch keys of "
                + core.shard(toShard).name()
                + " reached");
        return;
      }
    }
    session.info().watchedKeys += batch.argumentCount(command) - 1;
    ReplyBuffer request = CommandRouter.encode(core.request(), batch, command);
    watchLane.add(session.begin(Kind.WATCH, request.size()), request.bytes(), 0, request.size());
  }

  /** RESET, or another RESP version: nothing is in flight, and everything is forgotten. */
  void reset() {
    close();
    broken = false;
    if (watchLane != null) {
      dropWatch();
    }
  }

  /** Another RESP version was chosen: what is watched is lost, so that EXEC will answer null. */
  void breakWatch() {
    if (watchLane != null) {
      dropWatch();
      broken = true;
    }
  }

  /** The lane is given back as soon as everything of this client is answered. */
  private void release() {
    broken = false;
    session.info().watchedKeys = 0;
    if (watchLane != null) {
      releasing = true;
      if (session.hasUnanswered()) {
        session.waitForAnswers();
      } else {
        onAllAnswered();
      }
    }
  }

  /** Nothing of this client is in flight. */
  void onAllAnswered() {
    if (releasing && watchLane != null) {
      ShardLane lane = watchLane;
      watchLane = null;
      releasing = false;
      lane.shard().giveWatchLane(lane);
    }
  }

  void onClosed() {
    block = null;
    if (watchLane != null) {
      dropWatch();
    }
  }

  private void dropWatch() {
    session.info().watchedKeys = 0;
    ShardLane lane = watchLane;
    watchLane = null;
    releasing = false;
    lane.shard().dropWatchLane(lane);
  }

  private void ok() {
    ReplyBuffer reply = core.scratch();
    reply.clear();
    reply.ok();
    session.reply(reply);
  }
}

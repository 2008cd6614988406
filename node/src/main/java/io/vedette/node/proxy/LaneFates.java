package io.vedette.node.proxy;

import io.vedette.node.proxy.Pending.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a lane's commands when their connection is gone: what was refused or never sent
 * stays, reads in flight are asked again, writes in flight are unknown. These get their error when
 * a master is known again, so that a client which asks again at once finds one.
 */
final class LaneFates {
  private final ProxyCore core;
  private final ShardLane lane;
  private final SendLog log;
  private final List<Pending> refused = new ArrayList<>();
  private final ArrayDeque<Pending> unknown = new ArrayDeque<>();
  private long unknownSinceMs;

  LaneFates(ProxyCore core, ShardLane lane, SendLog log) {
    this.core = core;
    this.lane = lane;
    this.log = log;
  }

  /** The shard answered that it may not execute the command now: it was surely not executed. */
  void refused(Pending pending) {
    refused.add(pending);
  }

  /** Whether a command waits here for anything. */
  boolean isEmpty() {
    return refused.isEmpty() && unknown.isEmpty();
  }

  /**
   * Orders the commands of a connection that stays, none of them in flight.
   *
   * @return what was refused, before what was never sent
   */
  PendingQueue again(PendingQueue queue) {
    PendingQueue rest = takeRefused(true);
    for (int i = 0; i < queue.size(); i++) {
      rest.addLast(queue.get(i));
    }
    return rest;
  }

  private PendingQueue takeRefused(boolean confirmable) {
    PendingQueue rest = new PendingQueue();
    for (Pending pending : refused) {
      keep(pending, rest, confirmable);
    }
    refused.clear();
    return rest;
  }

  /**
   * Decides the fate of every command; the connection is gone.
   *
   * @param sent how many of the queue were sent
   * @return the commands for the next connection, in their order
   */
  PendingQueue decide(PendingQueue queue, int sent) {
    PendingQueue rest = takeRefused(false);
    for (int i = 0; i < queue.size(); i++) {
      Pending pending = queue.get(i);
      if (i < sent && pending.isWrite()) {
        log.release(pending);
        unknown.add(pending);
        unknownSinceMs = core.nowMs();
      } else {
        keep(pending, rest, i >= sent && !losesItsWrites(pending));
      }
    }
    return rest;
  }

  private boolean losesItsWrites(Pending pending) {
    return pending.kind == Kind.WAIT && pending.session.written().hasUnconfirmed(lane.shard());
  }

  /**
   * Puts a command that was surely not executed, or may be asked twice, into the new order.
   *
   * @param confirmable whether what a WAIT waits for can still be confirmed
   */
  private void keep(Pending pending, PendingQueue rest, boolean confirmable) {
    if (pending.kind == Kind.PROBE) {
      log.release(pending);
      core.answer(pending, LaneWaits.NONE);
    } else if (pending.kind == Kind.WATCHED_EXEC || pending.kind == Kind.WATCHED_READS) {
      log.release(pending);
      core.answer(pending, core.nullArray(lane.protocol()));
    } else if (pending.kind == Kind.WAIT && !confirmable) {
      log.release(pending);
      core.answer(pending, LaneWaits.NONE);
    } else {
      pending.skip = 0;
      pending.refused = false;
      rest.addLast(pending);
    }
  }

  /** A master is known: writes of unknown fate get their error. */
  void resolveUnknown() {
    while (!unknown.isEmpty()) {
      core.fail(unknown.removeFirst(), LaneErrors.unknownFate(lane.shard().name()));
    }
  }

  /** Time passed: writes of unknown fate do not wait longer than this for a master. */
  void expireUnknown(long timeoutMs) {
    if (!unknown.isEmpty() && core.nowMs() - unknownSinceMs >= timeoutMs) {
      resolveUnknown();
    }
  }
}

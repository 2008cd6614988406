package io.vedette.node.proxy;

import io.vedette.node.command.Interruption;
import io.vedette.node.proxy.Pending.Kind;
import io.vedette.protocol.resp.CommandText;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ProxyCommands;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a shard has taken and not yet ended: {@code VEDETTE WAIT}s and {@code WAITAOF}s, and
 * commands that wait for keys. Once the connection is lost, none of what the former wait for can be
 * confirmed any more: they end with 0 replicas. The latter end with an error, since one that took
 * something may have lost only its reply.
 */
final class LaneWaits {
  /** The reply of a wait that no replica is known to have confirmed. */
  static final byte[] NONE = ":0\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEAD =
      (">3\r\n$" + ProxyCommands.WAIT_PUSH.length() + "\r\n" + ProxyCommands.WAIT_PUSH + "\r\n:")
          .getBytes(StandardCharsets.US_ASCII);

  private final ProxyCore core;
  private final ShardLane lane;
  private final Map<Long, Pending> begun = new HashMap<>();

  LaneWaits(ProxyCore core, ShardLane lane) {
    this.core = core;
    this.lane = lane;
  }

  /** Has the next command wait under an id, or ends that. */
  static byte[] request(String subcommand, long id) {
    return CommandText.of(ProxyCommands.VEDETTE, subcommand, Long.toString(id));
  }

  /** Has the shard answer a command that waits for keys, which comes back by its push frame. */
  static byte[] interruption(long id, boolean byError) {
    return CommandText.of(
        ProxyCommands.VEDETTE,
        ProxyCommands.UNBLOCK,
        Long.toString(id),
        byError ? Interruption.ERROR : Interruption.TIMEOUT);
  }

  boolean has(long id) {
    return begun.containsKey(id);
  }

  int size() {
    return begun.size();
  }

  /** Takes a wait whose reply says that it has begun; false if that is its result. */
  boolean begins(Pending wait, byte replyType) {
    if (replyType != '+') {
      return false;
    }
    begun.put(wait.waitId, wait);
    if (wait.kind == Kind.BLOCKING) {
      wait.session.info().wait.begins(lane, wait.waitId);
    }
    if (wait.session.isClosed()) {
      lane.cancelWait(wait.waitId);
    }
    return true;
  }

  /** A client is gone: the shard need not keep its waits, which may be without a deadline. */
  void forget(ProxySession gone) {
    if (!begun.isEmpty()) {
      List<Pending> waits = begun.values().stream().filter(w -> w.session == gone).toList();
      waits.forEach(wait -> lane.cancelWait(wait.waitId));
    }
  }

  /** Ends a wait whose client is gone; false if it is not known here, or no more. */
  boolean cancel(long id) {
    Pending wait = begun.remove(id);
    if (wait != null) {
      ended(wait);
      core.answer(wait, NONE);
    }
    return wait != null;
  }

  /** A push frame; one that is no end of a wait of ours is ignored. */
  void onPush(byte[] bytes, int from, int to) {
    for (int i = 0; i < HEAD.length; i++) {
      if (from + i >= to || bytes[from + i] != HEAD[i]) {
        return;
      }
    }
    int idFrom = from + HEAD.length;
    int idTo = lineEnd(bytes, idFrom, to);
    if (!Decimal.isLong(bytes, idFrom, idTo - idFrom)) {
      return;
    }
    Pending wait = begun.remove(Decimal.parse(bytes, idFrom, idTo - idFrom));
    int countFrom = idTo + 2;
    if (wait != null) {
      ended(wait);
    }
    boolean isReply = countFrom < to && ":*-".indexOf(bytes[countFrom]) >= 0;
    if (wait != null && (isReply || wait.kind == Kind.BLOCKING)) {
      core.answer(wait, bytes, countFrom, to);
    } else if (wait != null) {
      core.answer(wait, NONE);
    }
  }

  /** The connection is lost. */
  void lost() {
    Pending[] all = begun.values().toArray(Pending[]::new);
    begun.clear();
    for (Pending wait : all) {
      ended(wait);
      if (wait.kind == Kind.BLOCKING) {
        core.fail(wait, LaneErrors.lostWhileWaiting(lane.shard().name()));
      } else {
        core.answer(wait, NONE);
      }
    }
  }

  private static void ended(Pending wait) {
    if (wait.kind == Kind.BLOCKING) {
      wait.session.info().wait.ended();
    }
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '\r') {
      i++;
    }
    return i;
  }
}

package io.vedette.node.proxy;

import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ProxyCommands;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code VEDETTE WAIT}s and {@code WAITAOF}s that a shard has taken and not yet ended. Once the
 * connection is lost, none of what they wait for can be confirmed any more: they end with 0
 * replicas.
 */
final class LaneWaits {
  /** The reply of a wait that no replica is known to have confirmed. */
  static final byte[] NONE = ":0\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEAD =
      (">3\r\n$" + ProxyCommands.WAIT_PUSH.length() + "\r\n" + ProxyCommands.WAIT_PUSH + "\r\n:")
          .getBytes(StandardCharsets.US_ASCII);

  private final ProxyCore core;
  private final Map<Long, Pending> begun = new HashMap<>();

  LaneWaits(ProxyCore core) {
    this.core = core;
  }

  int size() {
    return begun.size();
  }

  void began(Pending wait) {
    begun.put(wait.waitId, wait);
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
    boolean isReply = countFrom < to && ":*-".indexOf(bytes[countFrom]) >= 0;
    if (wait != null && isReply) {
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
      core.answer(wait, NONE);
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

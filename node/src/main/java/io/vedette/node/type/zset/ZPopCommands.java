package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.KeyWait;
import io.vedette.node.command.PopRequest;
import io.vedette.node.command.blocking.BlockTimeout;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.ValueType;
import io.vedette.protocol.resp.ReplyBuffer;

/** Taking elements from an end. */
final class ZPopCommands {
  private static final int KEY = 1;
  private static final int COUNT = 2;
  private static final int KEYS_COUNT = 1;
  private static final int TIMEOUT = 1;

  private ZPopCommands() {}

  static void register(Commands commands) {
    commands
        .register("zpopmin", x -> pop(x, false))
        .register("zpopmax", x -> pop(x, true))
        .register("zmpop", ZPopCommands::mPop)
        .register("bzpopmin", x -> blockingPop(x, false))
        .register("bzpopmax", x -> blockingPop(x, true))
        .register("bzmpop", ZPopCommands::blockingMPop);
  }

  private static void pop(Execution x, boolean highest) {
    if (x.argumentCount() > COUNT + 1) {
      throw CommandError.SYNTAX;
    }
    boolean counted = x.argumentCount() > COUNT;
    long count = 1;
    if (counted) {
      count = x.integerAtLeast(COUNT, 0, "ERR value is out of range, must be positive");
    }
    ZSetValue set = x.findForWrite(KEY, ZSetValue.KIND);
    if (set == null || count == 0) {
      x.reply().array(0);
      return;
    }
    int taken = (int) Math.min(count, set.elements());
    boolean pairs = counted && x.reply().protocol() == 3;
    x.reply().array(pairs ? taken : 2 * taken);
    take(x, KEY, set, highest, taken, pairs);
  }

  /** Replies with elements from an end, without the head of an array, and takes them away. */
  private static void take(
      Execution x, int key, ZSetValue set, boolean highest, int count, boolean pairs) {
    int size = (int) set.elements();
    RankRange range = highest ? new RankRange(size - count, size) : new RankRange(0, count);
    ReplyBuffer reply = x.reply();
    ZSetCursor cursor = set.cursor(range, highest);
    while (cursor.next()) {
      if (pairs) {
        reply.array(2);
      }
      reply.bulk(cursor.bytes(), cursor.offset(), cursor.length());
      ScoreText.reply(reply, cursor.score());
    }
    set.remove(range);
    x.putBackLess(key, set, EventClass.ZSET, highest ? "zpopmax" : "zpopmin");
    x.changed(count);
  }

  private static void blockingPop(Execution x, boolean highest) {
    int timeout = x.argumentCount() - 1;
    long timeoutMs = BlockTimeout.ofSeconds(x, timeout);
    for (int key = KEY; key < timeout; key++) {
      ZSetValue set = x.findForWrite(key, ZSetValue.KIND);
      if (set != null) {
        x.reply().array(3);
        x.reply().bulk(x.bytes(), x.offset(key), x.length(key));
        take(x, key, set, highest, 1, false);
        x.effects()
            .command(2)
            .arg(highest ? "ZPOPMAX" : "ZPOPMIN")
            .arg(x.bytes(), x.offset(key), x.length(key));
        return;
      }
    }
    waitOrNothing(x, KEY, timeout - KEY, timeoutMs);
  }

  private static void waitOrNothing(Execution x, int firstKey, int keys, long timeoutMs) {
    if (!x.waitFor(new KeyWait(ValueType.ZSET, firstKey, keys, timeoutMs))) {
      x.reply().nullArray();
    }
  }

  private static void blockingMPop(Execution x) {
    PopRequest request = request(x, TIMEOUT + 1);
    long timeoutMs = BlockTimeout.ofSeconds(x, TIMEOUT);
    if (!mPop(x, request)) {
      waitOrNothing(x, request.firstKey(), request.keys(), timeoutMs);
    }
  }

  private static PopRequest request(Execution x, int numkeys) {
    return PopRequest.parse(x, numkeys, "MIN", "MAX");
  }

  private static void mPop(Execution x) {
    if (!mPop(x, request(x, KEYS_COUNT))) {
      x.reply().nullArray();
    }
  }

  /** Pops from the first key that holds a set, if there is one. */
  private static boolean mPop(Execution x, PopRequest request) {
    boolean highest = request.atSecondEnd();
    for (int key = request.firstKey(); key < request.firstKey() + request.keys(); key++) {
      ZSetValue set = x.findForWrite(key, ZSetValue.KIND);
      if (set != null) {
        int taken = (int) Math.min(request.count(), set.elements());
        x.reply().array(2);
        x.reply().bulk(x.bytes(), x.offset(key), x.length(key));
        x.reply().array(taken);
        take(x, key, set, highest, taken, true);
        x.effects()
            .command(3)
            .arg(highest ? "ZPOPMAX" : "ZPOPMIN")
            .arg(x.bytes(), x.offset(key), x.length(key))
            .arg(taken);
        return true;
      }
    }
    return false;
  }
}

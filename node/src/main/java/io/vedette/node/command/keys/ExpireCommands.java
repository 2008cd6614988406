package io.vedette.node.command.keys;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Entry;
import io.vedette.node.store.ExpiryPolicy;

/**
 * Setting the time at which a key expires. Whatever the form, the effect is an absolute time, or
 * the deletion of the key if that time is over.
 */
final class ExpireCommands {
  private static final int KEY = 1;
  private static final int TIME = 2;
  private static final int FIRST_OPTION = 3;
  private static final int MS_PER_SECOND = 1000;

  /** On what the change depends. */
  private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {
    boolean allows(long currentMs, long newMs) {
      boolean none = currentMs < 0;
      return (!nx || none)
          && (!xx || !none)
          && (!gt || !none && newMs > currentMs)
          && (!lt || none || newMs < currentMs);
    }
  }

  private ExpireCommands() {}

  static void expire(Execution x) {
    expire(x, MS_PER_SECOND, x.nowMs());
  }

  static void pExpire(Execution x) {
    expire(x, 1, x.nowMs());
  }

  static void expireAt(Execution x) {
    expire(x, MS_PER_SECOND, 0);
  }

  static void pExpireAt(Execution x) {
    expire(x, 1, 0);
  }

  private static void expire(Execution x, int msPerUnit, long baseMs) {
    Condition condition = condition(x);
    long atMs = absoluteMs(x, msPerUnit, baseMs);
    Object entry = x.db().peek(x.bytes(), x.offset(KEY), x.length(KEY));
    if (entry == null || !condition.allows(Entry.expiresAtMs(entry), atMs)) {
      x.reply().integer(0);
      return;
    }
    if (atMs <= x.nowMs() && x.keyspace().expiryPolicy() == ExpiryPolicy.DELETE) {
      x.db().delete(x.bytes(), x.offset(KEY), x.length(KEY));
      x.notify(EventClass.GENERIC, "del", KEY);
      x.effects().command(2).arg("DEL").arg(x.bytes(), x.offset(KEY), x.length(KEY));
    } else {
      x.db().setExpiry(x.bytes(), x.offset(KEY), x.length(KEY), Math.max(0, atMs));
      x.notify(EventClass.GENERIC, "expire", KEY);
      x.effects()
          .command(3)
          .arg("PEXPIREAT")
          .arg(x.bytes(), x.offset(KEY), x.length(KEY))
          .arg(atMs);
    }
    x.changed();
    x.reply().integer(1);
  }

  private static long absoluteMs(Execution x, int msPerUnit, long baseMs) {
    long number = x.integer(TIME);
    boolean fits =
        number <= Long.MAX_VALUE / msPerUnit
            && number >= Long.MIN_VALUE / msPerUnit
            && number * msPerUnit <= Long.MAX_VALUE - baseMs;
    if (!fits) {
      throw new CommandError("ERR invalid expire time in '" + x.spec().name() + "' command");
    }
    return number * msPerUnit + baseMs;
  }

  private static Condition condition(Execution x) {
    boolean nx = false;
    boolean xx = false;
    boolean gt = false;
    boolean lt = false;
    for (int i = FIRST_OPTION; i < x.argumentCount(); i++) {
      if (x.is(i, "NX")) {
        nx = true;
      } else if (x.is(i, "XX")) {
        xx = true;
      } else if (x.is(i, "GT")) {
        gt = true;
      } else if (x.is(i, "LT")) {
        lt = true;
      } else {
        throw new CommandError("ERR Unsupported option " + x.text(i));
      }
    }
    if (nx && (xx || gt || lt)) {
      throw new CommandError("ERR NX and XX, GT or LT options at the same time are not compatible");
    }
    if (gt && lt) {
      throw new CommandError("ERR GT and LT options at the same time are not compatible");
    }
    return new Condition(nx, xx, gt, lt);
  }
}

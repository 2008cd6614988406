package io.vedette.node.command.keys;

import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;

/** Asking for the time at which a key expires, and taking it away. */
final class TtlCommands {
  private static final int KEY = 1;
  private static final int NO_KEY = -2;
  private static final int NO_EXPIRY = -1;

  private TtlCommands() {}

  static void ttl(Execution x) {
    reply(x, x.nowMs(), true);
  }

  static void pTtl(Execution x) {
    reply(x, x.nowMs(), false);
  }

  static void expireTime(Execution x) {
    reply(x, 0, true);
  }

  static void pExpireTime(Execution x) {
    reply(x, 0, false);
  }

  private static void reply(Execution x, long baseMs, boolean seconds) {
    Object entry = KeyCommands.look(x, KEY);
    if (entry == null) {
      x.reply().integer(NO_KEY);
      return;
    }
    long expiresAtMs = Entry.expiresAtMs(entry);
    if (expiresAtMs < 0) {
      x.reply().integer(NO_EXPIRY);
      return;
    }
    long ms = Math.max(0, expiresAtMs - baseMs);
    x.reply().integer(seconds ? ms / 1000 + (ms % 1000 >= 500 ? 1 : 0) : ms);
  }

  static void persist(Execution x) {
    Object entry = x.db().peek(x.bytes(), x.offset(KEY), x.length(KEY));
    if (entry == null || Entry.expiresAtMs(entry) < 0) {
      x.reply().integer(0);
      return;
    }
    x.db().setExpiry(x.bytes(), x.offset(KEY), x.length(KEY), Database.NO_EXPIRY);
    x.changed();
    x.notify(EventClass.GENERIC, "persist", 1);
    x.reply().integer(1);
  }
}

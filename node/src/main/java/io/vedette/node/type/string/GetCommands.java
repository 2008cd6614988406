package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.node.store.ExpiryPolicy;

/** Reading whole strings, among them the commands that delete or expire what they read. */
final class GetCommands {
  private static final int KEY = 1;

  private GetCommands() {}

  static void get(Execution x) {
    StringEntry.reply(x.reply(), find(x, KEY));
  }

  private static Object find(Execution x, int key) {
    return x.db().find(x.bytes(), x.offset(key), x.length(key));
  }

  static void mGet(Execution x) {
    x.reply().array(x.argumentCount() - 1);
    for (int i = 1; i < x.argumentCount(); i++) {
      Object entry = find(x, i);
      StringEntry.reply(x.reply(), StringEntry.isString(entry) ? entry : null);
    }
  }

  static void strLen(Execution x) {
    Object entry = find(x, KEY);
    x.reply().integer(StringEntry.length(entry));
  }

  static void getDel(Execution x) {
    Object entry = find(x, KEY);
    StringEntry.reply(x.reply(), entry);
    if (entry != null) {
      deleteKey(x);
    }
  }

  private static void deleteKey(Execution x) {
    x.db().delete(x.bytes(), x.offset(KEY), x.length(KEY));
    x.changed();
    x.notify(EventClass.GENERIC, "del", KEY);
    x.effects().command(2).arg("DEL").arg(x.bytes(), x.offset(KEY), x.length(KEY));
  }

  static void getEx(Execution x) {
    boolean persist = false;
    ExpiryOption.Unit unit = null;
    int expiry = 0;
    for (int i = 2; i < x.argumentCount(); i++) {
      ExpiryOption.Unit named = ExpiryOption.unit(x, i);
      if (x.is(i, "PERSIST") && unit == null) {
        persist = true;
      } else if (named != null
          && !persist
          && (unit == null || unit == named)
          && i + 1 < x.argumentCount()) {
        unit = named;
        expiry = ++i;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    Object entry = find(x, KEY);
    if (entry == null) {
      x.reply().nullBulk();
      return;
    }
    StringEntry.requireString(entry);
    long expiresAtMs = ExpiryOption.atMs(x, expiry, unit);
    StringEntry.reply(x.reply(), entry);
    if (unit != null) {
      expire(x, expiresAtMs, unit);
    } else if (persist && Entry.expiresAtMs(entry) >= 0) {
      x.db().setExpiry(x.bytes(), x.offset(KEY), x.length(KEY), Database.NO_EXPIRY);
      x.changed();
      x.notify(EventClass.GENERIC, "persist", KEY);
      x.effects().command(2).arg("PERSIST").arg(x.bytes(), x.offset(KEY), x.length(KEY));
    }
  }

  private static void expire(Execution x, long expiresAtMs, ExpiryOption.Unit unit) {
    boolean over = unit.isAbsolute() && expiresAtMs <= x.nowMs();
    if (over && x.keyspace().expiryPolicy() == ExpiryPolicy.DELETE) {
      deleteKey(x);
      return;
    }
    x.db().setExpiry(x.bytes(), x.offset(KEY), x.length(KEY), expiresAtMs);
    x.changed();
    x.notify(EventClass.GENERIC, "expire", KEY);
    x.effects()
        .command(3)
        .arg("PEXPIREAT")
        .arg(x.bytes(), x.offset(KEY), x.length(KEY))
        .arg(expiresAtMs);
  }
}

package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;

/** SET with all its options, and the older commands that are special cases of it. */
final class SetCommand {
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int FIRST_OPTION = 3;

  private SetCommand() {}

  static void set(Execution x) {
    if (x.argumentCount() == FIRST_OPTION) {
      store(x, VALUE, Database.NO_EXPIRY);
      x.reply().ok();
      return;
    }
    setWithOptions(x);
  }

  private static void setWithOptions(Execution x) {
    boolean ifAbsent = false;
    boolean ifPresent = false;
    boolean get = false;
    boolean keepExpiry = false;
    ExpiryOption.Unit unit = null;
    int expiry = 0;
    for (int i = FIRST_OPTION; i < x.argumentCount(); i++) {
      ExpiryOption.Unit named = ExpiryOption.unit(x, i);
      if (x.is(i, "NX") && !ifPresent) {
        ifAbsent = true;
      } else if (x.is(i, "XX") && !ifAbsent) {
        ifPresent = true;
      } else if (x.is(i, "GET")) {
        get = true;
      } else if (x.is(i, "KEEPTTL") && unit == null) {
        keepExpiry = true;
      } else if (named != null
          && !keepExpiry
          && (unit == null || unit == named)
          && i + 1 < x.argumentCount()) {
        unit = named;
        expiry = ++i;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    long expiresAtMs = ExpiryOption.atMs(x, expiry, unit);
    Object old = get ? find(x) : peek(x);
    if (get) {
      StringEntry.reply(x.reply(), old);
    }
    if (ifAbsent && old != null || ifPresent && old == null) {
      if (!get) {
        x.reply().nullBulk();
      }
      return;
    }
    store(x, VALUE, keepExpiry ? Database.KEEP_EXPIRY : expiresAtMs);
    if (!get) {
      x.reply().ok();
    }
    if (unit != null) {
      effectWithExpiry(x, VALUE, expiresAtMs);
    } else if (get) {
      effect(x, keepExpiry);
    }
  }

  private static void effect(Execution x, boolean keepExpiry) {
    var effect = x.effects().command(keepExpiry ? 4 : 3);
    effect.arg("SET").arg(x.bytes(), x.offset(KEY), x.length(KEY));
    effect.arg(x.bytes(), x.offset(VALUE), x.length(VALUE));
    if (keepExpiry) {
      effect.arg("KEEPTTL");
    }
  }

  private static void effectWithExpiry(Execution x, int value, long expiresAtMs) {
    x.notify(EventClass.GENERIC, "expire", KEY);
    x.effects()
        .command(5)
        .arg("SET")
        .arg(x.bytes(), x.offset(KEY), x.length(KEY))
        .arg(x.bytes(), x.offset(value), x.length(value))
        .arg("PXAT")
        .arg(expiresAtMs);
  }

  private static Object find(Execution x) {
    return x.db().find(x.bytes(), x.offset(KEY), x.length(KEY));
  }

  private static Object peek(Execution x) {
    return x.db().peek(x.bytes(), x.offset(KEY), x.length(KEY));
  }

  private static void store(Execution x, int value, long expiresAtMs) {
    x.db()
        .putString(
            x.bytes(),
            x.offset(KEY),
            x.length(KEY),
            x.bytes(),
            x.offset(value),
            x.length(value),
            expiresAtMs);
    x.changed();
    x.notify(EventClass.STRING, "set", KEY);
  }

  static void setNx(Execution x) {
    if (peek(x) != null) {
      x.reply().integer(0);
      return;
    }
    store(x, VALUE, Database.NO_EXPIRY);
    x.reply().integer(1);
  }

  static void setEx(Execution x) {
    setExpiring(x, ExpiryOption.Unit.EX);
  }

  static void pSetEx(Execution x) {
    setExpiring(x, ExpiryOption.Unit.PX);
  }

  private static void setExpiring(Execution x, ExpiryOption.Unit unit) {
    long expiresAtMs = ExpiryOption.atMs(x, VALUE, unit);
    store(x, VALUE + 1, expiresAtMs);
    effectWithExpiry(x, VALUE + 1, expiresAtMs);
    x.reply().ok();
  }

  static void getSet(Execution x) {
    StringEntry.reply(x.reply(), find(x));
    store(x, VALUE, Database.NO_EXPIRY);
    effect(x, false);
  }
}

package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;

/** Setting several strings at once. */
final class MultiSetCommands {
  private MultiSetCommands() {}

  static void mSet(Execution x) {
    requirePairs(x);
    storeAll(x);
    x.reply().ok();
  }

  static void mSetNx(Execution x) {
    requirePairs(x);
    for (int i = 1; i < x.argumentCount(); i += 2) {
      if (x.db().peek(x.bytes(), x.offset(i), x.length(i)) != null) {
        x.reply().integer(0);
        return;
      }
    }
    storeAll(x);
    x.reply().integer(1);
  }

  private static void requirePairs(Execution x) {
    if (x.argumentCount() % 2 == 0) {
      throw CommandError.wrongArity(x.spec().name());
    }
  }

  private static void storeAll(Execution x) {
    Database db = x.db();
    byte[] bytes = x.bytes();
    for (int i = 1; i < x.argumentCount(); i += 2) {
      db.putString(
          bytes,
          x.offset(i),
          x.length(i),
          bytes,
          x.offset(i + 1),
          x.length(i + 1),
          Database.NO_EXPIRY);
      x.notify(EventClass.STRING, "set", i);
    }
    x.changed(x.argumentCount() / 2);
  }
}

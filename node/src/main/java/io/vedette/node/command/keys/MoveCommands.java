package io.vedette.node.command.keys;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import java.util.Arrays;

/** Giving a value another key or another database. */
final class MoveCommands {
  private static final int SOURCE = 1;
  private static final int TARGET = 2;

  private MoveCommands() {}

  static void copy(Execution x) {
    boolean replace = false;
    int database = x.session().db();
    for (int i = TARGET + 1; i < x.argumentCount(); i++) {
      if (x.is(i, "REPLACE")) {
        replace = true;
      } else if (x.is(i, "DB") && i + 1 < x.argumentCount()) {
        database = DatabaseCommands.index(x, ++i);
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (database == x.session().db() && sameKey(x)) {
      throw sameObject();
    }
    Object source = x.db().find(x.bytes(), x.offset(SOURCE), x.length(SOURCE));
    Database target = x.keyspace().database(database);
    if (source == null || !replace && exists(x, target, TARGET)) {
      x.reply().integer(0);
      return;
    }
    if (replace) {
      target.delete(x.bytes(), x.offset(TARGET), x.length(TARGET));
    }
    target.putCopyOf(
        source, x.bytes(), x.offset(TARGET), x.length(TARGET), Entry.expiresAtMs(source));
    x.changed();
    notify(x, "copy_to", database, TARGET);
    x.reply().integer(1);
  }

  static void move(Execution x) {
    int database = DatabaseCommands.index(x, 2);
    if (database == x.session().db()) {
      throw sameObject();
    }
    Database target = x.keyspace().database(database);
    if (!exists(x, x.db(), SOURCE) || exists(x, target, SOURCE)) {
      x.reply().integer(0);
      return;
    }
    Object removed = x.db().remove(x.bytes(), x.offset(SOURCE), x.length(SOURCE));
    target.putMoved(
        removed, x.bytes(), x.offset(SOURCE), x.length(SOURCE), Entry.expiresAtMs(removed));
    x.changed();
    notify(x, "move_from", x.session().db(), SOURCE);
    notify(x, "move_to", database, SOURCE);
    x.reply().integer(1);
  }

  static void rename(Execution x) {
    requireSource(x);
    if (!sameKey(x)) {
      rename(x, x.db());
    }
    x.reply().ok();
  }

  static void renameNx(Execution x) {
    requireSource(x);
    if (sameKey(x) || exists(x, x.db(), TARGET)) {
      x.reply().integer(0);
      return;
    }
    rename(x, x.db());
    x.reply().integer(1);
  }

  private static void requireSource(Execution x) {
    if (!exists(x, x.db(), SOURCE)) {
      throw CommandError.NO_SUCH_KEY;
    }
  }

  private static void rename(Execution x, Database db) {
    Object removed = db.remove(x.bytes(), x.offset(SOURCE), x.length(SOURCE));
    db.delete(x.bytes(), x.offset(TARGET), x.length(TARGET));
    db.putMoved(removed, x.bytes(), x.offset(TARGET), x.length(TARGET), Entry.expiresAtMs(removed));
    x.changed();
    x.notify(EventClass.GENERIC, "rename_from", SOURCE);
    x.notify(EventClass.GENERIC, "rename_to", TARGET);
  }

  private static void notify(Execution x, String event, int database, int key) {
    x.notify(EventClass.GENERIC, event, database, x.bytes(), x.offset(key), x.length(key));
  }

  private static boolean exists(Execution x, Database db, int argument) {
    return db.peek(x.bytes(), x.offset(argument), x.length(argument)) != null;
  }

  private static boolean sameKey(Execution x) {
    int source = x.offset(SOURCE);
    int target = x.offset(TARGET);
    return Arrays.equals(
        x.bytes(), source, source + x.length(SOURCE), x.bytes(), target, target + x.length(TARGET));
  }

  private static CommandError sameObject() {
    return new CommandError("ERR source and destination objects are the same");
  }
}

package io.vedette.node.command.keys;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;

/** Commands on whole databases. */
final class DatabaseCommands {
  private DatabaseCommands() {}

  /** The number of an existing database, from an argument. */
  static int index(Execution x, int argument) {
    long index = x.integer(argument);
    if (index != (int) index) {
      throw new CommandError(
          "ERR value is out of range, value must between "
              + Integer.MIN_VALUE
              + " and "
              + Integer.MAX_VALUE);
    }
    return checked(x, index);
  }

  private static int index(Execution x, int argument, String errorText) {
    long index;
    try {
      index = x.integer(argument);
    } catch (CommandError notAnInteger) {
      throw new CommandError(errorText);
    }
    if (index != (int) index) {
      throw new CommandError(errorText);
    }
    return (int) index;
  }

  private static int checked(Execution x, long index) {
    if (index < 0 || index >= x.keyspace().databases()) {
      throw new CommandError("ERR DB index is out of range");
    }
    return (int) index;
  }

  static void swapDb(Execution x) {
    int first = index(x, 1, "ERR invalid first DB index");
    int second = index(x, 2, "ERR invalid second DB index");
    x.keyspace().swap(checked(x, first), checked(x, second));
    x.changed();
    x.reply().ok();
  }

  static void flushDb(Execution x) {
    checkMode(x);
    x.changed(Math.max(1, x.db().size()));
    x.db().clear();
    x.reply().ok();
  }

  static void flushAll(Execution x) {
    checkMode(x);
    x.changed(Math.max(1, x.keyspace().size()));
    x.keyspace().clear();
    x.reply().ok();
  }

  /** Both modes take the same: a table is dropped at once and the collector frees it. */
  private static void checkMode(Execution x) {
    boolean known =
        x.argumentCount() == 1 || x.argumentCount() == 2 && (x.is(1, "SYNC") || x.is(1, "ASYNC"));
    if (!known) {
      throw CommandError.SYNTAX;
    }
  }
}

package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;
import io.vedette.node.store.PackedEntry;
import io.vedette.node.store.StringValue;

/** Reading and writing parts of strings. */
final class RangeCommands {
  private static final int KEY = 1;
  private static final byte[] EMPTY = {};

  private RangeCommands() {}

  static void append(Execution x) {
    int added = x.length(2);
    Object entry = findForWrite(x);
    if (entry == null) {
      x.db()
          .putString(
              x.bytes(),
              x.offset(KEY),
              x.length(KEY),
              x.bytes(),
              x.offset(2),
              added,
              Database.NO_EXPIRY);
      x.reply().integer(added);
    } else {
      int length = StringEntry.length(entry);
      StringEntry.requireLength((long) length + added);
      write(x, entry, length, 2);
      x.reply().integer(length + added);
    }
    x.changed();
    x.notify(EventClass.STRING, "append", KEY);
  }

  static void setRange(Execution x) {
    long at = x.integer(2);
    if (at < 0) {
      throw new CommandError("ERR offset is out of range");
    }
    int added = x.length(3);
    Object entry = findForWrite(x);
    int length = StringEntry.length(entry);
    if (added == 0) {
      x.reply().integer(length);
      return;
    }
    StringEntry.requireLength(Math.clamp(at, 0, Integer.MAX_VALUE) + (long) added);
    write(x, entry, (int) at, 3);
    x.changed();
    x.notify(EventClass.STRING, "setrange", KEY);
    x.reply().integer(Math.max(length, at + added));
  }

  private static Object findForWrite(Execution x) {
    Object entry = x.db().findForWrite(x.bytes(), x.offset(KEY), x.length(KEY));
    StringEntry.requireString(entry);
    return entry;
  }

  /** Writes an argument into the string, which becomes one that can grow. */
  private static void write(Execution x, Object entry, int at, int argument) {
    if (entry == null || entry instanceof byte[]) {
      byte[] before = StringEntry.copy(entry);
      StringValue value = new StringValue(before, before.length);
      value.write(at, x.bytes(), x.offset(argument), x.length(argument));
      long expiry = entry == null ? Database.NO_EXPIRY : Database.KEEP_EXPIRY;
      x.db().putValue(x.bytes(), x.offset(KEY), x.length(KEY), value, expiry);
    } else {
      StringEntry.value(entry).write(at, x.bytes(), x.offset(argument), x.length(argument));
      x.db().changed(entry);
    }
  }

  static void getRange(Execution x) {
    long start = x.integer(2);
    long end = x.integer(3);
    Object entry = x.db().find(x.bytes(), x.offset(KEY), x.length(KEY));
    int length = StringEntry.length(entry);
    if (start < 0 && end < 0 && start > end) {
      x.reply().bulk(EMPTY);
      return;
    }
    long from = Math.max(0, start < 0 ? start + length : start);
    long last = Math.min(length - 1, Math.max(0, end < 0 ? end + length : end));
    if (from > last) {
      x.reply().bulk(EMPTY);
      return;
    }
    int count = (int) (last - from) + 1;
    if (entry instanceof byte[] packed && !PackedEntry.isInteger(packed)) {
      x.reply().bulk(packed, PackedEntry.valueOffset(packed) + (int) from, count);
    } else if (entry instanceof byte[]) {
      x.reply().bulk(StringEntry.copy(entry), (int) from, count);
    } else {
      x.reply().bulk(StringEntry.value(entry).bytes(), (int) from, count);
    }
  }
}

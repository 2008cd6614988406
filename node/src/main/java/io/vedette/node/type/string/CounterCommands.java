package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.command.number.LongDouble;
import io.vedette.node.store.Database;
import io.vedette.node.store.PackedEntry;
import java.nio.charset.StandardCharsets;

/** Strings as numbers. */
final class CounterCommands {
  private static final int KEY = 1;

  private CounterCommands() {}

  static void incr(Execution x) {
    add(x, 1);
  }

  static void decr(Execution x) {
    add(x, -1);
  }

  static void incrBy(Execution x) {
    add(x, x.integer(2));
  }

  static void decrBy(Execution x) {
    long amount = x.integer(2);
    if (amount == Long.MIN_VALUE) {
      throw new CommandError("ERR decrement would overflow");
    }
    add(x, -amount);
  }

  private static void add(Execution x, long amount) {
    Database db = x.db();
    Object entry = db.findForWrite(x.bytes(), x.offset(KEY), x.length(KEY));
    long before = entry == null ? 0 : StringEntry.integer(entry);
    long sum = before + amount;
    if (((before ^ sum) & (amount ^ sum)) < 0) {
      throw new CommandError("ERR increment or decrement would overflow");
    }
    if (entry instanceof byte[] packed) {
      PackedEntry.setInteger(packed, sum);
      db.changed(packed);
    } else {
      db.putInteger(x.bytes(), x.offset(KEY), x.length(KEY), sum, Database.KEEP_EXPIRY);
    }
    x.changed();
    x.notify(EventClass.STRING, "incrby", KEY);
    x.reply().integer(sum);
  }

  static void incrByFloat(Execution x) {
    Database db = x.db();
    Object entry = db.findForWrite(x.bytes(), x.offset(KEY), x.length(KEY));
    StringEntry.requireString(entry);
    LongDouble before =
        entry == null ? LongDouble.ZERO : LongDouble.parse(text(StringEntry.copy(entry)));
    LongDouble amount = before == null ? null : LongDouble.parse(text(x.copy(2)));
    if (amount == null) {
      throw CommandError.NOT_A_FLOAT;
    }
    LongDouble sum = before.plus(amount);
    if (sum == null) {
      throw new CommandError("ERR increment would produce NaN or Infinity");
    }
    byte[] shown = sum.toString().getBytes(StandardCharsets.US_ASCII);
    db.putString(
        x.bytes(), x.offset(KEY), x.length(KEY), shown, 0, shown.length, Database.KEEP_EXPIRY);
    x.changed();
    x.notify(EventClass.STRING, "incrbyfloat", KEY);
    x.effects()
        .command(4)
        .arg("SET")
        .arg(x.bytes(), x.offset(KEY), x.length(KEY))
        .arg(shown)
        .arg("KEEPTTL");
    x.reply().bulk(shown);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

package io.vedette.node.type.hash;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.command.number.LongDouble;
import io.vedette.protocol.resp.Decimal;
import java.nio.charset.StandardCharsets;

/** Fields as numbers. */
final class HashCounterCommands {
  private static final int KEY = 1;
  private static final int FIELD = 2;
  private static final int AMOUNT = 3;

  private HashCounterCommands() {}

  static void incrBy(Execution x) {
    long amount = x.integer(AMOUNT);
    HashValue hash = x.findOrCreate(KEY, HashValue.KIND);
    byte[] before = hash.get(x.bytes(), x.offset(FIELD), x.length(FIELD));
    long number = 0;
    if (before != null) {
      if (!Decimal.isLong(before, 0, before.length)) {
        throw new CommandError("ERR hash value is not an integer");
      }
      number = Decimal.parse(before, 0, before.length);
    }
    long sum = number + amount;
    if (((number ^ sum) & (amount ^ sum)) < 0) {
      throw new CommandError("ERR increment or decrement would overflow");
    }
    byte[] text = new byte[Decimal.length(sum)];
    Decimal.write(sum, text, 0);
    set(x, hash, text, "hincrby");
    x.reply().integer(sum);
  }

  private static void set(Execution x, HashValue hash, byte[] text, String event) {
    hash.set(x.limits(), x.bytes(), x.offset(FIELD), x.length(FIELD), text, 0, text.length);
    x.putBack(KEY, hash);
    x.changed();
    x.notify(EventClass.HASH, event, KEY);
  }

  static void incrByFloat(Execution x) {
    LongDouble amount = number(x.copy(AMOUNT));
    if (amount == null) {
      throw CommandError.NOT_A_FLOAT;
    }
    if (amount.isInfinite()) {
      throw new CommandError("ERR value is NaN or Infinity");
    }
    HashValue hash = x.findOrCreate(KEY, HashValue.KIND);
    byte[] before = hash.get(x.bytes(), x.offset(FIELD), x.length(FIELD));
    LongDouble number = before == null ? LongDouble.ZERO : number(before);
    if (number == null) {
      throw new CommandError("ERR hash value is not a float");
    }
    LongDouble sum = number.plus(amount);
    if (sum == null) {
      throw new CommandError("ERR increment would produce NaN or Infinity");
    }
    byte[] text = sum.toString().getBytes(StandardCharsets.US_ASCII);
    set(x, hash, text, "hincrbyfloat");
    x.effects()
        .command(4)
        .arg("HSET")
        .arg(x.bytes(), x.offset(KEY), x.length(KEY))
        .arg(x.bytes(), x.offset(FIELD), x.length(FIELD))
        .arg(text);
    x.reply().bulk(text);
  }

  private static LongDouble number(byte[] text) {
    return LongDouble.parse(new String(text, StandardCharsets.ISO_8859_1));
  }
}

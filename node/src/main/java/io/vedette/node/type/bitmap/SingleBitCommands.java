package io.vedette.node.type.bitmap;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.type.string.StringBytes;
import io.vedette.node.type.string.WritableString;
import io.vedette.protocol.resp.Decimal;

/** SETBIT and GETBIT. */
final class SingleBitCommands {
  private static final int KEY = 1;
  private static final int HIGHEST_BIT = 0x80;

  private SingleBitCommands() {}

  static void setBit(Execution x) {
    long bit = BitOffset.of(x, 2);
    boolean on = isOne(x, 3);
    int at = (int) (bit >> 3);
    int mask = HIGHEST_BIT >> (bit & 7);
    WritableString string = WritableString.open(x, KEY, at + 1);
    byte[] array = string.array();
    at += string.offset();
    boolean was = (array[at] & mask) != 0;
    if (string.grown() || was != on) {
      array[at] = (byte) (on ? array[at] | mask : array[at] & ~mask);
      string.changed(x, 1);
      x.notify(EventClass.STRING, "setbit", KEY);
    }
    x.reply().integer(was ? 1 : 0);
  }

  private static boolean isOne(Execution x, int argument) {
    int at = x.offset(argument);
    int length = x.length(argument);
    if (Decimal.isLong(x.bytes(), at, length)) {
      long value = Decimal.parse(x.bytes(), at, length);
      if (value == 0 || value == 1) {
        return value == 1;
      }
    }
    throw new CommandError("ERR bit is not an integer or out of range");
  }

  static void getBit(Execution x) {
    long bit = BitOffset.of(x, 2);
    StringBytes bytes = StringBytes.of(x.db().find(x.bytes(), x.offset(KEY), x.length(KEY)));
    int at = (int) (bit >> 3);
    boolean on =
        at < bytes.length() && (bytes.array()[bytes.offset() + at] & HIGHEST_BIT >> (bit & 7)) != 0;
    x.reply().integer(on ? 1 : 0);
  }
}

package io.vedette.node.type.bitmap;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;
import io.vedette.node.store.StringValue;
import io.vedette.node.type.string.StringBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** BITOP: strings combined bit by bit; a shorter one is continued with zeros. */
final class BitOpCommand {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int TARGET = 2;
  private static final int FIRST_SOURCE = 3;

  private enum Operation {
    AND,
    OR,
    XOR,
    NOT
  }

  private BitOpCommand() {}

  static void bitOp(Execution x) {
    Operation operation = operation(x);
    if (operation == Operation.NOT && x.argumentCount() != FIRST_SOURCE + 1) {
      throw new CommandError("ERR BITOP NOT must be called with a single source key.");
    }
    StringBytes[] sources = new StringBytes[x.argumentCount() - FIRST_SOURCE];
    int longest = 0;
    for (int i = 0; i < sources.length; i++) {
      int key = FIRST_SOURCE + i;
      sources[i] = StringBytes.of(x.db().find(x.bytes(), x.offset(key), x.length(key)));
      longest = Math.max(longest, sources[i].length());
    }
    if (longest > 0) {
      byte[] result = combine(operation, sources, longest);
      StringValue value = new StringValue(result, longest);
      x.db().putValue(x.bytes(), x.offset(TARGET), x.length(TARGET), value, Database.NO_EXPIRY);
      x.changed();
      x.notify(EventClass.STRING, "set", TARGET);
    } else if (x.db().delete(x.bytes(), x.offset(TARGET), x.length(TARGET))) {
      x.changed();
      x.notify(EventClass.GENERIC, "del", TARGET);
    }
    x.reply().integer(longest);
  }

  private static Operation operation(Execution x) {
    for (Operation operation : Operation.values()) {
      if (x.is(1, operation.name())) {
        return operation;
      }
    }
    throw CommandError.SYNTAX;
  }

  private static byte[] combine(Operation operation, StringBytes[] sources, int longest) {
    byte[] result = new byte[longest];
    System.arraycopy(sources[0].array(), sources[0].offset(), result, 0, sources[0].length());
    if (operation == Operation.NOT) {
      invert(result);
    }
    for (int i = 1; i < sources.length; i++) {
      StringBytes source = sources[i];
      switch (operation) {
        case AND -> {
          and(result, source);
          Arrays.fill(result, source.length(), longest, (byte) 0);
        }
        case OR -> or(result, source);
        case XOR -> xor(result, source);
        case NOT -> throw new IllegalStateException("NOT has one source");
      }
    }
    return result;
  }

  private static void invert(byte[] target) {
    int at = 0;
    for (; at + Long.BYTES <= target.length; at += Long.BYTES) {
      LONG.set(target, at, ~(long) LONG.get(target, at));
    }
    for (; at < target.length; at++) {
      target[at] = (byte) ~target[at];
    }
  }

  private static void and(byte[] target, StringBytes source) {
    byte[] from = source.array();
    int offset = source.offset();
    int length = source.length();
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      LONG.set(target, at, (long) LONG.get(target, at) & (long) LONG.get(from, offset + at));
    }
    for (; at < length; at++) {
      target[at] &= from[offset + at];
    }
  }

  private static void or(byte[] target, StringBytes source) {
    byte[] from = source.array();
    int offset = source.offset();
    int length = source.length();
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      LONG.set(target, at, (long) LONG.get(target, at) | (long) LONG.get(from, offset + at));
    }
    for (; at < length; at++) {
      target[at] |= from[offset + at];
    }
  }

  private static void xor(byte[] target, StringBytes source) {
    byte[] from = source.array();
    int offset = source.offset();
    int length = source.length();
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      LONG.set(target, at, (long) LONG.get(target, at) ^ (long) LONG.get(from, offset + at));
    }
    for (; at < length; at++) {
      target[at] ^= from[offset + at];
    }
  }
}

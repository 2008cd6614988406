package io.vedette.protocol.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds a command by the bytes of its name, in any case of letters, without allocating.
 *
 * <p>An open-addressing table. A name's first and last eight bytes (they overlap below 16, and are
 * padded with zeros below 8), with the bit that tells small letters from capitals cleared, are two
 * words that serve as hash and as comparison. Clearing that bit also maps some pairs of other
 * characters together, and two words do not cover a long name; for names with such characters and
 * for long ones the bytes are compared as well.
 */
final class CommandIndex {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FOLD = ~0x2020202020202020L;
  private static final int WORDS_COVER_BYTES = 16;

  private final int mask;
  private final long[] heads;
  private final long[] tails;
  private final byte[][] exactNames;
  private final byte[] lengths;
  private final CommandSpec[] specs;

  CommandIndex(List<CommandSpec> commands) {
    int capacity = Integer.highestOneBit(Math.max(4, commands.size() * 4 - 1));
    mask = capacity - 1;
    heads = new long[capacity];
    tails = new long[capacity];
    exactNames = new byte[capacity][];
    lengths = new byte[capacity];
    specs = new CommandSpec[capacity];
    for (CommandSpec command : commands) {
      add(command);
    }
  }

  private void add(CommandSpec spec) {
    byte[] name = spec.ownName().getBytes(StandardCharsets.US_ASCII);
    if (find(name, 0, name.length) != null) {
      throw new IllegalArgumentException("command twice in the table: " + spec);
    }
    long head = head(name, 0, name.length);
    long tail = tail(name, 0, name.length, head);
    int slot = slot(head, tail);
    while (specs[slot] != null) {
      slot = (slot + 1) & mask;
    }
    heads[slot] = head;
    tails[slot] = tail;
    exactNames[slot] = needsBytes(name) ? name : null;
    lengths[slot] = (byte) name.length;
    specs[slot] = spec;
  }

  CommandSpec find(byte[] data, int offset, int length) {
    if (length == 0 || length > Byte.MAX_VALUE) {
      return null;
    }
    long head = head(data, offset, length);
    long tail = tail(data, offset, length, head);
    for (int slot = slot(head, tail); specs[slot] != null; slot = (slot + 1) & mask) {
      if (heads[slot] == head
          && tails[slot] == tail
          && lengths[slot] == length
          && (exactNames[slot] == null || sameBytes(exactNames[slot], data, offset))) {
        return specs[slot];
      }
    }
    return null;
  }

  private int slot(long head, long tail) {
    long hash = (head ^ Long.rotateLeft(tail, 29)) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & mask;
  }

  private static long head(byte[] data, int offset, int length) {
    if (length >= Long.BYTES) {
      return (long) LONGS.get(data, offset) & FOLD;
    }
    if (offset + Long.BYTES <= data.length) {
      return (long) LONGS.get(data, offset) & (-1L >>> (64 - length * 8)) & FOLD;
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << 8 | data[offset + i] & 0xFF;
    }
    return word & FOLD;
  }

  private static long tail(byte[] data, int offset, int length, long head) {
    return length > Long.BYTES ? (long) LONGS.get(data, offset + length - Long.BYTES) & FOLD : head;
  }

  private static boolean needsBytes(byte[] name) {
    for (byte b : name) {
      if (b < 'a' || b > 'z') {
        return true;
      }
    }
    return name.length > WORDS_COVER_BYTES;
  }

  private static boolean sameBytes(byte[] name, byte[] data, int offset) {
    for (int i = 0; i < name.length; i++) {
      byte b = data[offset + i];
      byte lower = b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
      if (lower != name[i]) {
        return false;
      }
    }
    return true;
  }
}

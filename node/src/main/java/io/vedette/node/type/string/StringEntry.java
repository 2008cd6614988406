package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.store.ObjectEntry;
import io.vedette.node.store.PackedEntry;
import io.vedette.node.store.StringValue;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.RespLimits;
import java.util.Arrays;

/** Entries as strings, whichever of the three ways they are kept in: packed, number, or value. */
final class StringEntry {
  /** Longest string that a command may build: {@code proto-max-bulk-len}. */
  static final long MAX_BYTES = RespLimits.AUTHENTICATED.maxBulkBytes();

  private static final byte[] EMPTY = {};

  private StringEntry() {}

  /** Writes the string, or the null of the client's protocol if the entry is null. */
  static void reply(ReplyBuffer reply, Object entry) {
    if (entry instanceof byte[] packed && PackedEntry.isString(packed)) {
      if (PackedEntry.isInteger(packed)) {
        reply.bulkLong(PackedEntry.integer(packed));
      } else {
        int at = PackedEntry.valueOffset(packed);
        reply.bulk(packed, at, packed.length - at);
      }
    } else if (entry == null) {
      reply.nullBulk();
    } else {
      StringValue value = value(entry);
      reply.bulk(value.bytes(), 0, value.length());
    }
  }

  /** Whether the entry is a string. */
  static boolean isString(Object entry) {
    return entry instanceof byte[] packed && PackedEntry.isString(packed)
        || entry instanceof ObjectEntry object && object.value() instanceof StringValue;
  }

  /** Throws the type error unless the entry is a string or null. */
  static void requireString(Object entry) {
    if (entry != null && !isString(entry)) {
      throw CommandError.WRONG_TYPE;
    }
  }

  /** The value of a string that is not packed; refuses what is no string. */
  static StringValue value(Object entry) {
    if (entry instanceof ObjectEntry object && object.value() instanceof StringValue value) {
      return value;
    }
    throw CommandError.WRONG_TYPE;
  }

  static int length(Object entry) {
    return switch (entry) {
      case null -> 0;
      case byte[] packed when !PackedEntry.isString(packed) -> throw CommandError.WRONG_TYPE;
      case byte[] packed when PackedEntry.isInteger(packed) ->
          Decimal.length(PackedEntry.integer(packed));
      case byte[] packed -> packed.length - PackedEntry.valueOffset(packed);
      default -> value(entry).length();
    };
  }

  /** A copy of the string; empty if the entry is null. */
  static byte[] copy(Object entry) {
    return switch (entry) {
      case null -> EMPTY;
      case byte[] packed when !PackedEntry.isString(packed) -> throw CommandError.WRONG_TYPE;
      case byte[] packed when PackedEntry.isInteger(packed) -> decimal(PackedEntry.integer(packed));
      case byte[] packed ->
          Arrays.copyOfRange(packed, PackedEntry.valueOffset(packed), packed.length);
      default -> {
        StringValue value = value(entry);
        yield Arrays.copyOf(value.bytes(), value.length());
      }
    };
  }

  private static byte[] decimal(long number) {
    byte[] text = new byte[Decimal.length(number)];
    Decimal.write(number, text, 0);
    return text;
  }

  /**
   * The string as a number; {@link CommandError#NOT_AN_INTEGER} if it is none in canonical form.
   */
  static long integer(Object entry) {
    if (entry instanceof byte[] packed && PackedEntry.isString(packed)) {
      if (!PackedEntry.isInteger(packed)) {
        // Canonical numbers are always kept as such when they are packed.
        throw CommandError.NOT_AN_INTEGER;
      }
      return PackedEntry.integer(packed);
    }
    StringValue value = value(entry);
    if (!Decimal.isLong(value.bytes(), 0, value.length())) {
      throw CommandError.NOT_AN_INTEGER;
    }
    return Decimal.parse(value.bytes(), 0, value.length());
  }

  /** Refuses a string that would become longer than a client may receive. */
  static void requireLength(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new CommandError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    }
  }
}

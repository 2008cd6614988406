package io.vedette.node.type.bitmap;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.RespLimits;

/** Places of bits in arguments. */
final class BitOffset {
  private static final long MAX_BYTES = RespLimits.AUTHENTICATED.maxBulkBytes();

  private BitOffset() {}

  /** An argument as the place of a bit, from 0, within the longest string there may be. */
  static long of(Execution x, int argument) {
    return parse(x, argument, x.offset(argument), 1);
  }

  /** The same, but {@code #n} is the place of the n-th field of so many bits. */
  static long ofField(Execution x, int argument, int bits) {
    int at = x.offset(argument);
    boolean counted = x.length(argument) > 0 && x.bytes()[at] == '#';
    return counted ? parse(x, argument, at + 1, bits) : parse(x, argument, at, 1);
  }

  private static long parse(Execution x, int argument, int at, int scale) {
    int length = x.length(argument) - (at - x.offset(argument));
    if (Decimal.isLong(x.bytes(), at, length)) {
      // A product beyond 64 bits wraps around, as in Redis.
      long offset = Decimal.parse(x.bytes(), at, length) * scale;
      if (offset >= 0 && offset >> 3 < MAX_BYTES) {
        return offset;
      }
    }
    throw new CommandError("ERR bit offset is not an integer or out of range");
  }
}

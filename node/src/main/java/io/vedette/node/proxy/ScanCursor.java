package io.vedette.node.proxy;

import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Arrays;

/**
 * The cursor of a SCAN over all shards: the shard's index in the low bits, the shard's own cursor
 * above them. Any proxy of the database can go on with it. A shard's cursor follows the hash seed
 * of its process, as in Redis: after a failover the scan ends as it should, but may pass over keys.
 */
final class ScanCursor {
  /** What {@link #parse} answers for bytes that are no cursor. */
  private static final long INVALID = -1;

  private static final int SHARD_BITS = 10;
  private static final long MAX_IN_SHARD = (1L << 63 - SHARD_BITS) - 1;

  private ScanCursor() {}

  /** A shard's cursor in decimal; {@link #INVALID} if it is none. */
  private static long parse(byte[] bytes, int offset, int length) {
    if (length == 0 || length > 19) {
      return INVALID;
    }
    long cursor = 0;
    for (int i = offset; i < offset + length; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      cursor = cursor * 10 + digit;
    }
    return cursor < 0 ? INVALID : cursor;
  }

  static int shard(long cursor) {
    return (int) cursor & (1 << SHARD_BITS) - 1;
  }

  static long inShard(long cursor) {
    return cursor >>> SHARD_BITS;
  }

  /** The cursor after a shard answered its own next one, which is 0 at its end. */
  static long next(int shard, long nextInShard, int shards) {
    if (nextInShard == 0) {
      return shard + 1 < shards ? shard + 1 : 0;
    }
    return nextInShard << SHARD_BITS | shard;
  }

  /** One call of SCAN: replaces the shard's cursor in its reply. */
  static final class Step extends Gather {
    private final int shard;
    private final int shards;
    private long next = INVALID;
    private byte[] elements;

    Step(ProxyCore core, Pending place, int shard, int shards) {
      super(core, place, 1);
      this.shard = shard;
      this.shards = shards;
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      int lengthLine = afterLine(bytes, from);
      int number = afterLine(bytes, lengthLine);
      int rest = afterLine(bytes, number);
      long nextInShard = parse(bytes, number, rest - number - 2);
      if (nextInShard >= 0 && nextInShard <= MAX_IN_SHARD) {
        next = next(shard, nextInShard, shards);
        elements = Arrays.copyOfRange(bytes, rest, to);
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      if (next == INVALID) {
        out.error("ERR the shard's cursor is too large for the proxy");
        return;
      }
      out.array(2);
      out.bulkLong(next);
      out.raw(elements);
    }
  }
}

package io.vedette.node.command;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What the commands share that answer random members: distinct ones of a large collection. */
public final class RandomSample {
  /** A member drawn again is drawn anew; beyond this share of all it pays to go through all. */
  private static final int SPARSE_FACTOR = 3;

  private final Set<ByteBuffer> seen = new HashSet<>();

  /** The count argument; negative if members may repeat. */
  public static long count(Execution x, int argument) {
    long count = x.integer(argument);
    if (count == Long.MIN_VALUE) {
      throw new CommandError(
          "ERR value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);
    }
    return count;
  }

  /** Whether so few of all are wanted that drawing until enough are distinct is the fast way. */
  public static boolean isSparse(long wanted, long all) {
    return wanted * SPARSE_FACTOR < all;
  }

  /** Notes a member; says whether it is new. */
  public boolean add(byte[] bytes, int offset, int length) {
    return seen.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
  }

  /** How many distinct ones were noted. */
  public int size() {
    return seen.size();
  }
}

package io.vedette.node.type.hyperloglog;

/**
 * Registers as runs of equal values: {@code 00nnnnnn} are up to 64 zeros, {@code 01nnnnnn nnnnnnnn}
 * up to 16384, {@code 1vvvvvnn} up to four of a value from 1 to 32; lengths and values less one.
 *
 * <p>Runs are split and merged step by step as Redis does it, so that the same additions lead to
 * the same bytes.
 */
final class SparseRegisters {
  /** Largest value that a run can have. */
  static final int MAX_VALUE = 32;

  private static final int MAX_SHORT_ZEROS = 64;
  private static final int MAX_VALUES = 4;

  /** Most bytes by which one change makes the runs longer. */
  private static final int MOST_GROWTH_BYTES = 3;

  /** Runs that may have become equal after a change, counted from the one before it. */
  private static final int MERGED_RUNS = 5;

  private byte[] bytes;
  private final int start;
  private int end;

  /**
   * @param bytes what holds the runs; copied when it becomes too small, else changed in place
   * @param start where they start
   * @param end where they end
   */
  SparseRegisters(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** What became of raising a register. */
  enum Raised {
    NO,
    YES,
    /** The value is too large, or the runs would become too long: only dense registers can. */
    NOT_POSSIBLE,
    /** These bytes are no valid registers. */
    CORRUPT
  }

  byte[] bytes() {
    return bytes;
  }

  int end() {
    return end;
  }

  static boolean isValue(int run) {
    return (run & 0x80) != 0;
  }

  static boolean isLongZeros(int run) {
    return (run & 0xc0) == 0x40;
  }

  /** Registers of the run at a place before the end. A second byte that is missing counts as 0. */
  static int length(byte[] bytes, int at, int end) {
    int run = bytes[at];
    if (isValue(run)) {
      return (run & 3) + 1;
    }
    int second = at + 1 < end ? bytes[at + 1] & 0xff : 0;
    return isLongZeros(run) ? ((run & 63) << 8 | second) + 1 : (run & 63) + 1;
  }

  /** The value of a run's registers. */
  static int value(int run) {
    return isValue(run) ? (run >> 2 & 31) + 1 : 0;
  }

  private static byte values(int value, int length) {
    return (byte) (0x80 | value - 1 << 2 | length - 1);
  }

  /** Whether the place has a whole run before the end. */
  private static boolean isWhole(byte[] bytes, int at, int end) {
    return !isLongZeros(bytes[at]) || at + 1 < end;
  }

  /**
   * Raises a register to a value.
   *
   * @param maxBytes most bytes of the runs
   */
  Raised raise(int index, int value, long maxBytes) {
    if (value > MAX_VALUE) {
      return Raised.NOT_POSSIBLE;
    }
    int before = -1;
    int at = start;
    int first = 0;
    int length = 0;
    while (at < end && isWhole(bytes, at, end)) {
      length = length(bytes, at, end);
      if (index < first + length) {
        break;
      }
      before = at;
      first += length;
      at += isLongZeros(bytes[at]) ? 2 : 1;
    }
    if (at >= end || !isWhole(bytes, at, end)) {
      return Raised.CORRUPT;
    }
    if (value(bytes[at]) >= value) {
      return Raised.NO;
    }
    if (length == 1 && !isLongZeros(bytes[at])) {
      bytes[at] = values(value, 1);
    } else if (!split(at, index - first, first + length - 1 - index, value, maxBytes)) {
      return Raised.NOT_POSSIBLE;
    }
    merge(before < 0 ? start : before);
    return Raised.YES;
  }

  /** Replaces a run by what was before a register, the register, and what was behind it. */
  private boolean split(int at, int left, int right, int value, long maxBytes) {
    int old = value(bytes[at]);
    int oldBytes = isLongZeros(bytes[at]) ? 2 : 1;
    int newBytes = runBytes(old, left) + 1 + runBytes(old, right);
    int growth = newBytes - oldBytes;
    if (growth > 0 && end - start + growth > maxBytes) {
      return false;
    }
    if (end + growth > bytes.length) {
      byte[] larger = new byte[end + MOST_GROWTH_BYTES + (end - start) / 2];
      System.arraycopy(bytes, 0, larger, 0, end);
      bytes = larger;
    }
    System.arraycopy(bytes, at + oldBytes, bytes, at + newBytes, end - at - oldBytes);
    moveEnd(end + growth);
    int next = put(at, old, left);
    bytes[next] = values(value, 1);
    put(next + 1, old, right);
    return true;
  }

  /** Moves the end; strings have only zeros behind theirs. */
  private void moveEnd(int newEnd) {
    for (int at = newEnd; at < end; at++) {
      bytes[at] = 0;
    }
    end = newEnd;
  }

  private static int runBytes(int value, int length) {
    return length == 0 ? 0 : value == 0 && length > MAX_SHORT_ZEROS ? 2 : 1;
  }

  private int put(int at, int value, int length) {
    int size = runBytes(value, length);
    if (size == 2) {
      bytes[at] = (byte) (0x40 | length - 1 >> 8);
      bytes[at + 1] = (byte) (length - 1);
    } else if (size == 1) {
      bytes[at] = value > 0 ? values(value, length) : (byte) (length - 1);
    }
    return at + size;
  }

  /** Joins neighbours of one value among a few runs. */
  private void merge(int from) {
    int at = from;
    for (int i = 0; i < MERGED_RUNS && at < end; i++) {
      if (isValue(bytes[at]) && at + 1 < end && isValue(bytes[at + 1])) {
        int value = value(bytes[at]);
        int length = length(bytes, at, end) + length(bytes, at + 1, end);
        if (value == value(bytes[at + 1]) && length <= MAX_VALUES) {
          bytes[at + 1] = values(value, length);
          System.arraycopy(bytes, at + 1, bytes, at, end - at - 1);
          moveEnd(end - 1);
          continue;
        }
      }
      at += isLongZeros(bytes[at]) ? 2 : 1;
    }
  }

  /** Receives runs in the order of their registers. */
  @FunctionalInterface
  interface RunVisitor {
    void run(int first, int length, int value);
  }

  /** Visits all runs; false if the bytes are no valid registers. */
  static boolean visit(byte[] bytes, int start, int end, RunVisitor visitor) {
    int first = 0;
    for (int at = start; at < end; ) {
      int length = length(bytes, at, end);
      if (first + length > HyperLogLog.REGISTERS) {
        return false;
      }
      visitor.run(first, length, value(bytes[at]));
      first += length;
      at += isLongZeros(bytes[at]) ? 2 : 1;
    }
    return first == HyperLogLog.REGISTERS;
  }
}

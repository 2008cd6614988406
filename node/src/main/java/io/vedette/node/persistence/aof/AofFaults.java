package io.vedette.node.persistence.aof;

/**
 * What went wrong with the disk, and when to try again. Times are monotonic nanoseconds. Pure.
 *
 * <p>A failed write is repeated with the same bytes until it succeeds. A failed fsync is never
 * repeated: the system may have dropped the pages that it could not write, and a second fsync would
 * report success; the file is given up for a fresh one.
 */
final class AofFaults {
  /** Time between two tries of the same write. */
  static final long REWRITE_BLOCK_NS = 100_000_000;

  private static final long FIRST_RETRY_NS = 200_000_000;
  private static final long LONGEST_RETRY_NS = 2_000_000_000;

  private String error;
  private long retryAtNs;
  private long freshDelayNs = FIRST_RETRY_NS;
  private boolean lost;

  /** A write failed. */
  void writeFailed(String reason, long nowNs) {
    error = reason;
    retryAtNs = nowNs + REWRITE_BLOCK_NS;
  }

  /** A write succeeded. */
  void wrote() {
    if (!lost) {
      error = null;
    }
  }

  /** The file is given up. */
  void fileLost(String reason, long nowNs) {
    error = reason;
    lost = true;
    retryAtNs = nowNs + freshDelayNs;
    freshDelayNs = Math.min(2 * freshDelayNs, LONGEST_RETRY_NS);
  }

  /** A complete fresh file is in place, or none is wanted any more. */
  void healed() {
    error = null;
    lost = false;
    freshDelayNs = FIRST_RETRY_NS;
  }

  /** Whether everything succeeded lately. */
  boolean none() {
    return error == null;
  }

  /** Whether it is time for another try. */
  boolean mayRetry(long nowNs) {
    return nowNs - retryAtNs >= 0;
  }

  long retryAtNs() {
    return retryAtNs;
  }

  /** Why writes of clients are refused, code word first, or null if they are not. */
  String writeRefusal() {
    return error == null ? null : "MISCONF Errors writing to the AOF file: " + error;
  }
}

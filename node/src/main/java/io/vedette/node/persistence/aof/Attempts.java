package io.vedette.node.persistence.aof;

/**
 * Whether to try something again that has been in vain: always while it was seldom so, and now and
 * then when it was so several times in a row. Pure.
 */
final class Attempts {
  /** Attempts in vain, in a row, after which trying is the exception. */
  static final int MAX_VAIN = 4;

  /** One chance in so many is taken then. */
  static final int TRY_EVERY = 32;

  private int vain;
  private int skipped;

  /** There is a chance; returns whether to take it. */
  boolean isDue() {
    return vain < MAX_VAIN || ++skipped % TRY_EVERY == 0;
  }

  /** An attempt has ended. */
  void ended(boolean inVain) {
    vain = inVain ? vain + 1 : 0;
  }
}

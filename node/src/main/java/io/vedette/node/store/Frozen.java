package io.vedette.node.store;

import io.vedette.protocol.rdb.RdbWriter;

/**
 * A value as it was at one instant, to be written as RDB: shares what it can with the value, which
 * may go on changing. Dropped without a word when nobody needs it any more.
 */
public interface Frozen {
  /** The type byte of the RDB encoding. */
  int rdbType();

  /**
   * Writes the next part of the value, without type and key, through the writer's length and string
   * primitives.
   *
   * @param budgetBytes about how many bytes; a single element may be longer
   * @return whether anything is left
   */
  boolean writeSome(RdbWriter out, int budgetBytes);
}

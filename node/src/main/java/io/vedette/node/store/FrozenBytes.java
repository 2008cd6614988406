package io.vedette.node.store;

import io.vedette.protocol.rdb.RdbWriter;

/**
 * A packed value whose RDB encoding is a string of the very bytes it is kept in. It copies nothing,
 * so it must be written before the value changes.
 */
public record FrozenBytes(int rdbType, byte[] bytes, int from) implements Frozen {
  @Override
  public boolean writeSome(RdbWriter out, int budgetBytes) {
    out.stringValue(bytes, from, bytes.length - from);
    return false;
  }
}

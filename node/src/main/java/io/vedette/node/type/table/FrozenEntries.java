package io.vedette.node.type.table;

import io.vedette.node.store.Frozen;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A large collection at one instant, as RDB has most of them: a count, and one entry after another.
 */
public final class FrozenEntries implements Frozen {
  private final int rdbType;
  private final int size;
  private final Supplier<byte[]> entries;
  private final BiConsumer<RdbWriter, byte[]> form;
  private boolean begun;

  /**
   * @param size how many entries there are
   * @param entries gives the next one each time, null after the last
   * @param form writes an entry
   */
  public FrozenEntries(
      int rdbType, int size, Supplier<byte[]> entries, BiConsumer<RdbWriter, byte[]> form) {
    this.rdbType = rdbType;
    this.size = size;
    this.entries = entries;
    this.form = form;
  }

  @Override
  public int rdbType() {
    return rdbType;
  }

  @Override
  public boolean writeSome(RdbWriter out, int budgetBytes) {
    if (!begun) {
      begun = true;
      out.length(size);
    }
    long left = budgetBytes;
    while (left > 0) {
      byte[] entry = entries.get();
      if (entry == null) {
        return false;
      }
      form.accept(out, entry);
      left -= entry.length + 1;
    }
    return true;
  }
}

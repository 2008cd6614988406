package io.vedette.node.type.hyperloglog;

import io.vedette.node.command.Execution;
import io.vedette.node.store.Database;
import io.vedette.node.store.ObjectEntry;
import io.vedette.node.store.StringValue;
import io.vedette.node.type.string.StringBytes;

/**
 * A key's HyperLogLog, to be changed where it lies.
 *
 * @param entry what the key holds, null if nothing yet
 * @param registers the HyperLogLog in it, or one to be put there
 */
record OpenedHyperLogLog(Object entry, HyperLogLog registers) {

  /**
   * The one of the key in an argument, empty if there is none.
   *
   * @throws io.vedette.node.command.CommandError if the key holds anything else
   */
  static OpenedHyperLogLog open(Execution x, int key) {
    Object entry = x.db().findForWrite(x.bytes(), x.offset(key), x.length(key));
    if (entry == null) {
      return new OpenedHyperLogLog(null, HyperLogLog.empty());
    }
    HyperLogLog registers = HyperLogLog.in(StringBytes.of(entry));
    // Within a packed entry there is no room for longer runs.
    boolean inPlace = entry instanceof ObjectEntry || registers.isDense();
    return new OpenedHyperLogLog(entry, inPlace ? registers : registers.copy());
  }

  /** Puts it back after so many changes and tells of these. */
  void store(Execution x, int key, int changes) {
    HyperLogLog now = registers;
    if (entry instanceof ObjectEntry object && object.value() instanceof StringValue value) {
      value.replace(now.bytes(), now.length());
      x.db().changed(entry);
    } else if (entry != null && now.bytes() == entry) {
      x.db().changed(entry);
    } else {
      StringValue value = new StringValue(now.bytes(), now.length());
      long expiry = entry == null ? Database.NO_EXPIRY : Database.KEEP_EXPIRY;
      x.db().putValue(x.bytes(), x.offset(key), x.length(key), value, expiry);
    }
    x.changed(changes);
  }
}

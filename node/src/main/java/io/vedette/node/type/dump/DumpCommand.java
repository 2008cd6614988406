package io.vedette.node.type.dump;

import io.vedette.node.command.Execution;
import io.vedette.node.store.Frozen;
import io.vedette.node.store.Value;
import io.vedette.node.store.ValueViews;
import io.vedette.node.type.string.StringBytes;
import io.vedette.protocol.rdb.DumpPayload;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbWriter;

/** DUMP: a value as RDB, with version and checksum. */
final class DumpCommand {
  private static final int KEY = 1;

  private final ValueViews values;

  /**
   * @param values finds the values of collections
   */
  DumpCommand(ValueViews values) {
    this.values = values;
  }

  void dump(Execution x) {
    Object entry = x.db().find(x.bytes(), x.offset(KEY), x.length(KEY));
    if (entry == null) {
      x.reply().nullBulk();
    } else if (StringBytes.isString(entry)) {
      StringBytes bytes = StringBytes.of(entry);
      x.reply()
          .bulk(
              DumpPayload.of(
                  RdbFormat.TYPE_STRING,
                  out -> out.stringValue(bytes.array(), bytes.offset(), bytes.length())));
    } else {
      x.reply().bulk(payload(values.of(entry)));
    }
  }

  static byte[] payload(Value value) {
    Frozen frozen = value.freeze();
    return DumpPayload.of(frozen.rdbType(), out -> writeAll(frozen, out));
  }

  private static void writeAll(Frozen value, RdbWriter out) {
    boolean more = true;
    while (more) {
      more = value.writeSome(out, Integer.MAX_VALUE);
    }
  }
}

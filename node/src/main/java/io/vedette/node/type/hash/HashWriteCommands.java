package io.vedette.node.type.hash;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.PackedLimits;

/** Setting and deleting fields. */
final class HashWriteCommands {
  private static final int KEY = 1;
  private static final int FIELD = 2;
  private static final int VALUE = 3;

  private HashWriteCommands() {}

  static void set(Execution x) {
    x.reply().integer(setAll(x));
  }

  static void mSet(Execution x) {
    setAll(x);
    x.reply().ok();
  }

  /** Sets all pairs of the arguments; returns how many fields are new. */
  private static int setAll(Execution x) {
    if (x.argumentCount() % 2 != 0) {
      throw CommandError.wrongArity(x.spec().name());
    }
    HashValue hash = x.findOrCreate(KEY, HashValue.KIND);
    PackedLimits limits = x.limits();
    for (int i = FIELD; i < x.argumentCount(); i++) {
      hash.unpackFor(limits, x.length(i));
    }
    int added = 0;
    for (int i = FIELD; i < x.argumentCount(); i += 2) {
      added += set(x, hash, i, i + 1) ? 1 : 0;
    }
    x.putBack(KEY, hash);
    x.changed((x.argumentCount() - FIELD) / 2);
    x.notify(EventClass.HASH, "hset", KEY);
    return added;
  }

  private static boolean set(Execution x, HashValue hash, int field, int value) {
    return hash.set(
        x.limits(),
        x.bytes(),
        x.offset(field),
        x.length(field),
        x.bytes(),
        x.offset(value),
        x.length(value));
  }

  static void setNx(Execution x) {
    HashValue hash = x.findOrCreate(KEY, HashValue.KIND);
    if (hash.contains(x.bytes(), x.offset(FIELD), x.length(FIELD))) {
      x.reply().integer(0);
      return;
    }
    set(x, hash, FIELD, VALUE);
    x.putBack(KEY, hash);
    x.changed();
    x.notify(EventClass.HASH, "hset", KEY);
    x.reply().integer(1);
  }

  static void delete(Execution x) {
    HashValue hash = x.findForWrite(KEY, HashValue.KIND);
    int deleted = 0;
    for (int i = FIELD; hash != null && i < x.argumentCount(); i++) {
      deleted += hash.remove(x.bytes(), x.offset(i), x.length(i)) ? 1 : 0;
    }
    if (deleted > 0) {
      x.putBackLess(KEY, hash, EventClass.HASH, "hdel");
      x.changed(deleted);
    }
    x.reply().integer(deleted);
  }
}

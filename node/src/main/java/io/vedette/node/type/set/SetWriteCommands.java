package io.vedette.node.type.set;

import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;

/** Adding, removing and moving members. */
final class SetWriteCommands {
  private static final int KEY = 1;
  private static final int MEMBERS = 2;

  private static final int TARGET = 2;
  private static final int MOVED = 3;

  private SetWriteCommands() {}

  static void add(Execution x) {
    SetValue set = x.findForWrite(KEY, SetValue.KIND);
    if (set == null) {
      boolean integers = Decimal.isLong(x.bytes(), x.offset(MEMBERS), x.length(MEMBERS));
      set = SetValue.expecting(x.limits(), x.argumentCount() - MEMBERS, integers);
    }
    int added = 0;
    for (int i = MEMBERS; i < x.argumentCount(); i++) {
      added += set.add(x.limits(), x.bytes(), x.offset(i), x.length(i)) ? 1 : 0;
    }
    if (added > 0) {
      x.putBack(KEY, set);
      x.changed(added);
      x.notify(EventClass.SET, "sadd", KEY);
    }
    x.reply().integer(added);
  }

  static void remove(Execution x) {
    SetValue set = x.findForWrite(KEY, SetValue.KIND);
    int removed = 0;
    for (int i = MEMBERS; set != null && i < x.argumentCount(); i++) {
      removed += set.remove(x.bytes(), x.offset(i), x.length(i)) ? 1 : 0;
    }
    if (removed > 0) {
      putBackLess(x, set, "srem");
      x.changed(removed);
    }
    x.reply().integer(removed);
  }

  /** Puts a set back that lost members, and tells so. */
  static void putBackLess(Execution x, SetValue set, String event) {
    x.putBackLess(KEY, set, EventClass.SET, event);
  }

  static void move(Execution x) {
    SetValue source = x.findForWrite(KEY, SetValue.KIND);
    if (source == null) {
      x.reply().integer(0);
      return;
    }
    SetValue target = x.findForWrite(TARGET, SetValue.KIND);
    if (isSameKey(x)) {
      boolean there = source.contains(x.bytes(), x.offset(MOVED), x.length(MOVED));
      x.reply().integer(there ? 1 : 0);
      return;
    }
    if (!source.remove(x.bytes(), x.offset(MOVED), x.length(MOVED))) {
      x.reply().integer(0);
      return;
    }
    putBackLess(x, source, "srem");
    x.changed();
    SetValue to = target == null ? SetValue.KIND.create().get() : target;
    if (to.add(x.limits(), x.bytes(), x.offset(MOVED), x.length(MOVED))) {
      x.putBack(TARGET, to);
      x.changed();
      x.notify(EventClass.SET, "sadd", TARGET);
    }
    x.reply().integer(1);
  }

  private static boolean isSameKey(Execution x) {
    return Arrays.equals(
        x.bytes(),
        x.offset(KEY),
        x.offset(KEY) + x.length(KEY),
        x.bytes(),
        x.offset(TARGET),
        x.offset(TARGET) + x.length(TARGET));
  }
}

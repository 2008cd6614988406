package io.vedette.node.type.list;

import static io.vedette.node.type.list.ListCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;

/** Commands that add elements, or give one another content. */
final class ListPushCommands {
  private static final int FIRST_ELEMENT = 2;
  private static final CommandError OUT_OF_RANGE = new CommandError("ERR index out of range");

  private ListPushCommands() {}

  static void push(Execution x, ListEnd end) {
    pushAll(x, end, x.findOrCreate(KEY, ListValue.KIND));
  }

  static void pushExisting(Execution x, ListEnd end) {
    ListValue list = x.findForWrite(KEY, ListValue.KIND);
    if (list == null) {
      x.reply().integer(0);
    } else {
      pushAll(x, end, list);
    }
  }

  private static void pushAll(Execution x, ListEnd end, ListValue list) {
    ListLimit limit = ListLimit.of(x.limits());
    int last = x.argumentCount() - 1;
    long bytes = 0;
    for (int i = FIRST_ELEMENT; i <= last; i++) {
      bytes += x.length(i);
    }
    list.expect(limit, bytes, last - FIRST_ELEMENT + 1L);
    for (int i = FIRST_ELEMENT; i <= last; i++) {
      list.push(end, limit, x.bytes(), x.offset(i), x.length(i));
    }
    long size = list.elements();
    x.putBack(KEY, list);
    x.notify(EventClass.LIST, end.pushEvent, KEY);
    x.changed(last - FIRST_ELEMENT + 1L);
    x.reply().integer(size);
  }

  static void insert(Execution x) {
    boolean before = x.is(2, "BEFORE");
    if (!before && !x.is(2, "AFTER")) {
      throw CommandError.SYNTAX;
    }
    ListValue list = x.findForWrite(KEY, ListValue.KIND);
    if (list == null) {
      x.reply().integer(0);
      return;
    }
    ListPattern pivot = new ListPattern(x, 3);
    ListCursor at = list.at(ListEnd.HEAD);
    long index = 0;
    while (!at.matches(pivot)) {
      index++;
      if (!at.next()) {
        x.reply().integer(-1);
        return;
      }
    }
    ListLimit limit = ListLimit.of(x.limits());
    list.expect(limit, x.length(4), 1);
    list.insert(list.at(index), before, limit, x.bytes(), x.offset(4), x.length(4));
    long size = list.elements();
    x.putBack(KEY, list);
    x.notify(EventClass.LIST, "linsert", KEY);
    x.changed();
    x.reply().integer(size);
  }

  static void set(Execution x) {
    ListValue list = x.findForWrite(KEY, ListValue.KIND);
    if (list == null) {
      throw CommandError.NO_SUCH_KEY;
    }
    long index = x.integer(2);
    if (list.at(index) == null) {
      throw OUT_OF_RANGE;
    }
    ListLimit limit = ListLimit.of(x.limits());
    list.expect(limit, x.length(3), 1);
    list.replace(list.at(index), limit, x.bytes(), x.offset(3), x.length(3));
    list.shrunk(limit);
    x.putBack(KEY, list);
    x.notify(EventClass.LIST, "lset", KEY);
    x.changed();
    x.reply().ok();
  }
}

package io.vedette.node.type.list;

import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Bytes;

/** Commands that move an element from an end of a list to an end of the same or another. */
final class ListMoveCommands {
  private static final int SOURCE = 1;
  private static final int TARGET = 2;

  private ListMoveCommands() {}

  static void move(Execution x) {
    moveOrNull(x, ListEnd.of(x, 3), ListEnd.of(x, 4));
  }

  static void moveTailToHead(Execution x) {
    moveOrNull(x, ListEnd.TAIL, ListEnd.HEAD);
  }

  private static void moveOrNull(Execution x, ListEnd from, ListEnd to) {
    if (!moved(x, from, to)) {
      x.reply().nullBulk();
    }
  }

  /** Moves an element and replies with it; false if there is none. */
  static boolean moved(Execution x, ListEnd from, ListEnd to) {
    ListValue source = x.findForWrite(SOURCE, ListValue.KIND);
    if (source == null) {
      return false;
    }
    ListLimit limit = ListLimit.of(x.limits());
    boolean same =
        x.length(SOURCE) == x.length(TARGET)
            && Bytes.equal(
                x.bytes(), x.offset(SOURCE), x.bytes(), x.offset(TARGET), x.length(SOURCE));
    ListValue target = same ? source : x.findOrCreate(TARGET, ListValue.KIND);
    byte[] element = source.at(from).text();
    source.remove(from == ListEnd.HEAD ? 0 : source.elements() - 1, 1, limit);
    target.expect(limit, element.length, 1);
    target.push(to, limit, element, 0, element.length);
    x.putBack(TARGET, target);
    x.notify(EventClass.LIST, to.pushEvent, TARGET);
    if (same) {
      x.notify(EventClass.LIST, from.popEvent, SOURCE);
    } else {
      x.putBackLess(SOURCE, source, EventClass.LIST, from.popEvent);
    }
    x.changed();
    x.reply().bulk(element);
    return true;
  }
}

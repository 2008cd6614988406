package io.vedette.node.type.list;

import static io.vedette.node.type.list.ListCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.node.command.PopRequest;
import io.vedette.node.command.event.EventClass;

/** Commands that take elements away. */
final class ListPopCommands {
  private ListPopCommands() {}

  static void pop(Execution x, ListEnd end) {
    if (x.argumentCount() > 3) {
      throw CommandError.wrongArity(x.spec().name());
    }
    boolean counted = x.argumentCount() == 3;
    long count = 1;
    if (counted) {
      count = x.integerAtLeast(2, 0, "ERR value is out of range, must be positive");
    }
    ListValue list = x.findForWrite(KEY, ListValue.KIND);
    if (list == null && counted) {
      x.reply().nullArray();
    } else if (list == null) {
      x.reply().nullBulk();
    } else if (counted) {
      take(x, KEY, list, end, count);
    } else {
      list.at(end).reply(x.reply());
      taken(x, KEY, list, end, 1);
    }
  }

  /** Replies with up to so many elements of an end and takes them away; says how many. */
  private static long take(Execution x, int key, ListValue list, ListEnd end, long count) {
    long n = Math.min(count, list.elements());
    if (n == 0) {
      x.reply().array(0);
      return 0;
    }
    ListCommands.reply(x, list.at(end), end, n);
    taken(x, key, list, end, n);
    return n;
  }

  /** Takes elements that were replied with away from an end. */
  static void taken(Execution x, int key, ListValue list, ListEnd end, long count) {
    list.remove(end == ListEnd.HEAD ? 0 : list.elements() - count, count, ListLimit.of(x.limits()));
    x.putBackLess(key, list, EventClass.LIST, end.popEvent);
    x.changed(count);
  }

  /** LMPOP: from the first of some lists that there is. */
  static void popFromFirst(Execution x) {
    if (!popped(x, request(x, 1))) {
      x.reply().nullArray();
    }
  }

  static PopRequest request(Execution x, int numkeys) {
    return PopRequest.parse(x, numkeys, ListEnd.HEAD.word, ListEnd.TAIL.word);
  }

  /** Replies with a key and elements of its list, and takes these away; false if there is none. */
  static boolean popped(Execution x, PopRequest request) {
    ListEnd end = request.atSecondEnd() ? ListEnd.TAIL : ListEnd.HEAD;
    for (int key = request.firstKey(); key < request.firstKey() + request.keys(); key++) {
      ListValue list = x.findForWrite(key, ListValue.KIND);
      if (list != null) {
        x.reply().array(2);
        x.reply().bulk(x.bytes(), x.offset(key), x.length(key));
        long taken = take(x, key, list, end, request.count());
        popEffect(x, key, end, 3).arg(taken);
        return true;
      }
    }
    return false;
  }

  /** Begins the command that says which pop was done. */
  static Effects popEffect(Execution x, int key, ListEnd end, int arguments) {
    return x.effects()
        .command(arguments)
        .arg(end.popCommand)
        .arg(x.bytes(), x.offset(key), x.length(key));
  }

  static void remove(Execution x) {
    long count = x.integer(2);
    ListValue list = x.findForWrite(KEY, ListValue.KIND);
    if (list == null) {
      x.reply().integer(0);
      return;
    }
    ListEnd end = count < 0 ? ListEnd.TAIL : ListEnd.HEAD;
    long most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
    long removed = list.removeMatching(new ListPattern(x, 3), end, most, ListLimit.of(x.limits()));
    if (removed > 0) {
      x.putBackLess(KEY, list, EventClass.LIST, "lrem");
      x.changed(removed);
    }
    x.reply().integer(removed);
  }

  static void trim(Execution x) {
    long from = x.integer(2);
    long to = x.integer(3);
    ListValue list = x.findForWrite(KEY, ListValue.KIND);
    if (list == null) {
      x.reply().ok();
      return;
    }
    long size = list.elements();
    long first = Math.max(0, ListCommands.fromStart(from, size));
    long last = Math.min(size - 1, ListCommands.fromStart(to, size));
    long behind = first > last ? 0 : size - 1 - last;
    long before = first > last ? size : first;
    ListLimit limit = ListLimit.of(x.limits());
    list.remove(size - behind, behind, limit);
    list.remove(0, before, limit);
    x.putBackLess(KEY, list, EventClass.LIST, "ltrim");
    x.changed(before + behind);
    x.reply().ok();
  }
}

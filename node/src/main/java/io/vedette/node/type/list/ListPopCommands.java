package io.vedette.node.type.list;

import static io.vedette.node.type.list.ListCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.Decimal;

/** Commands that take elements away. */
final class ListPopCommands {
  private ListPopCommands() {}

  static void pop(Execution x, ListEnd end) {
    if (x.argumentCount() > 3) {
      throw CommandError.wrongArity(x.spec().name());
    }
    boolean counted = x.argumentCount() == 3;
    long count = counted ? number(x, 2, 0, "ERR value is out of range, must be positive") : 1;
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

  /** A number that is at least so much; else, or if it is none, that error. */
  static long number(Execution x, int argument, long least, String error) {
    int from = x.offset(argument);
    int length = x.length(argument);
    long number =
        Decimal.isLong(x.bytes(), from, length) ? Decimal.parse(x.bytes(), from, length) : -1;
    if (number < least) {
      throw new CommandError(error);
    }
    return number;
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
    ListCommands.putBackTaken(x, key, list, end.popEvent);
    x.changed(count);
  }

  /** LMPOP: from the first of some lists that there is. */
  static void popFromFirst(Execution x, int countArgument) {
    PopRequest request = PopRequest.of(x, countArgument);
    if (!popped(x, request)) {
      x.reply().nullArray();
    }
  }

  /**
   * What LMPOP and BLMPOP ask for.
   *
   * @param firstKey index of the argument that is the first key
   */
  record PopRequest(int firstKey, int keys, ListEnd end, long count) {
    /** Reads the arguments from the number of keys on. */
    static PopRequest of(Execution x, int countArgument) {
      long keys = number(x, countArgument, 1, "ERR numkeys should be greater than 0");
      if (keys >= x.argumentCount() - countArgument - 1) {
        throw CommandError.SYNTAX;
      }
      int where = countArgument + 1 + (int) keys;
      ListEnd end = ListEnd.of(x, where);
      long count = -1;
      for (int i = where + 1; i < x.argumentCount(); i += 2) {
        if (count != -1 || !x.is(i, "COUNT") || i + 1 == x.argumentCount()) {
          throw CommandError.SYNTAX;
        }
        count = number(x, i + 1, 1, "ERR count should be greater than 0");
      }
      return new PopRequest(countArgument + 1, (int) keys, end, count == -1 ? 1 : count);
    }
  }

  /** Replies with a key and elements of its list, and takes these away; false if there is none. */
  static boolean popped(Execution x, PopRequest request) {
    for (int key = request.firstKey(); key < request.firstKey() + request.keys(); key++) {
      ListValue list = x.findForWrite(key, ListValue.KIND);
      if (list != null) {
        x.reply().array(2);
        x.reply().bulk(x.bytes(), x.offset(key), x.length(key));
        long taken = take(x, key, list, request.end(), request.count());
        popEffect(x, key, request.end(), 3).arg(taken);
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
      ListCommands.putBackTaken(x, KEY, list, "lrem");
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
    ListCommands.putBackTaken(x, KEY, list, "ltrim");
    x.changed(before + behind);
    x.reply().ok();
  }
}

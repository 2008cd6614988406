package io.vedette.node.type.set;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.List;

/** SINTER, SUNION and SDIFF, what they store, and SINTERCARD. */
final class SetAlgebraCommands {
  private static final int TARGET = 1;
  private static final int FIRST_SOURCE = 2;
  private static final int COUNT = 1;

  private SetAlgebraCommands() {}

  private static List<SetValue> sets(Execution x, int first, int end) {
    List<SetValue> sets = new ArrayList<>(end - first);
    for (int i = first; i < end; i++) {
      sets.add(x.find(i, SetValue.KIND));
    }
    return sets;
  }

  // ---- replies

  static void inter(Execution x) {
    List<SetValue> sets = sets(x, TARGET, x.argumentCount());
    replyCounted(
        x,
        visitor ->
            SetAlgebra.inter(
                sets,
                (bytes, at, length) -> {
                  visitor.member(bytes, at, length);
                  return true;
                }));
  }

  static void diff(Execution x) {
    List<SetValue> sets = sets(x, TARGET, x.argumentCount());
    replyCounted(x, visitor -> SetAlgebra.diff(sets, visitor));
  }

  static void union(Execution x) {
    List<SetValue> sets = sets(x, TARGET, x.argumentCount());
    SetCommands.reply(x.reply(), SetAlgebra.union(x.limits(), sets));
  }

  /** Members that are found one by one. */
  @FunctionalInterface
  private interface Members {
    void forEach(SetValue.MemberVisitor visitor);
  }

  private static void replyCounted(Execution x, Members members) {
    ReplyBuffer found = new ReplyBuffer();
    int[] count = new int[1];
    members.forEach(
        (bytes, at, length) -> {
          found.bulk(bytes, at, length);
          count[0]++;
        });
    x.reply().set(count[0]);
    x.reply().raw(found.bytes(), 0, found.size());
  }

  // ---- stores

  static void interStore(Execution x) {
    List<SetValue> sets = sets(x, FIRST_SOURCE, x.argumentCount());
    SetValue result = new SetValue();
    SetAlgebra.inter(
        sets,
        (bytes, at, length) -> {
          result.add(x.limits(), bytes, at, length);
          return true;
        });
    store(x, result, "sinterstore");
  }

  static void unionStore(Execution x) {
    List<SetValue> sets = sets(x, FIRST_SOURCE, x.argumentCount());
    store(x, SetAlgebra.union(x.limits(), sets), "sunionstore");
  }

  static void diffStore(Execution x) {
    List<SetValue> sets = sets(x, FIRST_SOURCE, x.argumentCount());
    SetValue result = new SetValue();
    SetAlgebra.diff(sets, (bytes, at, length) -> result.add(x.limits(), bytes, at, length));
    store(x, result, "sdiffstore");
  }

  private static void store(Execution x, SetValue result, String event) {
    x.store(TARGET, result, EventClass.SET, event);
    x.reply().integer(result.elements());
  }

  // ---- SINTERCARD

  static void interCard(Execution x) {
    long keys = x.integerAtLeast(COUNT, 1, "ERR numkeys should be greater than 0");
    if (keys > x.argumentCount() - COUNT - 1) {
      throw new CommandError("ERR Number of keys can't be greater than number of args");
    }
    int end = COUNT + 1 + (int) keys;
    long limit = 0;
    for (int i = end; i < x.argumentCount(); i += 2) {
      if (!x.is(i, "LIMIT") || i + 1 == x.argumentCount()) {
        throw CommandError.SYNTAX;
      }
      limit = x.integerAtLeast(i + 1, 0, "ERR LIMIT can't be negative");
    }
    long most = limit == 0 ? Long.MAX_VALUE : limit;
    long[] count = new long[1];
    SetAlgebra.inter(sets(x, COUNT + 1, end), (bytes, at, length) -> ++count[0] < most);
    x.reply().integer(count[0]);
  }
}

package io.vedette.node.type.list;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** The commands of lists, and what several of them share; those that only read are here. */
public final class ListCommands {
  static final int KEY = 1;

  private ListCommands() {}

  /** Adds the handlers. */
  public static void register(Commands commands) {
    commands
        .register("lpush", x -> ListPushCommands.push(x, ListEnd.HEAD))
        .register("rpush", x -> ListPushCommands.push(x, ListEnd.TAIL))
        .register("lpushx", x -> ListPushCommands.pushExisting(x, ListEnd.HEAD))
        .register("rpushx", x -> ListPushCommands.pushExisting(x, ListEnd.TAIL))
        .register("linsert", ListPushCommands::insert)
        .register("lset", ListPushCommands::set)
        .register("lpop", x -> ListPopCommands.pop(x, ListEnd.HEAD))
        .register("rpop", x -> ListPopCommands.pop(x, ListEnd.TAIL))
        .register("lmpop", ListPopCommands::popFromFirst)
        .register("lrem", ListPopCommands::remove)
        .register("ltrim", ListPopCommands::trim)
        .register("lmove", ListMoveCommands::move)
        .register("rpoplpush", ListMoveCommands::moveTailToHead)
        .register("blpop", x -> ListBlockingCommands.pop(x, ListEnd.HEAD))
        .register("brpop", x -> ListBlockingCommands.pop(x, ListEnd.TAIL))
        .register("blmpop", ListBlockingCommands::popFromFirst)
        .register("blmove", ListBlockingCommands::move)
        .register("brpoplpush", ListBlockingCommands::moveTailToHead)
        .register("llen", ListCommands::length)
        .register("lindex", ListCommands::index)
        .register("lrange", ListCommands::range)
        .register("lpos", ListPositionCommand::positions);
  }

  private static void length(Execution x) {
    ListValue list = x.find(KEY, ListValue.KIND);
    x.reply().integer(list == null ? 0 : list.elements());
  }

  private static void index(Execution x) {
    ListValue list = x.find(KEY, ListValue.KIND);
    if (list == null) {
      x.reply().nullBulk();
      return;
    }
    ListCursor at = list.at(x.integer(2));
    if (at == null) {
      x.reply().nullBulk();
    } else {
      at.reply(x.reply());
    }
  }

  private static void range(Execution x) {
    long from = x.integer(2);
    long to = x.integer(3);
    ListValue list = x.find(KEY, ListValue.KIND);
    long size = list == null ? 0 : list.elements();
    long first = Math.max(0, fromStart(from, size));
    long last = Math.min(size - 1, fromStart(to, size));
    if (first > last) {
      x.reply().array(0);
      return;
    }
    reply(x, ListCursor.at(list, first), ListEnd.HEAD, last - first + 1);
  }

  /** An index that may count from the end, counted from the start; below 0 if it lies before. */
  static long fromStart(long index, long size) {
    return index < 0 ? index + size : index;
  }

  /** Replies with so many elements, going away from an end. */
  static void reply(Execution x, ListCursor at, ListEnd end, long count) {
    x.reply().array(Math.toIntExact(count));
    for (long i = 0; i < count; i++) {
      at.reply(x.reply());
      at.awayFrom(end);
    }
  }
}

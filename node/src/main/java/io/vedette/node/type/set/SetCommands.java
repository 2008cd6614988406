package io.vedette.node.type.set;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.ScanOptions;
import io.vedette.protocol.resp.ReplyBuffer;

/** The commands on sets and their handlers; here those that read one set. */
public final class SetCommands {
  private static final int KEY = 1;
  private static final int MEMBER = 2;
  private static final int CURSOR = 2;

  private SetCommands() {}

  public static void register(Commands commands) {
    commands
        .register("sismember", SetCommands::isMember)
        .register("smismember", SetCommands::areMembers)
        .register("scard", SetCommands::cardinality)
        .register("smembers", SetCommands::members)
        .register("sscan", SetCommands::scan)
        .register("sadd", SetWriteCommands::add)
        .register("srem", SetWriteCommands::remove)
        .register("smove", SetWriteCommands::move)
        .register("spop", SetRandomCommands::pop)
        .register("srandmember", SetRandomCommands::randMember)
        .register("sinter", SetAlgebraCommands::inter)
        .register("sintercard", SetAlgebraCommands::interCard)
        .register("sinterstore", SetAlgebraCommands::interStore)
        .register("sunion", SetAlgebraCommands::union)
        .register("sunionstore", SetAlgebraCommands::unionStore)
        .register("sdiff", SetAlgebraCommands::diff)
        .register("sdiffstore", SetAlgebraCommands::diffStore);
  }

  private static SetValue find(Execution x) {
    return x.find(KEY, SetValue.KIND);
  }

  private static boolean contains(Execution x, SetValue set, int argument) {
    return set != null && set.contains(x.bytes(), x.offset(argument), x.length(argument));
  }

  private static void isMember(Execution x) {
    x.reply().integer(contains(x, find(x), MEMBER) ? 1 : 0);
  }

  private static void areMembers(Execution x) {
    SetValue set = find(x);
    x.reply().array(x.argumentCount() - MEMBER);
    for (int i = MEMBER; i < x.argumentCount(); i++) {
      x.reply().integer(contains(x, set, i) ? 1 : 0);
    }
  }

  private static void cardinality(Execution x) {
    SetValue set = find(x);
    x.reply().integer(set == null ? 0 : set.elements());
  }

  private static void members(Execution x) {
    reply(x.reply(), find(x));
  }

  /** Replies with all members, with none if there is no set. */
  static void reply(ReplyBuffer reply, SetValue set) {
    reply.set(set == null ? 0 : (int) set.elements());
    if (set != null) {
      set.forEach(reply::bulk);
    }
  }

  private static void scan(Execution x) {
    long cursor = ScanOptions.cursor(x, CURSOR);
    SetValue set = find(x);
    if (set == null) {
      ScanOptions.replyEmpty(x.reply());
      return;
    }
    ScanOptions options = ScanOptions.parse(x, CURSOR + 1);
    ReplyBuffer found = new ReplyBuffer();
    int[] members = new int[1];
    long next =
        set.scan(
            cursor,
            options.count(),
            (bytes, at, length) -> {
              if (options.matches(bytes, at, length)) {
                found.bulk(bytes, at, length);
                members[0]++;
              }
            });
    ReplyBuffer reply = x.reply();
    reply.array(2);
    reply.bulkLong(next);
    reply.array(members[0]);
    reply.raw(found.bytes(), 0, found.size());
  }
}

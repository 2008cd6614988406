package io.vedette.node.type.hash;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.ReplyBuffer;

/** The commands on hashes and their handlers; here those that read fields by name. */
public final class HashCommands {
  private static final int KEY = 1;
  private static final int FIELD = 2;

  private HashCommands() {}

  public static void register(Commands commands) {
    commands
        .register("hget", HashCommands::get)
        .register("hmget", HashCommands::mGet)
        .register("hlen", HashCommands::length)
        .register("hstrlen", HashCommands::valueLength)
        .register("hexists", HashCommands::exists)
        .register("hset", HashWriteCommands::set)
        .register("hmset", HashWriteCommands::mSet)
        .register("hsetnx", HashWriteCommands::setNx)
        .register("hdel", HashWriteCommands::delete)
        .register("hincrby", HashCounterCommands::incrBy)
        .register("hincrbyfloat", HashCounterCommands::incrByFloat)
        .register("hgetall", HashIterationCommands::getAll)
        .register("hkeys", HashIterationCommands::keys)
        .register("hvals", HashIterationCommands::values)
        .register("hscan", HashIterationCommands::scan)
        .register("hrandfield", HashRandomCommand::randField);
  }

  static HashValue find(Execution x) {
    return x.find(KEY, HashValue.KIND);
  }

  private static void get(Execution x) {
    HashValue hash = find(x);
    if (hash == null) {
      x.reply().nullBulk();
    } else {
      hash.reply(x.reply(), x.bytes(), x.offset(FIELD), x.length(FIELD));
    }
  }

  private static void mGet(Execution x) {
    HashValue hash = find(x);
    ReplyBuffer reply = x.reply();
    reply.array(x.argumentCount() - FIELD);
    for (int i = FIELD; i < x.argumentCount(); i++) {
      if (hash == null) {
        reply.nullBulk();
      } else {
        hash.reply(reply, x.bytes(), x.offset(i), x.length(i));
      }
    }
  }

  private static void length(Execution x) {
    HashValue hash = find(x);
    x.reply().integer(hash == null ? 0 : hash.elements());
  }

  private static void valueLength(Execution x) {
    HashValue hash = find(x);
    x.reply()
        .integer(hash == null ? 0 : hash.valueLength(x.bytes(), x.offset(FIELD), x.length(FIELD)));
  }

  private static void exists(Execution x) {
    HashValue hash = find(x);
    boolean found = hash != null && hash.contains(x.bytes(), x.offset(FIELD), x.length(FIELD));
    x.reply().integer(found ? 1 : 0);
  }
}

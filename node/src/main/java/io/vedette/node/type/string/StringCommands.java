package io.vedette.node.type.string;

import io.vedette.node.command.Commands;

/** The commands of strings and their handlers. */
public final class StringCommands {
  private StringCommands() {}

  public static void register(Commands commands) {
    commands
        .register("get", GetCommands::get)
        .register("mget", GetCommands::mGet)
        .register("getdel", GetCommands::getDel)
        .register("getex", GetCommands::getEx)
        .register("strlen", GetCommands::strLen)
        .register("set", SetCommand::set)
        .register("setnx", SetCommand::setNx)
        .register("setex", SetCommand::setEx)
        .register("psetex", SetCommand::pSetEx)
        .register("getset", SetCommand::getSet)
        .register("mset", MultiSetCommands::mSet)
        .register("msetnx", MultiSetCommands::mSetNx)
        .register("append", RangeCommands::append)
        .register("setrange", RangeCommands::setRange)
        .register("getrange", RangeCommands::getRange)
        .register("substr", RangeCommands::getRange)
        .register("incr", CounterCommands::incr)
        .register("decr", CounterCommands::decr)
        .register("incrby", CounterCommands::incrBy)
        .register("decrby", CounterCommands::decrBy)
        .register("incrbyfloat", CounterCommands::incrByFloat)
        .register("lcs", LcsCommand::lcs);
  }
}

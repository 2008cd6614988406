package io.vedette.node.type.stream;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** The commands on streams and their handlers; here those that ask about the whole stream. */
public final class StreamCommands {
  static final int KEY = 1;

  private StreamCommands() {}

  public static void register(Commands commands) {
    commands.register("xlen", StreamCommands::length);
    GroupCommands.register(commands);
    StreamWriteCommands.register(commands);
    StreamRangeCommands.register(commands);
    StreamReadCommand.register(commands);
    StreamInfoCommand.register(commands);
  }

  private static void length(Execution x) {
    StreamValue stream = x.find(KEY, StreamValue.KIND);
    x.reply().integer(stream == null ? 0 : stream.length());
  }
}

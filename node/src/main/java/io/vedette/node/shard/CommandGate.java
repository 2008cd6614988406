package io.vedette.node.shard;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Session;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;

/** What must hold before a command is executed, checked in Redis's order. */
public final class CommandGate {
  private final Commands commands;

  public CommandGate(Commands commands) {
    this.commands = commands;
  }

  /** The error (code word first) that refuses the command, or null if it may run. */
  public String refusal(CommandSpec spec, Session session, CommandBatch batch, int command) {
    if (spec == null || commands.handler(spec) == null) {
      return "ERR unknown command";
    }
    if (!spec.accepts(batch.argumentCount(command))) {
      return "ERR wrong number of arguments for '" + spec.name() + "' command";
    }
    return null;
  }
}

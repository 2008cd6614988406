package io.vedette.node.shard;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Session;
import io.vedette.node.replication.Replication;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;

/** What must hold before a command is executed, checked in Redis's order. */
public final class CommandGate {
  private final Commands commands;
  private final Replication replication;

  public CommandGate(Commands commands, Replication replication) {
    this.commands = commands;
    this.replication = replication;
  }

  /** The error (code word first) that refuses the command, or null if it may run. */
  public String refusal(CommandSpec spec, Session session, CommandBatch batch, int command) {
    if (spec == null || commands.handler(spec) == null) {
      return "ERR unknown command";
    }
    if (!spec.accepts(batch.argumentCount(command))) {
      return "ERR wrong number of arguments for '" + spec.name() + "' command";
    }
    if (spec.has(CommandFlag.WRITE)) {
      if (replication.lacksReplicas()) {
        return "NOREPLICAS Not enough good replicas to write.";
      }
      if (replication.isReadOnly()) {
        return "READONLY You can't write against a read only replica.";
      }
    }
    if (replication.refusesStaleReads() && !spec.has(CommandFlag.STALE)) {
      return "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";
    }
    return null;
  }
}

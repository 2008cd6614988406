package io.vedette.node.command;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;

/**
 * The handlers of all commands of a copy, found by what the {@link CommandTable} says of a name.
 */
public final class Commands {
  private final CommandTable table;
  private final CommandHandler[] handlers;

  /** Starts with no handlers. */
  public Commands(CommandTable table) {
    this.table = table;
    this.handlers = new CommandHandler[table.size()];
  }

  /**
   * Says what a command does. The name is lower case, a subcommand's is {@code container|name}.
   *
   * @throws IllegalArgumentException if the table does not know the name or it has a handler
   *     already
   */
  public Commands register(String name, CommandHandler handler) {
    CommandSpec spec = table.find(name);
    if (spec == null) {
      throw new IllegalArgumentException("not in the command table: " + name);
    }
    if (handlers[spec.id()] != null) {
      throw new IllegalArgumentException("registered twice: " + name);
    }
    handlers[spec.id()] = handler;
    return this;
  }

  /** Has something done after each execution of a command that has a handler already. */
  public Commands after(String name, Runnable more) {
    int id = table.find(name).id();
    CommandHandler first = handlers[id];
    handlers[id] =
        x -> {
          first.execute(x);
          more.run();
        };
    return this;
  }

  public CommandTable table() {
    return table;
  }

  /** What a command of a batch names: a subcommand where it has one, null if it is unknown. */
  public CommandSpec resolve(CommandBatch batch, int command) {
    CommandSpec spec =
        table.find(batch.bytes(), batch.offset(command, 0), batch.length(command, 0));
    if (spec != null && spec.isContainer() && batch.argumentCount(command) > 1) {
      CommandSpec sub =
          spec.subcommand(batch.bytes(), batch.offset(command, 1), batch.length(command, 1));
      return sub != null ? sub : spec;
    }
    return spec;
  }

  /** The handler of a spec, or null if this process does not execute it. */
  public CommandHandler handler(CommandSpec spec) {
    return handlers[spec.id()];
  }
}

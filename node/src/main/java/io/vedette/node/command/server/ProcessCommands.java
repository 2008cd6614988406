package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** TIME and SHUTDOWN. */
public final class ProcessCommands {

  /** Microseconds since 1970. */
  @FunctionalInterface
  public interface Clock {
    long microseconds();
  }

  private final Clock clock;
  private final Runnable shutdown;

  private ProcessCommands(Clock clock, Runnable shutdown) {
    this.clock = clock;
    this.shutdown = shutdown;
  }

  /**
   * Adds the handlers.
   *
   * @param shutdown begins to end the process, and returns
   */
  public static void register(Commands commands, Clock clock, Runnable shutdown) {
    ProcessCommands own = new ProcessCommands(clock, shutdown);
    commands.register("time", own::time).register("shutdown", own::shutdown);
  }

  private void time(Execution x) {
    long now = clock.microseconds();
    x.reply().array(2);
    x.reply().bulkLong(now / 1_000_000);
    x.reply().bulkLong(now % 1_000_000);
  }

  /** Closes the connection without a reply, as Redis does; only an error is answered. */
  private void shutdown(Execution x) {
    boolean save = false;
    boolean noSave = false;
    boolean abort = false;
    boolean others = false;
    for (int i = 1; i < x.argumentCount(); i++) {
      if (x.is(i, "NOSAVE")) {
        noSave = true;
      } else if (x.is(i, "SAVE")) {
        save = true;
      } else if (x.is(i, "ABORT")) {
        abort = true;
      } else if (x.is(i, "NOW") || x.is(i, "FORCE")) {
        others = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (abort && (save || noSave || others) || save && noSave) {
      throw CommandError.SYNTAX;
    }
    if (abort) {
      throw new CommandError("ERR No shutdown in progress.");
    }
    if (save) {
      throw new CommandError("ERR SHUTDOWN SAVE is not possible: this version writes no snapshots");
    }
    x.session().closeAfterReply(true);
    shutdown.run();
  }
}

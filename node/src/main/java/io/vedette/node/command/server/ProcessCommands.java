package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import java.nio.charset.StandardCharsets;

/** TIME and SHUTDOWN. */
public final class ProcessCommands {

  /** Microseconds since 1970. */
  @FunctionalInterface
  public interface Clock {
    long microseconds();
  }

  /** Ends the process. */
  public interface Shutdowns {
    /**
     * Begins to; returns at once.
     *
     * @param failed run on the caller's thread if it does not come to the end
     */
    void request(ShutdownRequest request, Runnable failed);

    /** Cancels what was begun; false if there is nothing, or if it is too late. */
    boolean abort();
  }

  private static final byte[] FAILED =
      "-ERR Errors trying to SHUTDOWN. Check logs.\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Clock clock;
  private final Shutdowns shutdown;

  private ProcessCommands(Clock clock, Shutdowns shutdown) {
    this.clock = clock;
    this.shutdown = shutdown;
  }

  /** Adds the handlers. */
  public static void register(Commands commands, Clock clock, Shutdowns shutdown) {
    ProcessCommands own = new ProcessCommands(clock, shutdown);
    commands.register("time", own::time).register("shutdown", own::shutdown);
  }

  private void time(Execution x) {
    long now = clock.microseconds();
    x.reply().array(2);
    x.reply().bulkLong(now / 1_000_000);
    x.reply().bulkLong(now % 1_000_000);
  }

  /**
   * The client waits until its connection ends with the process, and is answered only if that does
   * not happen.
   */
  private void shutdown(Execution x) {
    boolean save = false;
    boolean noSave = false;
    boolean abort = false;
    boolean now = false;
    boolean force = false;
    for (int i = 1; i < x.argumentCount(); i++) {
      if (x.is(i, "NOSAVE")) {
        noSave = true;
      } else if (x.is(i, "SAVE")) {
        save = true;
      } else if (x.is(i, "ABORT")) {
        abort = true;
      } else if (x.is(i, "NOW")) {
        now = true;
      } else if (x.is(i, "FORCE")) {
        force = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (abort && (save || noSave || now || force) || save && noSave) {
      throw CommandError.SYNTAX;
    }
    if (abort) {
      if (!shutdown.abort()) {
        throw new CommandError("ERR No shutdown in progress.");
      }
      x.reply().ok();
      return;
    }
    Server server = x.server();
    Session session = x.session();
    server.block(session);
    shutdown.request(
        new ShutdownRequest(save, noSave, now, force), () -> server.unblock(session, FAILED));
  }
}

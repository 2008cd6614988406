package io.vedette.node.persistence.save;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import java.nio.charset.StandardCharsets;

/** SAVE, BGSAVE and LASTSAVE. */
public final class SaveCommands {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Redis says no more to the client; the log has the reason. */
  private static final byte[] FAILED = "-ERR\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Saves saves;

  private SaveCommands(Saves saves) {
    this.saves = saves;
  }

  /** Adds the handlers; FLUSHALL has its own already. */
  public static void register(Commands commands, Saves saves) {
    SaveCommands own = new SaveCommands(saves);
    commands
        .register("save", own::save)
        .register("bgsave", own::bgsave)
        .register("lastsave", own::lastSave)
        .after("flushall", saves::flushed);
  }

  private void save(Execution x) {
    saves.requireNoneInProgress();
    Server server = x.server();
    Session session = x.session();
    server.block(session);
    saves.foreground(failure -> server.unblock(session, failure.isEmpty() ? OK : FAILED));
  }

  private void bgsave(Execution x) {
    boolean schedule = x.argumentCount() == 2 && x.is(1, "SCHEDULE");
    if (x.argumentCount() > 1 && !schedule) {
      throw CommandError.SYNTAX;
    }
    x.reply().simple(saves.background(schedule, !x.mayBlock()));
  }

  private void lastSave(Execution x) {
    x.reply().integer(saves.saving().savedWallMs() / 1000);
  }
}

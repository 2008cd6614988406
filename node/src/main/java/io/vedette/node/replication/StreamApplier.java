package io.vedette.node.replication;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.nio.charset.StandardCharsets;

/**
 * Applies a master's stream: executes its commands and appends the very same bytes to the copy's
 * own log, so that both count the same offset and replicas of the replica read what it read.
 *
 * <p>A transaction counts only when its EXEC is there: its bytes are held back until then, so that
 * neither the data nor the offset ever stands in the middle of one. Bytes held back are not part of
 * the offset, and a link that breaks is continued before them.
 */
public final class StreamApplier {
  /** Executes what the stream says. */
  public interface Executor {
    /** Whether the command is known here. */
    boolean supports(CommandBatch batch, int command);

    /** Executes a command of the master in a database; nobody is answered. */
    void execute(CommandBatch batch, int command, int database);
  }

  private static final int KEEP_HELD_BYTES = 64 * 1024;
  private static final long NO_MILESTONE = Long.MAX_VALUE;

  private final ReplicationLog log;
  private final Executor executor;
  private final RequestParser parser = new RequestParser();
  private CommandBatch held = new CommandBatch();
  private int database;
  private boolean acknowledgementWanted;
  private boolean fsyncWanted;
  private String unsupported;

  private long milestone = NO_MILESTONE;
  private Runnable atMilestone = () -> {};

  public StreamApplier(ReplicationLog log, Executor executor) {
    this.log = log;
    this.executor = executor;
  }

  /**
   * Applies the commands of a batch; the bytes must continue what was applied before.
   *
   * @return null, or the name of a command that cannot be executed here: it and what follows it
   *     were not applied
   */
  public String apply(CommandBatch batch) {
    unsupported = null;
    applyAndHold(batch);
    return unsupported;
  }

  private void applyAndHold(CommandBatch batch) {
    int complete = batch.size() == 0 ? 0 : batch.rawEnd(batch.size() - 1);
    if (held.bufferedBytes() == 0) {
      int applied = applyWhole(batch);
      if (applied < complete && unsupported == null) {
        hold(batch.bytes(), applied, complete - applied);
      }
      return;
    }
    held.append(batch.bytes(), 0, complete);
    CommandBatch joined = parsed(held);
    held = new CommandBatch();
    int applied = applyWhole(joined);
    int end = joined.bufferedBytes();
    if (applied < end && unsupported == null) {
      hold(joined.bytes(), applied, end - applied);
    }
  }

  private CommandBatch parsed(CommandBatch bytes) {
    CommandBatch fresh = new CommandBatch();
    fresh.append(bytes.bytes(), 0, bytes.bufferedBytes());
    try {
      parser.parse(fresh, RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      throw new IllegalStateException("commands that were parsed once before", e);
    }
    return fresh;
  }

  private void hold(byte[] bytes, int from, int length) {
    held.clear(KEEP_HELD_BYTES);
    held.append(bytes, from, length);
  }

  /** Executes up to an unfinished transaction; returns where the applied bytes end. */
  private int applyWhole(CommandBatch batch) {
    int logged = 0;
    int applied = 0;
    int next = 0;
    while (next < batch.size()) {
      if (is(batch, next, 0, "MULTI")) {
        int exec = next + 1;
        while (exec < batch.size() && !is(batch, exec, 0, "EXEC")) {
          exec++;
        }
        if (exec == batch.size() || !supports(batch, next + 1, exec)) {
          break;
        }
        for (int i = next + 1; i < exec; i++) {
          one(batch, i);
        }
        next = exec + 1;
      } else if (supports(batch, next, next + 1)) {
        one(batch, next++);
      } else {
        break;
      }
      applied = batch.rawEnd(next - 1);
      if (log.offset() + applied - logged >= milestone) {
        log.appendRaw(batch.bytes(), logged, applied - logged);
        logged = applied;
        passMilestone();
      }
    }
    if (applied > logged) {
      log.appendRaw(batch.bytes(), logged, applied - logged);
    }
    return applied;
  }

  /**
   * Has something done once, exactly between what comes before the offset and what comes after it:
   * at once if the log is there already. Replaces what was asked for before.
   */
  void whenReached(long offset, Runnable action) {
    milestone = offset;
    atMilestone = action;
    if (log.offset() >= offset) {
      passMilestone();
    }
  }

  /** The offset that was waited for is of no meaning any more. */
  void forgetMilestone() {
    milestone = NO_MILESTONE;
  }

  private void passMilestone() {
    milestone = NO_MILESTONE;
    atMilestone.run();
  }

  /** Asked before the first command of a transaction runs, for nothing can be taken back. */
  private boolean supports(CommandBatch batch, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isOfTheStream(batch, i) && !executor.supports(batch, i)) {
        unsupported =
            new String(
                batch.bytes(), batch.offset(i, 0), batch.length(i, 0), StandardCharsets.UTF_8);
        return false;
      }
    }
    return true;
  }

  private static boolean isOfTheStream(CommandBatch batch, int command) {
    return is(batch, command, 0, "SELECT")
        || is(batch, command, 0, "REPLCONF")
        || is(batch, command, 0, "PING");
  }

  private void one(CommandBatch batch, int command) {
    if (is(batch, command, 0, "SELECT") && batch.argumentCount(command) == 2) {
      database = number(batch, command, 1);
    } else if (is(batch, command, 0, "REPLCONF")) {
      if (batch.argumentCount(command) == 3 && is(batch, command, 1, "GETACK")) {
        boolean fsync = is(batch, command, 2, "FSYNC");
        fsyncWanted |= fsync;
        acknowledgementWanted |= !fsync;
      }
    } else if (!is(batch, command, 0, "PING")) {
      executor.execute(batch, command, database);
    }
  }

  private static boolean is(CommandBatch batch, int command, int argument, String upperCase) {
    int length = batch.length(command, argument);
    if (length != upperCase.length()) {
      return false;
    }
    int offset = batch.offset(command, argument);
    for (int i = 0; i < length; i++) {
      int letter = batch.bytes()[offset + i];
      if ((letter >= 'a' && letter <= 'z' ? letter - 32 : letter) != upperCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(CommandBatch batch, int command, int argument) {
    int value = 0;
    int offset = batch.offset(command, argument);
    for (int i = 0; i < batch.length(command, argument); i++) {
      value = value * 10 + batch.bytes()[offset + i] - '0';
    }
    return value;
  }

  /** Whether the master asked for an acknowledgement since the last call. */
  public boolean takeAcknowledgementWanted() {
    boolean wanted = acknowledgementWanted;
    acknowledgementWanted = false;
    return wanted;
  }

  /** Whether the master asked since the last call to be told when everything so far is fsynced. */
  boolean takeFsyncWanted() {
    boolean wanted = fsyncWanted;
    fsyncWanted = false;
    return wanted;
  }

  /** The database that the stream has selected. */
  public int database() {
    return database;
  }

  /** The link ended: a transaction without its EXEC will be sent again, or never was committed. */
  public void dropUnfinished() {
    held.clear(KEEP_HELD_BYTES);
  }

  /** A snapshot was loaded whose stream goes on in this database. */
  public void restart(int selectedDatabase) {
    dropUnfinished();
    database = selectedDatabase;
  }
}

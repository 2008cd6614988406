package io.vedette.node.persistence.recovery;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofVisitor;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.nio.charset.StandardCharsets;

/**
 * Executes the commands of an append-only file's increments, one increment after the other, and
 * knows which history they belong to.
 */
final class IncrementVisitor implements AofVisitor {
  /** Bytes parsed at a time: they stay in the processor's cache until they are executed. */
  private static final int SLICE_BYTES = 64 * 1024;

  private static final int LOOK_AHEAD_COMMANDS = 64;

  private static final long NOT_KNOWN = -1;

  private final IncrementExecutor executor;
  private final int databases;
  private final RequestParser parser = new RequestParser();
  private CommandBatch batch = new CommandBatch();
  private CommandBatch spare = new CommandBatch();
  private int database;
  private long executed;
  private AofAnnotation.History history;

  /** Where the stream stands before the file that is read; {@link #NOT_KNOWN} if nobody says. */
  private long expectedOffset = NOT_KNOWN;

  private boolean atHead;

  /**
   * @param databases how many there are
   */
  IncrementVisitor(IncrementExecutor executor, int databases) {
    this.executor = executor;
    this.databases = databases;
  }

  /** Another file begins, whose commands first say their database. */
  void beginFile(long streamOffset, boolean offsetIsKnown) {
    database = 0;
    atHead = true;
    history = null;
    expectedOffset = offsetIsKnown ? streamOffset : NOT_KNOWN;
  }

  @Override
  public void commands(byte[] bytes, int offset, int length, long filePosition, long streamOffset)
      throws AofException {
    long start = filePosition;
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int slice = Math.min(SLICE_BYTES, end - at);
      batch.append(bytes, at, slice);
      at += slice;
      try {
        parser.parse(batch, RespLimits.AUTHENTICATED);
      } catch (ProtocolException e) {
        throw new AofException(e.getMessage() + ", in the commands from byte " + start);
      }
      executeBatch(start);
      start += batch.size() == 0 ? 0 : batch.rawEnd(batch.size() - 1);
      keepPartial();
    }
    if (batch.hasPartial()) {
      throw new AofException("a command that does not end, from byte " + start);
    }
  }

  private void keepPartial() {
    CommandBatch done = batch;
    if (!done.hasPartial()) {
      done.clear(SLICE_BYTES * 4);
    } else if (done.size() > 0) {
      done.movePartialTo(spare);
      done.clear(SLICE_BYTES * 4);
      batch = spare;
      spare = done;
    }
  }

  private void executeBatch(long start) throws AofException {
    int commands = batch.size();
    for (int i = 0; i < commands; i++) {
      if (i % LOOK_AHEAD_COMMANDS == 0) {
        executor.lookAhead(batch, i, Math.min(commands, i + LOOK_AHEAD_COMMANDS), database);
      }
      if (!executeOne(i)) {
        throw new AofException(
            "Unknown command '" + text(i) + "' at byte " + (start + batch.rawStart(i)));
      }
      executed++;
    }
  }

  private boolean executeOne(int command) throws AofException {
    switch (StreamWord.of(batch, command)) {
      case SELECT -> database = selected(command);
      case MULTI, EXEC, PING, REPLCONF -> {
        // The scanner hands out whole transactions; the rest concerns replicas.
      }
      case OTHER -> {
        return executor.executeIfKnown(batch, command, database);
      }
    }
    return true;
  }

  private int selected(int command) throws AofException {
    int number = -1;
    if (batch.argumentCount(command) == 2 && batch.length(command, 1) < 10) {
      number = 0;
      for (int i = 0; i < batch.length(command, 1); i++) {
        int digit = batch.bytes()[batch.offset(command, 1) + i] - '0';
        number = digit < 0 || digit > 9 ? Integer.MAX_VALUE : number * 10 + digit;
        if (number >= databases) {
          break;
        }
      }
    }
    if (number < 0 || number >= databases) {
      throw new AofException("SELECT of a database that is not among the " + databases);
    }
    return number;
  }

  private String text(int command) {
    return new String(
        batch.bytes(),
        batch.offset(command, 0),
        Math.min(batch.length(command, 0), 128),
        StandardCharsets.UTF_8);
  }

  @Override
  public void history(AofAnnotation.History line) throws AofException {
    if (atHead && expectedOffset != NOT_KNOWN && !line.follows(expectedOffset)) {
      throw new AofException(
          "it begins at replication offset "
              + line.streamOffset()
              + ", but what comes before it ends at "
              + expectedOffset);
    }
    if (line.database() >= databases) {
      throw new AofException("database " + line.database() + " of " + databases);
    }
    atHead = false;
    history = line;
    database = line.database();
  }

  /** The history at the present place; null if the file does not say. */
  AofAnnotation.History history() {
    return history;
  }

  int database() {
    return database;
  }

  /** Commands so far, in all files. */
  long executed() {
    return executed;
  }
}

package io.vedette.node.shard;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.ClientLink;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.CommandHandler;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.persistence.recovery.IncrementExecutor;
import io.vedette.node.replication.StreamApplier;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ReplyBuffer;

/**
 * Executes the commands of a master's stream: no gate, no reply, no effects of their own, since the
 * stream itself is the effect.
 */
public final class StreamExecutor implements StreamApplier.Executor, IncrementExecutor {
  private final Commands commands;
  private final ShardClock clock;
  private final Session master = new Session(0, "", "", 0, new Nobody());
  private final ReplyBuffer unread = new ReplyBuffer();
  private final Keyspace keyspace;
  private final Execution execution;
  private long failures;

  /** Keeps the look-ahead from being optimized away. */
  private int touched;

  private long changes;

  public StreamExecutor(Keyspace keyspace, Commands commands, Server server, ShardClock clock) {
    this.keyspace = keyspace;
    this.commands = commands;
    this.clock = clock;
    this.execution = new Execution(keyspace, server, unread, transaction -> {});
    this.execution.mayBlock(false);
    this.master.authenticated(true);
    this.master.kind(ClientKind.MASTER);
  }

  /** Has events told that the stream's commands cause. */
  public void events(KeyspaceEvents events) {
    execution.events(events);
  }

  @Override
  public boolean supports(CommandBatch batch, int command) {
    CommandSpec spec = commands.resolve(batch, command);
    return spec != null && commands.handler(spec) != null;
  }

  @Override
  public void execute(CommandBatch batch, int command, int database) {
    executeIfKnown(batch, command, database);
  }

  /** Takes the first argument for a key; where it is none, nothing is lost but a little time. */
  @Override
  public void lookAhead(CommandBatch batch, int from, int until, int database) {
    Database data = keyspace.database(database);
    int sum = 0;
    for (int i = from; i < until; i++) {
      if (batch.argumentCount(i) > 1) {
        sum += data.lookAhead(batch.bytes(), batch.offset(i, 1), batch.length(i, 1));
      }
    }
    touched += sum;
  }

  @Override
  public boolean executeIfKnown(CommandBatch batch, int command, int database) {
    CommandSpec spec = commands.resolve(batch, command);
    CommandHandler handler = spec == null ? null : commands.handler(spec);
    if (handler == null) {
      return false;
    }
    long nowMs = clock.wallMs();
    keyspace.advanceTo(nowMs);
    master.select(database);
    execution.begin(batch, command, spec, master, nowMs);
    try {
      handler.execute(execution);
    } catch (CommandError e) {
      failures++;
    }
    changes += execution.changes();
    unread.clear();
    return true;
  }

  /** Keys that the stream changed. */
  public long changes() {
    return changes;
  }

  /** Commands that failed here though they succeeded there: a sign of divergence. */
  @Override
  public long failures() {
    return failures;
  }

  /** The stream is answered to nobody. */
  private static final class Nobody implements ClientLink {
    @Override
    public void send(byte[] bytes, int offset, int length) {
      // No reply leaves a replica for its master.
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void close() {
      // The connection is the link's.
    }

    @Override
    public void abort() {
      // The connection is the link's.
    }
  }
}

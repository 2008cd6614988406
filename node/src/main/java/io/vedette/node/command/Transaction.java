package io.vedette.node.command;

import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client queued between MULTI and EXEC: copies of its commands. Confined to the shard's
 * thread.
 */
public final class Transaction {
  /** The command that executes what is queued. */
  public static final String EXEC = "exec";

  /** Most bytes that one transaction may queue; beyond them commands are refused. */
  public static final int MAX_QUEUED_BYTES = RespLimits.MAX_QUERY_BUFFER_BYTES;

  private final ReplyBuffer encoded = new ReplyBuffer();
  private final List<CommandSpec> specs = new ArrayList<>();
  private boolean aborted;

  /**
   * Keeps a copy of a command.
   *
   * @throws CommandError if the queue would become too large
   */
  public void queue(CommandSpec spec, CommandBatch batch, int command) {
    int bytes = 0;
    int arguments = batch.argumentCount(command);
    for (int i = 0; i < arguments; i++) {
      bytes += batch.length(command, i);
    }
    if ((long) encoded.size() + bytes > MAX_QUEUED_BYTES) {
      throw new CommandError("ERR transaction queue is larger than " + MAX_QUEUED_BYTES + " bytes");
    }
    encoded.array(arguments);
    for (int i = 0; i < arguments; i++) {
      encoded.bulk(batch.bytes(), batch.offset(command, i), batch.length(command, i));
    }
    specs.add(spec);
  }

  /** A command was refused instead of queued: EXEC will execute nothing. */
  public void abort() {
    aborted = true;
  }

  public boolean isAborted() {
    return aborted;
  }

  /** Number of queued commands. */
  public int size() {
    return specs.size();
  }

  public CommandSpec spec(int index) {
    return specs.get(index);
  }

  /** Memory that the queue holds. */
  public int queuedBytes() {
    return encoded.size();
  }

  /** Whether a queued command writes. */
  public boolean writes() {
    return specs.stream().anyMatch(CommandSpec::isWrite);
  }

  /** Whether a queued command publishes. */
  public boolean publishes() {
    return specs.stream().anyMatch(spec -> spec.has(CommandFlag.PUBLISHES));
  }

  /** Whether a queued command may add to the replication log. */
  public boolean mayReplicate() {
    return specs.stream().anyMatch(CommandSpec::mayReplicate);
  }

  /** Whether every queued command has the flag. */
  public boolean allHave(CommandFlag flag) {
    return specs.stream().allMatch(spec -> spec.has(flag));
  }

  /** The queued commands, in order; command {@code i} is of {@link #spec spec(i)}. */
  public CommandBatch commands() {
    CommandBatch batch = new CommandBatch();
    batch.append(encoded.bytes(), 0, encoded.size());
    try {
      new RequestParser().parse(batch, RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      throw new IllegalStateException("a queued command does not parse", e);
    }
    if (batch.size() != specs.size()) {
      throw new IllegalStateException(batch.size() + " commands parsed of " + specs.size());
    }
    return batch;
  }
}

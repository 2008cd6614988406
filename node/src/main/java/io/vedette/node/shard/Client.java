package io.vedette.node.shard;

import io.vedette.node.command.Session;
import io.vedette.node.log.ReaderLimit;
import io.vedette.protocol.resp.CommandBatch;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What a client sent and the shard has not executed yet: batches in order, and perhaps the protocol
 * violation that ended them. Confined to the shard's thread.
 */
public final class Client {
  private final Session session;
  private final Consumer<CommandBatch> recycler;
  private final ArrayDeque<CommandBatch> batches = new ArrayDeque<>(4);
  private final ReaderLimit.Watch untaken = new ReaderLimit.Watch();
  private int nextCommand;
  private String violation;
  private boolean gone;

  /** The recycler takes every batch back once its commands were executed. */
  public Client(Session session, Consumer<CommandBatch> recycler) {
    this.session = session;
    this.recycler = recycler;
  }

  public Session session() {
    return session;
  }

  /** Queues the commands of one socket read. */
  public void offer(CommandBatch batch) {
    batches.add(batch);
    session.inputBytes(session.inputBytes() + batch.bufferedBytes());
  }

  /** Says that the input after the queued batches broke the protocol, and how. */
  public void violated(String text) {
    violation = text;
  }

  /** Bytes of input that wait for execution. */
  public long pendingBytes() {
    return session.inputBytes();
  }

  /** Whether the client waits for an event, so that its further commands wait as well. */
  public boolean isBlocked() {
    return session.isBlocked();
  }

  public void blocked(boolean now) {
    session.blocked(now);
  }

  /** Whether the connection is closed: nothing more is executed for it. */
  public boolean isGone() {
    return gone;
  }

  /** Forgets all input; called once when the connection has closed. */
  public void gone() {
    gone = true;
    while (!batches.isEmpty()) {
      finish();
    }
  }

  /** Since when the client takes its replies too slowly. */
  ReaderLimit.Watch untaken() {
    return untaken;
  }

  /** The batch whose commands are next, or null. */
  CommandBatch current() {
    return batches.peek();
  }

  /** Index of the next command in {@link #current}. */
  int nextCommand() {
    return nextCommand;
  }

  void advance() {
    nextCommand++;
  }

  /** Gives back the current batch. */
  void finish() {
    CommandBatch batch = batches.poll();
    session.inputBytes(session.inputBytes() - batch.bufferedBytes());
    nextCommand = 0;
    recycler.accept(batch);
  }

  /** The violation that follows the batches, or null. */
  String violation() {
    return violation;
  }
}

package io.vedette.node.shard;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.CommandHandler;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Execution;
import io.vedette.node.command.ReplyMode;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.Transaction;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.command.observe.Observation;
import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.node.command.transaction.TransactionCommands;
import io.vedette.node.replication.ReplicaSet;
import io.vedette.node.replication.Replication;
import io.vedette.node.store.ActiveExpiry;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProxyCommands;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Executes what clients sent: one client at a time, its commands in order, its replies in one
 * buffer that leaves in one flush. Pure apart from the {@link io.vedette.node.command.ClientLink}s
 * that it answers to; confined to the shard's thread.
 *
 * <p>A client's commands pause when it is blocked or does not take its replies; {@link #run} goes
 * on where they stopped.
 */
public final class ShardCore {
  /** Replies that are kept before they are handed to the connection. */
  private static final int FLUSH_BYTES = 64 * 1024;

  /** Longest that one tick may spend on deleting expired keys. */
  private static final long EXPIRY_BUDGET_NS = 1_000_000;

  private static final byte[] DELETE = "DEL".getBytes(StandardCharsets.US_ASCII);

  private final Keyspace keyspace;
  private final Commands commands;
  private final CommandGate gate;
  private final CopyState copy;
  private final Replication replication;
  private final Server server;
  private final CopyStats stats;
  private final HeldReplies held;
  private final Pushes pushes;
  private final Observation observation;
  private final ClientPause pause;
  private final ShardClock clock;
  private final ReplyBuffer reply = new ReplyBuffer();
  private final Propagation propagation;
  private final BlockedServing blocking;
  private final Execution execution;

  /** Whether the replies that have gathered acknowledge a write. */
  private boolean wrote;

  /** Whether the command that runs is a write. */
  private boolean writing;

  private final ActiveExpiry activeExpiry;

  /** Binds the parts of one shard copy together. */
  public ShardCore(
      Keyspace keyspace,
      Commands commands,
      CommandGate gate,
      CopyState copy,
      Server server,
      Replication replication,
      CopyStats stats,
      HeldReplies held,
      Pushes pushes,
      KeyspaceEvents events,
      Observation observation,
      ClientPause pause,
      BlockedServing blocking,
      ShardClock clock) {
    this.keyspace = keyspace;
    this.commands = commands;
    this.gate = gate;
    this.copy = copy;
    this.replication = replication;
    this.server = server;
    this.stats = stats;
    this.held = held;
    this.pushes = pushes;
    this.observation = observation;
    this.pause = pause;
    this.blocking = blocking;
    this.clock = clock;
    this.propagation = new Propagation(replication);
    this.execution = new Execution(keyspace, server, reply, this::runQueued);
    this.activeExpiry = new ActiveExpiry(keyspace);
    this.execution.events(events);
    keyspace.hidesExpired(this::keepsExpired);
    keyspace.expiryListener(
        (database, key) -> {
          replication.appendCommand(database, DELETE, key);
          events.tell(EventClass.EXPIRED, "expired", database, key, 0, key.length);
        });
  }

  /** Executes the client's input as far as it goes and sends the replies. */
  public void run(Client client) {
    if (client.isGone()) {
      return;
    }
    Session session = client.session();
    long nowMs = clock.wallMs();
    long startedNs = clock.monotonicNs();
    keyspace.advanceTo(nowMs);
    reply.protocol(session.protocol());
    pushes.running(session);
    keyspace.notesAccess(session.touchesKeys());
    CommandBatch batch;
    while (!client.isBlocked() && (batch = client.current()) != null) {
      if (client.nextCommand() == batch.size()) {
        client.finish();
        continue;
      }
      int command = client.nextCommand();
      if (session.closeAfterReply() || mustWait(client) || isHeld(session, batch, command)) {
        break;
      }
      client.advance();
      execute(session, batch, command, nowMs);
    }
    if (client.current() == null && client.violation() != null && !session.closeAfterReply()) {
      reply.error("ERR " + client.violation());
      session.closeAfterReply(true);
    }
    pushes.running(null);
    keyspace.notesAccess(true);
    stats.batchTook(clock.monotonicNs() - startedNs);
    flush(client);
    if (session.closeAfterReply()) {
      session.link().close();
    }
  }

  /** Does what time asks for; to be called about ten times a second. */
  public void tick() {
    keyspace.advanceTo(clock.wallMs());
    long startedNs = clock.monotonicNs();
    activeExpiry.run(clock::monotonicNs, EXPIRY_BUDGET_NS);
    observation.expiryTook(clock.wallMs(), clock.monotonicNs() - startedNs);
    stats.sample(clock.monotonicMs());
    pause.tick();
  }

  /**
   * While writes wait the data must not change, or a reload would bring back what is gone. A write
   * that was let in must not meet that midway: replicas would execute it with the key in place.
   */
  private boolean keepsExpired() {
    return !writing && (copy.keepsExpired() || pause.holdsWrites());
  }

  /**
   * Whether a command waits for now: a replica still says how far it is, or it would be given up.
   */
  private boolean isHeld(Session session, CommandBatch batch, int command) {
    boolean holdsAll = copy.holdsCommands() || pause.holdsAll();
    if (holdsAll && session.kind() != ClientKind.REPLICA) {
      return true;
    }
    return (holdsAll || copy.holdsWrites() || pause.holdsWrites())
        && mayReplicate(session, batch, command);
  }

  private boolean mayReplicate(Session session, CommandBatch batch, int command) {
    CommandSpec spec = commands.resolve(batch, command);
    Transaction transaction = session.transaction();
    if (spec == null || transaction == null) {
      return spec != null && spec.mayReplicate();
    }
    return spec.name().equals(Transaction.EXEC) && transaction.mayReplicate();
  }

  /** Flushes when much has gathered; says whether the client must first take what it got. */
  private boolean mustWait(Client client) {
    if (reply.size() >= FLUSH_BYTES) {
      flush(client);
    }
    return reply.isEmpty() && !client.session().link().hasRoom();
  }

  private void flush(Client client) {
    boolean acknowledges = wrote;
    wrote = false;
    if (reply.isEmpty()) {
      return;
    }
    Session session = client.session();
    if (acknowledges && !copy.mayAcknowledge()) {
      // The process stood still between execution and reply: nobody may hear of these writes.
      session.closeAfterReply(true);
    } else if (acknowledges && copy.holdsReplies()) {
      held.hold(client, reply.bytes(), reply.size(), replication.offset());
    } else {
      session.link().send(reply.bytes(), 0, reply.size());
    }
    reply.clear();
  }

  private void execute(Session session, CommandBatch batch, int command, long nowMs) {
    CommandSpec spec = commands.resolve(batch, command);
    if (spec == null && CrossProtocol.isSuspected(batch, command)) {
      session.closeAfterReply(true);
      server.suspected(session);
      return;
    }
    int before = reply.size();
    String refusal = gate.refusal(spec, session, batch, command);
    if (refusal != null) {
      stats.rejected(spec, refusal);
      if (session.proxy() != null) {
        session.proxy().refused(refusal);
      }
      reply.error(TransactionCommands.refused(spec, session, refusal));
    } else if (session.transaction() != null && !TransactionCommands.runsAtOnce(spec)) {
      queue(session, batch, command, spec);
    } else {
      session.began(spec, nowMs);
      call(session, batch, command, spec, nowMs);
      if (execution.waiting() != null) {
        await(session, batch, command, spec);
      }
      serveBlocked();
    }
    if (session.replyMode() != ReplyMode.ON
        && (spec == null || !PubSubCommands.answersByConfirmation(spec))) {
      dropReply(session, before);
    }
    pushes.appendOwn(reply);
  }

  /** A proxy's clients wait beside its connection, any other client blocks its own. */
  private void await(Session session, CommandBatch batch, int command, CommandSpec spec) {
    long id = session.proxy() == null ? -1 : session.proxy().takeWaitId();
    if (id < 0) {
      blocking.begin(session, batch, command, spec, execution.waiting());
    } else {
      blocking.beginFor(session, id, batch, command, spec, execution.waiting());
      reply.simple(ProxyCommands.WAITING);
    }
  }

  /** Serves the clients that wait for what the running client wrote. */
  private void serveBlocked() {
    if (blocking.hasWork()) {
      wrote |= blocking.serve();
    }
  }

  /** Serves the clients that wait for what was written by others than clients. */
  public void serveWoken() {
    if (blocking.hasWork()) {
      keyspace.advanceTo(clock.wallMs());
      blocking.serve();
    }
  }

  private void queue(Session session, CommandBatch batch, int command, CommandSpec spec) {
    try {
      session.transaction().queue(spec, batch, command);
      reply.queued();
    } catch (CommandError e) {
      session.transaction().abort();
      reply.error(e.getMessage());
    }
  }

  private void dropReply(Session session, int before) {
    if (session.replyMode() == ReplyMode.SKIP_NEXT) {
      session.replyMode(ReplyMode.SKIP);
    } else {
      reply.truncate(before);
      if (session.replyMode() == ReplyMode.SKIP) {
        session.replyMode(ReplyMode.ON);
      }
    }
  }

  private void call(
      Session session, CommandBatch batch, int command, CommandSpec spec, long nowMs) {
    CommandHandler handler = commands.handler(spec);
    execution.begin(batch, command, spec, session, nowMs);
    int before = reply.size();
    boolean timed = observation.times(spec);
    long startedNs = timed ? clock.monotonicNs() : 0;
    writing = spec.isWrite();
    try {
      handler.execute(execution);
    } catch (CommandError e) {
      reply.truncate(before);
      reply.error(e.getMessage());
      stats.failed(spec, e.getMessage());
    }
    writing = false;
    if (timed) {
      long tookNs = clock.monotonicNs() - startedNs;
      observation.took(spec, session, batch, command, nowMs, tookNs);
    }
    if (observation.isMonitored()) {
      observation.show(spec, session, batch, command, clock.wallMs() * 1000);
    }
    stats.executed(spec);
    if (execution.changes() > 0) {
      stats.changed(execution.changes());
      wrote = true;
      propagation.append(execution, session, batch, command);
    } else if (execution.isReplicated() && hasReplicas()) {
      propagation.append(execution, session, batch, command);
    }
  }

  /** EXEC: what was queued, with nothing between. */
  private void runQueued(Transaction transaction) {
    CommandBatch outerBatch = execution.batch();
    int outerCommand = execution.commandIndex();
    CommandSpec outerSpec = execution.spec();
    Session session = execution.session();
    long nowMs = execution.nowMs();
    CommandBatch queued = transaction.commands();
    long offsetBefore = replication.offset();
    replication.beginTransaction();
    execution.mayBlock(false);
    reply.array(queued.size());
    for (int i = 0; i < queued.size(); i++) {
      call(session, queued, i, transaction.spec(i), nowMs);
    }
    execution.mayBlock(true);
    replication.endTransaction();
    if (replication.offset() != offsetBefore) {
      session.lastWriteOffset(replication.offset());
    }
    execution.begin(outerBatch, outerCommand, outerSpec, session, nowMs);
  }

  /** What changes no data is kept only for replicas, also for those that may come back. */
  private boolean hasReplicas() {
    ReplicaSet replicas = replication.replicas();
    return replicas.partialResyncs() + replicas.fullResyncs() > 0 || !replicas.attached().isEmpty();
  }
}

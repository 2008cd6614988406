package io.vedette.node.shard;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Interruption;
import io.vedette.node.command.KeyWait;
import io.vedette.node.command.ReplyMode;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.blocking.BlockedClient;
import io.vedette.node.command.blocking.BlockedClients;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.replication.Replication;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.List;

/**
 * Serves clients that wait for keys: executes their commands again when {@link BlockedClients} says
 * so, and answers them. What such a command changed stands in the replication log behind what woke
 * it. Confined to the shard's thread.
 */
public final class BlockedServing {
  /** What a waiting client is told when the copy gets another master. */
  static final String ROLE_CHANGED =
      "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
          + " replica?)";

  /** Runs tasks on the shard's thread later. */
  @FunctionalInterface
  public interface Timer {
    /** Runs a task after so many milliseconds; returns what calls that off. */
    Runnable after(long delayMs, Runnable task);
  }

  private final Keyspace keyspace;
  private final Commands commands;
  private final CommandGate gate;
  private final CopyState copy;
  private final Server server;
  private final Clients clients;
  private final Replication replication;
  private final CopyStats stats;
  private final HeldReplies held;
  private final ShardClock clock;
  private final Timer timer;
  private final BlockedClients blocked;
  private final ProxiedWaits proxied;
  private final Propagation propagation;
  private final ReplyBuffer reply = new ReplyBuffer();
  private final Execution execution;

  /** When the timer was last asked to look for those whose time is up; monotonic milliseconds. */
  private long armedForMs = Long.MAX_VALUE;

  private Runnable disarm = () -> {};

  private boolean serving;
  private boolean wrote;

  /** Binds the parts of one shard copy together. */
  public BlockedServing(
      Keyspace keyspace,
      Commands commands,
      CommandGate gate,
      CopyState copy,
      Server server,
      Clients clients,
      Replication replication,
      CopyStats stats,
      HeldReplies held,
      Pushes pushes,
      KeyspaceEvents events,
      ShardClock clock,
      Timer timer) {
    this.keyspace = keyspace;
    this.commands = commands;
    this.gate = gate;
    this.copy = copy;
    this.server = server;
    this.clients = clients;
    this.replication = replication;
    this.stats = stats;
    this.held = held;
    this.clock = clock;
    this.timer = timer;
    this.blocked = new BlockedClients(keyspace);
    this.propagation = new Propagation(replication);
    this.execution = new Execution(keyspace, server, reply, transaction -> {});
    this.execution.events(events);
    clients.onLeave(blocked::remove);
    this.proxied = new ProxiedWaits(blocked, pushes, clients, held);
  }

  /** Who waits. */
  public BlockedClients clients() {
    return blocked;
  }

  /** Those who wait through proxies. */
  public ProxiedWaits proxied() {
    return proxied;
  }

  /** A command asked to wait that came over the connection of a proxy, which goes on. */
  void beginFor(
      Session connection,
      long id,
      CommandBatch batch,
      int command,
      CommandSpec spec,
      KeyWait wait) {
    Session session = proxied.begin(connection, id);
    CommandBatch copy = copy(batch, command, wait.words());
    BlockedClient client = blocked.add(session, spec, copy, wait, false, clock.monotonicMs());
    session.interruption(new BlockedInterruption(client));
    arm();
  }

  /** A command of a client asked to wait: so do its further ones. */
  void begin(Session session, CommandBatch batch, int command, CommandSpec spec, KeyWait wait) {
    boolean muted = session.replyMode() != ReplyMode.ON;
    BlockedClient client =
        blocked.add(
            session, spec, copy(batch, command, wait.words()), wait, muted, clock.monotonicMs());
    server.block(session);
    session.interruption(new BlockedInterruption(client));
    arm();
  }

  private static CommandBatch copy(CommandBatch batch, int command, List<byte[]> words) {
    CommandBatch copy = new CommandBatch();
    if (words == null) {
      copy.addCopyOf(batch, command);
    } else {
      copy.addCommand(words);
    }
    return copy;
  }

  /** Whether {@link #serve} has something to do. */
  boolean hasWork() {
    return blocked.hasReady() && !serving;
  }

  /**
   * Serves who can be served now; to be called behind each command or transaction.
   *
   * @return whether that wrote
   */
  boolean serve() {
    if (copy.holdsCommands() || copy.holdsWrites()) {
      return false;
    }
    serving = true;
    wrote = false;
    try {
      blocked.serve(this::attempt);
    } finally {
      serving = false;
    }
    return wrote;
  }

  private boolean attempt(BlockedClient client) {
    Session session = client.session();
    reply.clear();
    reply.protocol(session.protocol());
    String refusal = gate.refusal(client.spec(), session, client.command(), 0);
    boolean changed = false;
    if (refusal != null) {
      stats.rejected(client.spec(), refusal);
      reply.error(refusal);
    } else {
      execution.begin(client.command(), 0, client.spec(), session, keyspace.nowMs());
      try {
        commands.handler(client.spec()).execute(execution);
      } catch (CommandError e) {
        reply.clear();
        reply.error(e.getMessage());
        stats.failed(client.spec(), e.getMessage());
      }
      changed = execution.changes() > 0;
      if (changed) {
        wrote = true;
        stats.changed(execution.changes());
        propagation.append(execution, session, client.command(), 0);
      }
      if (execution.waiting() != null) {
        return false;
      }
    }
    answer(client, changed);
    return true;
  }

  /** Gives a client that does not wait any more its reply. */
  private void answer(BlockedClient client, boolean acknowledges) {
    Session session = client.session();
    int size = client.isMuted() ? 0 : reply.size();
    if (acknowledges && !copy.mayAcknowledge()) {
      // The process stood still between execution and reply: nobody may hear of this write.
      session.link().abort();
    } else if (proxied.has(session)) {
      proxied.answer(
          session, reply, acknowledges && copy.holdsReplies() ? replication.offset() : -1);
    } else if (acknowledges && size > 0 && copy.holdsReplies()) {
      clients.hold(held, session, reply.bytes(), size, replication.offset());
      server.unblock(session, NO_REPLY);
    } else {
      server.unblock(session, size == 0 ? NO_REPLY : reply.toByteArray());
    }
  }

  private static final byte[] NO_REPLY = {};

  /** Answers those whose time is up. */
  private void endOverdue() {
    armedForMs = Long.MAX_VALUE;
    long nowMs = clock.monotonicMs();
    for (BlockedClient client = blocked.pollOverdue(nowMs);
        client != null;
        client = blocked.pollOverdue(nowMs)) {
      answerNothing(client);
    }
    arm();
  }

  private void answerNothing(BlockedClient client) {
    reply.clear();
    reply.protocol(client.session().protocol());
    reply.nullArray();
    answer(client, false);
  }

  private void answerError(BlockedClient client, String error) {
    reply.clear();
    reply.error(error);
    answer(client, false);
  }

  /** There is one timer for all: it is set anew only when somebody must end earlier. */
  private void arm() {
    long next = blocked.nextDeadlineMs();
    if (next < armedForMs) {
      disarm.run();
      armedForMs = next;
      disarm = timer.after(Math.max(0, next - clock.monotonicMs()), () -> fired(next));
    }
  }

  private void fired(long armedFor) {
    if (armedFor == armedForMs) {
      endOverdue();
    }
  }

  /** The copy follows a master, or another one: nobody may wait here for what it had. */
  public void roleChanged() {
    for (BlockedClient client : blocked.all()) {
      Session session = client.session();
      blocked.remove(session);
      boolean isOwn = !proxied.has(session);
      session.closeAfterReply(isOwn);
      answerError(client, ROLE_CHANGED);
      if (isOwn) {
        session.link().close();
      }
    }
  }

  private final class BlockedInterruption implements Interruption {
    private final BlockedClient client;

    BlockedInterruption(BlockedClient client) {
      this.client = client;
    }

    @Override
    public void timeOut() {
      blocked.remove(client.session());
      answerNothing(client);
    }

    @Override
    public void fail(String error) {
      blocked.remove(client.session());
      answerError(client, error);
    }
  }
}

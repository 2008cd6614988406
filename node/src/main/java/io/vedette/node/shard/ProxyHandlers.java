package io.vedette.node.shard;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Interruption;
import io.vedette.node.command.ProxyLink;
import io.vedette.node.command.Session;
import io.vedette.node.replication.DurableWaits;
import io.vedette.node.replication.Replication;
import io.vedette.node.replication.Waiting;
import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.resp.ProxyCommands;
import io.vedette.protocol.resp.ReplyBuffer;

/**
 * The commands by which a proxy binds its connection to a master and waits for replicas and disks.
 */
public final class ProxyHandlers {
  private final CopyControl control;
  private final Replication replication;
  private final ShardClock clock;

  private ProxyHandlers(CopyControl control, Replication replication, ShardClock clock) {
    this.control = control;
    this.replication = replication;
    this.clock = clock;
  }

  /** Adds the commands to a copy that sentinels control. */
  public static void register(
      Commands commands,
      CopyControl control,
      Replication replication,
      ProxiedWaits waits,
      ShardClock clock) {
    ProxyHandlers handlers = new ProxyHandlers(control, replication, clock);
    commands.register("vedette|proxy", handlers::shakeHands);
    commands.register("vedette|wait", handlers::await);
    commands.register("vedette|waitaof", handlers::awaitDurable);
    commands.register("vedette|block", ProxyHandlers::letNextWait);
    commands.register("vedette|unblock", x -> handlers.endWait(x, waits));
  }

  private void shakeHands(Execution x) {
    String shard = x.text(3);
    long epoch = x.integer(4);
    if (!shard.equals(control.shardName())) {
      throw stale("this is a copy of " + control.shardName() + ", not of " + shard);
    }
    if (control.role() != CopyRole.MASTER) {
      throw stale("this copy of " + shard + " is not its master");
    }
    if (epoch != control.epoch()) {
      throw stale("the master's epoch is " + control.epoch() + ", not " + epoch);
    }
    if (control.isHandingOver()) {
      // What it would send now is refused for certain, but might not be answered in time.
      throw stale("the master of " + shard + " is handing over");
    }
    x.session().proxy(new ProxyLink(x.text(2)));
    x.reply().ok();
  }

  private static CommandError stale(String reason) {
    return new CommandError(ProxyCommands.STALE_PROXY + " " + reason);
  }

  private static void letNextWait(Execution x) {
    if (x.session().proxy() == null) {
      throw stale("no handshake on this connection");
    }
    long id = x.integer(2);
    if (id < 0) {
      throw CommandError.NOT_AN_INTEGER;
    }
    x.session().proxy().nextMayWait(id);
    x.reply().ok();
  }

  private void endWait(Execution x, ProxiedWaits waits) {
    long id = x.integer(2);
    if (x.argumentCount() > 3) {
      x.reply().ok();
      Interruption waiting = waits.interruption(x.session(), id);
      if (waiting != null) {
        waiting.end(x.is(3, Interruption.ERROR));
      }
      return;
    }
    waits.end(x.session(), id);
    replication.stopWaiting(
        waiting ->
            waiting instanceof ProxyWait wait && wait.session == x.session() && wait.id == id);
    x.reply().ok();
  }

  private void await(Execution x) {
    if (x.session().proxy() == null) {
      throw stale("no handshake on this connection");
    }
    long id = x.integer(2);
    long replicas = x.integer(3);
    long timeoutMs = x.integer(4);
    if (replicas > Integer.MAX_VALUE || timeoutMs < 0) {
      throw CommandError.NOT_AN_INTEGER;
    }
    ProxyWait wait = new ProxyWait(x.session(), id, false);
    replication.await(wait, replication.offset(), (int) replicas, timeoutMs, clock.monotonicMs());
    x.reply().ok();
    wait.answered(x.reply());
  }

  private void awaitDurable(Execution x) {
    if (x.session().proxy() == null) {
      throw stale("no handshake on this connection");
    }
    long id = x.integer(2);
    long local = x.integer(3);
    long replicas = x.integer(4);
    long timeoutMs = x.integer(5);
    if (local < 0 || local > 1 || replicas > Integer.MAX_VALUE || timeoutMs < 0) {
      throw CommandError.NOT_AN_INTEGER;
    }
    DurableWaits waits = replication.durableWaits();
    if (local > 0 && !waits.hasFile()) {
      throw new CommandError(DurableWaits.NO_FILE);
    }
    ProxyWait wait = new ProxyWait(x.session(), id, true);
    waits.await(
        wait, replication.offset(), (int) local, (int) replicas, timeoutMs, clock.monotonicMs());
    x.reply().ok();
    wait.answered(x.reply());
  }

  /** Answers by a push frame, which must follow the command's own reply. */
  private static final class ProxyWait implements Waiting {
    private final Session session;
    private final long id;
    private final boolean both;
    private final ReplyBuffer push = new ReplyBuffer();
    private boolean answered;

    /**
     * @param both whether the local count is told, too, as to WAITAOF
     */
    ProxyWait(Session session, long id, boolean both) {
      this.session = session;
      this.id = id;
      this.both = both;
    }

    void answered(ReplyBuffer reply) {
      answered = true;
      reply.raw(push.bytes(), 0, push.size());
    }

    @Override
    public void resolved(int local, int replicas) {
      head();
      if (both) {
        push.array(2);
        push.integer(local);
      }
      push.integer(replicas);
      send();
    }

    private void head() {
      push.pushFrame(3);
      push.bulk(ProxyCommands.WAIT_PUSH);
      push.integer(id);
    }

    private void send() {
      if (answered) {
        session.link().send(push.bytes(), 0, push.size());
      }
    }

    @Override
    public void failed(String error) {
      if (error.equals(DurableWaits.NO_FILE)) {
        head();
        push.error(error);
        send();
      } else {
        // The copy was demoted: its connections close, and the proxy asks the next master.
        session.link().close();
      }
    }

    @Override
    public long sessionId() {
      return session.id();
    }
  }
}

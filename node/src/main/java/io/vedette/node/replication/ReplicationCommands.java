package io.vedette.node.replication;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.ClientLink;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Interruption;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.protocol.command.WaitArguments;
import io.vedette.protocol.topology.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The commands of replication: REPLICAOF, PSYNC, REPLCONF, WAIT, WAITAOF, ROLE, FAILOVER. */
public final class ReplicationCommands {
  private final Replication replication;
  private final boolean managed;
  private final LongSupplier monotonicMs;

  private ReplicationCommands(Replication replication, boolean managed, LongSupplier monotonicMs) {
    this.replication = replication;
    this.managed = managed;
    this.monotonicMs = monotonicMs;
  }

  /**
   * Adds the commands.
   *
   * @param managed whether sentinels decide the copy's role, so that nobody else may
   */
  public static void register(
      Commands commands, Replication replication, boolean managed, LongSupplier monotonicMs) {
    ReplicationCommands all = new ReplicationCommands(replication, managed, monotonicMs);
    commands.register("replicaof", all::replicaOf);
    commands.register("slaveof", all::replicaOf);
    commands.register("psync", all::psync);
    commands.register("sync", all::sync);
    commands.register("replconf", all::replconf);
    commands.register("wait", all::await);
    commands.register("waitaof", all::awaitDurable);
    commands.register("role", x -> ReplicationInfo.role(replication, x.reply()));
    commands.register("failover", all::failover);
  }

  private void replicaOf(Execution x) {
    refuseIfManaged(x);
    if (x.is(1, "NO") && x.is(2, "ONE")) {
      replication.becomeMaster(0);
      x.reply().ok();
      return;
    }
    Endpoint endpoint = endpoint(x, 1);
    if (replication.master().filter(m -> m.endpoint().equals(endpoint)).isPresent()) {
      x.reply().simple("OK Already connected to specified master");
      return;
    }
    replication.follow(endpoint, 0, monotonicMs.getAsLong());
    x.reply().ok();
  }

  private void refuseIfManaged(Execution x) {
    if (managed) {
      throw new CommandError(
          "ERR "
              + x.spec().name().toUpperCase(java.util.Locale.ROOT)
              + " is not allowed: sentinels decide the role of this copy");
    }
  }

  /** An integer whose absence has an error text of its own. */
  private static long integer(Execution x, int argument, String error) {
    try {
      return x.integer(argument);
    } catch (CommandError e) {
      throw new CommandError(error);
    }
  }

  private static Endpoint endpoint(Execution x, int hostArgument) {
    long port = integer(x, hostArgument + 1, "ERR Invalid master port");
    if (port < 1 || port > 65535) {
      throw new CommandError("ERR Invalid master port");
    }
    return new Endpoint(x.text(hostArgument), (int) port);
  }

  private void psync(Execution x) {
    String id = x.text(1);
    if (x.argumentCount() > 3) {
      if (!x.is(3, "FAILOVER")) {
        throw CommandError.SYNTAX;
      }
      fail(replication.requests().takeOver(id));
    }
    Session session = x.session();
    fail(
        replication
            .requests()
            .psync(
                session.id(),
                host(session),
                output(session.link()),
                id,
                x.integer(2),
                monotonicMs.getAsLong()));
    session.kind(ClientKind.REPLICA);
  }

  private void sync(Execution x) {
    Session session = x.session();
    fail(
        replication
            .requests()
            .sync(session.id(), host(session), output(session.link()), monotonicMs.getAsLong()));
    session.kind(ClientKind.REPLICA);
  }

  private void replconf(Execution x) {
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < x.argumentCount(); i++) {
      arguments.add(x.text(i));
    }
    Session session = x.session();
    Optional<String> line =
        replication
            .requests()
            .replconf(
                session.id(),
                host(session),
                output(session.link()),
                arguments,
                monotonicMs.getAsLong());
    line.ifPresent(
        text -> {
          if (text.startsWith("-")) {
            x.reply().error(text.substring(1));
          } else {
            x.reply().simple(text.substring(1));
          }
        });
  }

  private void await(Execution x) {
    long nowMs = monotonicMs.getAsLong();
    long[] number = waitArguments(x, nowMs);
    long replicas = number[0];
    if (!replication.isMaster()) {
      throw new CommandError(
          "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if"
              + " a replica is configured to be writable (which is not the default) writes to"
              + " replicas are just local and are not propagated.");
    }
    Session session = x.session();
    long offset = session.lastWriteOffset();
    int acknowledged = replication.replicas().acknowledged(offset);
    if (acknowledged >= replicas || !x.mayBlock()) {
      x.reply().integer(acknowledged);
      return;
    }
    x.server().block(session);
    int count = (int) Math.min(replicas, Integer.MAX_VALUE);
    WaitingClient waiting = new WaitingClient(session, x.server(), false);
    session.interruption(
        interruption(
            session,
            () -> waiting.resolved(0, replication.replicas().acknowledged(offset)),
            waiting::failed));
    replication.await(waiting, offset, count, number[1], nowMs);
  }

  private void awaitDurable(Execution x) {
    long nowMs = monotonicMs.getAsLong();
    long[] number = waitArguments(x, nowMs);
    int local = (int) number[0];
    if (!replication.isMaster()) {
      throw new CommandError(
          "ERR WAITAOF cannot be used with replica instances. Please also note that writes to"
              + " replicas are just local and are not propagated.");
    }
    DurableWaits waits = replication.durableWaits();
    if (local > 0 && !waits.hasFile()) {
      throw new CommandError(DurableWaits.NO_FILE);
    }
    Session session = x.session();
    long offset = session.lastWriteOffset();
    int wanted = (int) Math.min(number[1], Integer.MAX_VALUE);
    boolean done = waits.locally(offset) >= local && waits.onReplicas(offset) >= wanted;
    if (done || !x.mayBlock()) {
      x.reply().array(2);
      x.reply().integer(waits.locally(offset));
      x.reply().integer(waits.onReplicas(offset));
      return;
    }
    x.server().block(session);
    WaitingClient waiting = new WaitingClient(session, x.server(), true);
    session.interruption(
        interruption(
            session,
            () -> waiting.resolved(waits.locally(offset), waits.onReplicas(offset)),
            waiting::failed));
    waits.await(waiting, offset, local, wanted, number[2], nowMs);
  }

  /** Takes the client out of those who wait, then answers it. */
  private Interruption interruption(Session session, Runnable timeOut, Consumer<String> fail) {
    return new Interruption() {
      @Override
      public void timeOut() {
        replication.stopWaiting(who -> who.sessionId() == session.id());
        timeOut.run();
      }

      @Override
      public void fail(String error) {
        replication.stopWaiting(who -> who.sessionId() == session.id());
        fail.accept(error);
      }
    };
  }

  private static long[] waitArguments(Execution x, long nowMs) {
    long[] number = new long[x.argumentCount() - 1];
    for (int i = 0; i < number.length; i++) {
      boolean isNumber = true;
      try {
        number[i] = x.integer(i + 1);
      } catch (CommandError _) {
        isNumber = false;
      }
      String error = WaitArguments.error(i, number.length, isNumber, number[i], nowMs);
      if (error != null) {
        throw new CommandError(error);
      }
    }
    return number;
  }

  private void failover(Execution x) {
    refuseIfManaged(x);
    Optional<Endpoint> target = Optional.empty();
    boolean force = false;
    boolean abort = false;
    long timeoutMs = 0;
    for (int i = 1; i < x.argumentCount(); i++) {
      int left = x.argumentCount() - i - 1;
      if (x.is(i, "TIMEOUT") && left >= 1 && timeoutMs == 0) {
        timeoutMs = x.integer(++i);
        if (timeoutMs <= 0) {
          throw new CommandError("ERR FAILOVER timeout must be greater than 0");
        }
      } else if (x.is(i, "ABORT") && x.argumentCount() == 2) {
        abort = true;
      } else if (x.is(i, "TO") && left >= 2 && target.isEmpty()) {
        target = Optional.of(endpoint(x, i + 1));
        i += 2;
      } else if (x.is(i, "FORCE") && !force) {
        force = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    boolean alone = replication.replicas().attached().isEmpty();
    if (force && !alone && (target.isEmpty() || timeoutMs == 0)) {
      throw new CommandError(
          "ERR FAILOVER with force option requires both a timeout and target HOST and IP.");
    }
    ManualFailover failover = replication.failover();
    fail(
        abort
            ? failover.abort()
            : failover.start(
                new ManualFailover.Request(target, force, timeoutMs), monotonicMs.getAsLong()));
    x.reply().ok();
  }

  private static void fail(Optional<String> error) {
    if (error.isPresent()) {
      throw new CommandError(error.get());
    }
  }

  private static String host(Session session) {
    String address = session.remoteAddress();
    return address.substring(0, Math.max(0, address.lastIndexOf(':')));
  }

  private static ReplicaOutput output(ClientLink link) {
    return new ReplicaOutput() {
      @Override
      public void send(byte[] bytes, int offset, int length) {
        link.send(bytes, offset, length);
      }

      @Override
      public boolean isWritable() {
        return link.isWritable();
      }

      @Override
      public void close() {
        link.abort();
      }

      @Override
      public void closeAfterSending() {
        link.close();
      }
    };
  }

  /** A client in WAIT, which is answered one number, or in WAITAOF, which is answered two. */
  private record WaitingClient(Session session, Server server, boolean both) implements Waiting {
    @Override
    public void resolved(int local, int replicas) {
      answer(both ? "*2\r\n:" + local + "\r\n:" + replicas : ":" + replicas);
    }

    @Override
    public void failed(String error) {
      answer("-" + error);
    }

    private void answer(String lines) {
      server.unblock(session, (lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long sessionId() {
      return session.id();
    }
  }
}

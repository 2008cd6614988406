package io.vedette.node.shard;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientLink;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.DebugAccess;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.connection.ClientCommands;
import io.vedette.node.command.connection.ConnectionCommands;
import io.vedette.node.command.connection.LoginCommands;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.command.observe.Observation;
import io.vedette.node.command.observe.ObserveSettings;
import io.vedette.node.command.pubsub.PubSub;
import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.node.command.transaction.TransactionCommands;
import io.vedette.node.log.LogReader;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.replication.ReplicaOutput;
import io.vedette.node.replication.Replication;
import io.vedette.node.replication.ReplicationPort;
import io.vedette.node.replication.ReplicationSettings;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A shard's core with its commands, without sockets: lines in, RESP text out. */
public final class ShardRig {
  /** What the copy may do. */
  public final SetCopyState state = new SetCopyState();

  public long nowMs = 1_700_000_000_000L;
  public final Authenticator authenticator = new Authenticator();
  public final Keyspace keyspace = new Keyspace(16, new Random(7), (database, key) -> {});
  public final Commands commands = new Commands(CommandTable.standard());
  public final CopyStats stats = new CopyStats(commands.table());
  public final ClientPolicy policy = new ClientPolicy();
  public final Clients clients = new Clients(policy, authenticator, stats);
  public final HeldReplies held = new HeldReplies(() -> state.mayAcknowledge(), client -> {});

  public final Pushes pushes = new Pushes(clients, this::later, new RigClock());
  private final Server server = new LocalServer(clients, this::resumeInTurn, pushes, session -> {});
  public final PubSub pubSub = new PubSub(server);
  public final KeyspaceEvents events = new KeyspaceEvents(pubSub);
  public final ObserveSettings observe = new ObserveSettings();
  public final Observation observation = new Observation(observe, server, commands.table());
  private final ClientPause pause =
      new ClientPause(new RigClock(), () -> clients.stalled().forEach(this::resumeInTurn));

  /** What replication had its port do: method and arguments. */
  public final List<String> asked = new ArrayList<>();

  public final Replication replication;
  public final ReplicationLog log;
  public final BlockedServing blocking;
  private final List<RigTimer> timers = new ArrayList<>();
  private final List<Client> resumed = new ArrayList<>();
  private boolean running;
  private final ShardCore core;
  private long nextId;

  public ShardRig(DebugAccess debugAccess) {
    policy.maxClients = 3;
    Types.register(commands);
    KeyCommands.register(commands);
    ConnectionCommands.register(
        commands,
        authenticator,
        session -> {
          pubSub.leave(session);
          observation.monitors().remove(session);
        });
    PubSubCommands.register(commands, pubSub);
    observation.register(commands);
    stats.histograms(observation.histograms());
    pause.register(commands);
    clients.onLeave(observation.monitors()::remove);
    clients.onLeave(pubSub::leave);
    LoginCommands.register(commands, authenticator, state);
    ClientCommands.register(commands);
    TransactionCommands.register(commands);
    replication = replication();
    log = replication.log();
    CommandGate gate = new CommandGate(commands, state, debugAccess);
    blocking =
        new BlockedServing(
            keyspace,
            commands,
            gate,
            state,
            server,
            clients,
            replication,
            stats,
            held,
            pushes,
            events,
            new RigClock(),
            (delayMs, task) -> {
              asked.add("timer " + delayMs);
              RigTimer due = new RigTimer(nowMs + delayMs, task);
              timers.add(due);
              return () -> timers.remove(due);
            });
    core =
        new ShardCore(
            keyspace,
            commands,
            gate,
            state,
            server,
            replication,
            stats,
            held,
            pushes,
            events,
            observation,
            pause,
            blocking,
            new RigClock());
  }

  private Replication replication() {
    ReplicationSettings settings = new ReplicationSettings();
    ReplicationPort nobody =
        (ReplicationPort)
            Proxy.newProxyInstance(
                ReplicationPort.class.getClassLoader(),
                new Class<?>[] {ReplicationPort.class},
                (proxy, method, arguments) -> {
                  asked.add(method.getName() + Arrays.toString(arguments));
                  return null;
                });
    return new Replication(
        "0".repeat(40),
        settings,
        keyspace,
        new KeyspaceSnapshots(keyspace, () -> true, () -> nowMs),
        new StreamExecutor(keyspace, commands, server, new RigClock()),
        nobody,
        new Random(3));
  }

  /** A replica that reads nothing asks for the data. */
  public void replicaSeen() {
    ReplicaOutput unread =
        (ReplicaOutput)
            Proxy.newProxyInstance(
                ReplicaOutput.class.getClassLoader(),
                new Class<?>[] {ReplicaOutput.class},
                (proxy, method, arguments) ->
                    method.getReturnType() == boolean.class ? true : null);
    replication.requests().psync(++nextId, "127.0.0.1", unread, "?", -1, nowMs);
  }

  private record RigTimer(long dueMs, Runnable task) {}

  /** Runs what was to run by now. */
  public void fireTimers() {
    List<RigTimer> due = timers.stream().filter(timer -> timer.dueMs <= nowMs).toList();
    timers.removeAll(due);
    due.forEach(timer -> timer.task.run());
  }

  /** How many tasks are to run later. */
  public int timers() {
    return timers.size();
  }

  /** Runs a client, then those that it woke: never one within another, as at the actor. */
  private void run(Client client) {
    running = true;
    core.run(client);
    running = false;
    if (!resumed.isEmpty()) {
      run(resumed.removeFirst());
    }
  }

  private void resumeInTurn(Client waiting) {
    if (running) {
      resumed.add(waiting);
    } else {
      run(waiting);
    }
  }

  /** Connects a client from this host. */
  public Connection connect() {
    return new Connection(++nextId);
  }

  /** The replication log from the offset on, line breaks shown as spaces. */
  public String logged(long fromOffset) {
    LogReader reader = log.read(fromOffset);
    StringBuilder text = new StringBuilder();
    for (int n = reader.readable(); n > 0; n = reader.readable()) {
      text.append(new String(reader.array(), reader.arrayIndex(), n, StandardCharsets.ISO_8859_1));
      reader.advance(n);
    }
    return text.toString().replace("\r\n", " ").strip();
  }

  /** Does what the clock asks for. */
  public void tick() {
    core.tick();
  }

  /** Tests see pushes at once, since their connections do not wait for a flush. */
  private void later(Runnable task) {
    task.run();
  }

  /** One client. */
  public final class Connection implements ClientLink {
    public final Client client;

    /** What the client is said to have not taken. */
    public long untakenBytes;

    /** Whether the shard hears of its end only when it is told, as it does of a socket's. */
    public boolean closesLate;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean closed;

    private Connection(long id) {
      Session session = new Session(id, "127.0.0.1:" + (5000 + id), "127.0.0.1:6379", nowMs, this);
      client = new Client(session, batch -> {});
      clients.connected(client);
    }

    /** Sends one inline command and answers the replies, with spaces for line breaks. */
    public String send(String line) {
      return sendRaw(line + "\r\n");
    }

    public String sendRaw(String bytes) {
      CommandBatch batch = new CommandBatch();
      byte[] input = bytes.getBytes(StandardCharsets.ISO_8859_1);
      batch.append(input, 0, input.length);
      try {
        new RequestParser().parse(batch, RespLimits.AUTHENTICATED);
      } catch (ProtocolException e) {
        throw new IllegalArgumentException(e);
      }
      client.offer(batch);
      run(client);
      return take();
    }

    /** What arrived since the last call. */
    public String take() {
      String text = out.toString(StandardCharsets.ISO_8859_1);
      out.reset();
      return text.replace("\r\n", " ").strip();
    }

    public boolean isClosed() {
      return closed;
    }

    @Override
    public void send(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public long outputBytes() {
      return untakenBytes;
    }

    @Override
    public void abort() {
      close();
    }

    @Override
    public void close() {
      if (!closed && !closesLate) {
        closed = true;
        clients.disconnected(client);
      }
    }
  }

  private final class RigClock implements ShardClock {
    @Override
    public long wallMs() {
      return nowMs;
    }

    @Override
    public long monotonicNs() {
      return nowMs * 1_000_000;
    }
  }
}

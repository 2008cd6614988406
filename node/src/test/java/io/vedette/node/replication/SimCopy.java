package io.vedette.node.replication;

import io.vedette.node.log.LogReader;
import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.persistence.backlog.BacklogRange;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.topology.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A copy in a {@link SimWorld}: the real replication, key space and log behind simulated sockets.
 */
final class SimCopy implements ReplicationPort, StreamApplier.Executor {
  final Endpoint endpoint;
  final Replication replication;
  final Keyspace keyspace;

  /** Whether everything is here that was acknowledged. */
  boolean intact;

  final List<String> notes = new ArrayList<>();
  private final SimWorld world;
  private final Map<Long, SimWorld.Socket> sessions = new HashMap<>();
  private SimWorld.Socket masterSocket;

  SimCopy(SimWorld world, int port) {
    this.world = world;
    this.endpoint = new Endpoint("127.0.0.1", port);
    this.keyspace = emptyKeyspace();
    ReplicationSettings settings = new ReplicationSettings();
    settings.listeningPort = port;
    settings.backlogBytes = 16 * 1024;
    Random random = new Random(world.random.nextLong());
    this.replication =
        new Replication(
            "run-" + port,
            settings,
            keyspace,
            new KeyspaceSnapshots(keyspace, () -> true, () -> 0),
            this,
            this,
            random);
  }

  private static Keyspace emptyKeyspace() {
    return new Keyspace(4, new Random(1), (database, key) -> {});
  }

  void write(int database, String key, String value) {
    byte[] k = key.getBytes(StandardCharsets.US_ASCII);
    byte[] v = value.getBytes(StandardCharsets.US_ASCII);
    put(database, k, 0, k.length, v, 0, v.length);
    replication.appendCommand(database, "SET".getBytes(StandardCharsets.US_ASCII), k, v);
  }

  private void put(int database, byte[] k, int ko, int kl, byte[] v, int vo, int vl) {
    keyspace.database(database).putString(k, ko, kl, v, vo, vl, Database.NO_EXPIRY);
  }

  boolean holds(String key) {
    byte[] k = key.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < keyspace.databases(); i++) {
      if (keyspace.database(i).peek(k, 0, k.length) != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean supports(CommandBatch batch, int command) {
    return batch.argumentCount(command) == 3;
  }

  @Override
  public void execute(CommandBatch batch, int command, int database) {
    byte[] bytes = batch.bytes();
    put(
        database,
        bytes,
        batch.offset(command, 1),
        batch.length(command, 1),
        bytes,
        batch.offset(command, 2),
        batch.length(command, 2));
  }

  @Override
  public void connectToMaster(MasterTarget target) {
    disconnectFromMaster();
    SimCopy other = world.copyAt(target.master());
    MasterInput[] input = new MasterInput[1];
    SimWorld.Socket[] pair = world.connect();
    SimWorld.Socket mine = pair[0];
    masterSocket = mine;
    MasterHandshake handshake =
        new MasterHandshake(
            target.settings(), target.askId(), target.askOffset(), target.takeOver());
    input[0] =
        new MasterInput(
            handshake,
            () -> {
              Keyspace fresh = emptyKeyspace();
              return new MasterInput.SnapshotTarget(fresh, new SnapshotLoader(fresh));
            },
            CommandBatch::new,
            new SimLink(target.number(), mine));
    mine.onBytes = bytes -> input[0].onBytes(bytes, 0, bytes.length);
    mine.onClosed = () -> event(new LinkEvent.Lost(target.number(), "closed"));
    other.accept(pair[1]);
    input[0].start();
  }

  private void event(LinkEvent event) {
    world.after(0, () -> replication.onLink(event, world.nowMs));
  }

  private void accept(SimWorld.Socket socket) {
    long id = world.nextId();
    sessions.put(id, socket);
    RequestParser parser = new RequestParser();
    CommandBatch[] receiving = {new CommandBatch()};
    socket.onClosed =
        () -> {
          sessions.remove(id);
          replication.disconnected(id);
        };
    socket.onBytes =
        bytes -> {
          receiving[0].append(bytes, 0, bytes.length);
          try {
            parser.parse(receiving[0], RespLimits.AUTHENTICATED);
          } catch (ProtocolException e) {
            throw new IllegalStateException(e);
          }
          CommandBatch batch = receiving[0];
          receiving[0] = new CommandBatch();
          batch.movePartialTo(receiving[0]);
          for (int i = 0; i < batch.size(); i++) {
            request(id, socket, batch, i);
          }
          replication.afterBatch();
        };
  }

  void becameWritable(SimWorld.Socket socket) {
    sessions.forEach(
        (id, mine) -> {
          if (mine == socket) {
            replication.writable(id);
          }
        });
  }

  private void request(long id, SimWorld.Socket socket, CommandBatch batch, int command) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < batch.argumentCount(command); i++) {
      words.add(
          new String(
              batch.bytes(),
              batch.offset(command, i),
              batch.length(command, i),
              StandardCharsets.US_ASCII));
    }
    ReplicaRequests requests = replication.requests();
    switch (words.get(0)) {
      case "PING" -> socket.line("+PONG");
      case "REPLCONF" ->
          requests
              .replconf(id, "127.0.0.1", socket, words.subList(1, words.size()), world.nowMs)
              .ifPresent(socket::line);
      case "PSYNC" ->
          requests
              .psync(
                  id, "127.0.0.1", socket, words.get(1), Long.parseLong(words.get(2)), world.nowMs)
              .ifPresent(error -> socket.line("-" + error));
      default -> throw new IllegalStateException("a replica said " + words);
    }
  }

  @Override
  public void disconnectFromMaster() {
    if (masterSocket != null) {
      masterSocket.onClosed = () -> {};
      masterSocket.close();
      masterSocket = null;
    }
  }

  @Override
  public void readFromMaster(boolean on) {
    throw new AssertionError("no disk here is slow");
  }

  @Override
  public void acknowledgeToMaster(long appliedOffset, long fsyncedOffset) {
    if (masterSocket != null) {
      String offset = Long.toString(appliedOffset);
      masterSocket.line(
          "*3\r\n$8\r\nREPLCONF\r\n$3\r\nACK\r\n$" + offset.length() + "\r\n" + offset);
    }
  }

  @Override
  public FileFeed readFiles(BacklogRange range) {
    throw new IllegalStateException("these copies have no files");
  }

  @Override
  public void synced() {
    intact = true;
  }

  @Override
  public Feed feed(ReplicaProgress progress, ReplicaOutput output, byte[] first) {
    world.after(0, () -> output.send(first, 0, first.length));
    LogReader reader = progress.reader();
    boolean[] stopped = new boolean[1];
    Runnable pump =
        () -> {
          while (!stopped[0] && output.isWritable() && reader.readable() > 0) {
            int n = Math.min(reader.readable(), 1 + world.random.nextInt(400));
            output.send(reader.array(), reader.arrayIndex(), n);
            reader.advance(n);
          }
        };
    return new Feed() {
      @Override
      public void wake() {
        world.after(0, pump);
      }

      @Override
      public void stop() {
        stopped[0] = true;
      }
    };
  }

  @Override
  public void requestTick(long delayMs) {
    world.after(delayMs, () -> replication.tick(world.nowMs));
  }

  @Override
  public void resumeWrites() {
    notes.add("writes resumed");
  }

  @Override
  public void newerEpochSeen(long epoch) {
    notes.add("newer epoch " + epoch);
  }

  @Override
  public void note(String text) {
    notes.add(text);
  }

  private final class SimLink implements MasterInput.Listener {
    private final int number;
    private final SimWorld.Socket socket;

    SimLink(int number, SimWorld.Socket socket) {
      this.number = number;
      this.socket = socket;
    }

    @Override
    public void send(byte[] bytes) {
      socket.send(bytes, 0, bytes.length);
    }

    @Override
    public void resyncBegins() {
      event(new LinkEvent.Changed(number, MasterView.Link.SYNC));
    }

    @Override
    public void receiving(long totalBytes) {
      event(new LinkEvent.Receiving(number, totalBytes));
    }

    @Override
    public void loaded(SnapshotIdentity identity, Keyspace data, LinkEvent.Origin origin) {
      event(new LinkEvent.Loaded(number, identity, data, origin));
    }

    @Override
    public void continued(String replicationIdOrNull, LinkEvent.Origin origin) {
      event(new LinkEvent.Continued(number, replicationIdOrNull, origin));
    }

    @Override
    public void stream(CommandBatch batch) {
      event(new LinkEvent.Stream(number, batch, b -> {}));
    }

    @Override
    public void failed(String reason) {
      socket.onClosed = () -> {};
      socket.close();
      event(new LinkEvent.Lost(number, reason));
    }
  }
}

package io.vedette.node.proxy;

import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyScanner;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.protocol.transport.Processors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One event loop of the proxy without sockets: scripted shards, clients of strings, a manual clock.
 */
final class ProxyHarness implements ProxyCore.Shell {
  static final long PARK_TIMEOUT_MS = 1000;
  static final long PARK_MAX_BYTES = 10_000;

  private final String password;
  final ProxyCore core;
  final CommandRouter router;
  final ClientRegistry registry = new ClientRegistry(100);
  final List<FakeLink> links = new ArrayList<>();
  private long nowMs = 1_000_000;
  private boolean flushWanted;
  private boolean tickWanted;

  ProxyHarness() {
    this("");
  }

  ProxyHarness(String password) {
    this.password = password;
    Endpoint control = new Endpoint("127.0.0.1", 1);
    ProxyConfig config =
        new ProxyConfig(
            "proxy-1",
            "vedette",
            List.of("127.0.0.1"),
            "127.0.0.1",
            0,
            control,
            List.of(),
            this.password,
            "",
            16,
            100,
            0,
            511,
            PARK_TIMEOUT_MS,
            PARK_MAX_BYTES,
            1,
            Processors.ANY);
    ProxyFacts facts =
        new ProxyFacts(
            registry,
            "0".repeat(40),
            1,
            "test",
            0,
            Map.of("timeout", "0"),
            new LongAdder(),
            new LongAdder(),
            () -> 6379);
    core = new ProxyCore(config, this);
    router = new CommandRouter(core, CommandTable.standard(), new LocalCommands(core, facts));
    core.clock(nowMs);
  }

  /** A topology of so many shards, every master on the node of that number. */
  static Topology topology(int shards, long epoch, int node) {
    List<Shard> all = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      Endpoint endpoint = new Endpoint("127.0.0.1", 1000 * node + i + 1);
      Copy copy = new Copy("node-" + node, endpoint, new Endpoint("127.0.0.1", 1));
      all.add(
          new Shard(
              "shard-" + i, SlotRange.even(i, shards), epoch, "node-" + node, 7, List.of(copy)));
    }
    return new Topology(new Version(epoch, 1), all);
  }

  void topology(Topology topology) {
    core.onTopology(topology);
    iterate();
  }

  /** Connects and accepts every lane that wants to, as healthy shards do. */
  void accept() {
    for (FakeLink link : List.copyOf(links)) {
      if (!link.ready && !link.closed) {
        link.accept();
      }
    }
    iterate();
  }

  /** Ends the loop iteration. */
  void iterate() {
    while (flushWanted) {
      flushWanted = false;
      core.flush();
    }
  }

  void advance(long ms) {
    for (long i = 0; i < ms; i += 5) {
      nowMs += 5;
      core.clock(nowMs);
      if (tickWanted) {
        tickWanted = false;
        core.tick();
      }
      iterate();
    }
  }

  /** A client's command goes to a shard, over a connection that may be new, and is answered. */
  void exchange(FakeClient client, String command, int shard, String... replies) {
    client.send(command);
    accept();
    link(shard).reply(replies);
  }

  FakeClient client() {
    return new FakeClient();
  }

  /** The newest connection to the shard of that index. */
  FakeLink link(int shard) {
    return links.stream()
        .filter(link -> link.lane.shard().index() == shard)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** The newest connection for messages to the shard of that index. */
  FakeLink messages(int shard) {
    return links.stream()
        .filter(link -> link.lane instanceof SubscriptionLane && link.lane.shard().index() == shard)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Override
  public ShardLink connect(LinkOwner lane) {
    FakeLink link = new FakeLink(lane);
    links.add(link);
    return link;
  }

  @Override
  public void scheduleFlush() {
    flushWanted = true;
  }

  @Override
  public void scheduleTick() {
    tickWanted = true;
  }

  @Override
  public long wallMicros() {
    return nowMs * 1000;
  }

  @Override
  public int randomBelow(int bound) {
    return 0;
  }

  /** A connection to a shard; the test plays the shard. */
  final class FakeLink implements ShardLink {
    final LinkOwner lane;
    final ShardTarget target;
    boolean ready;
    boolean closed;
    private final StringBuilder received = new StringBuilder();

    FakeLink(LinkOwner lane) {
      this.lane = lane;
      this.target = lane.shard().target();
    }

    void accept() {
      ready = true;
      lane.onReady(this);
      iterate();
    }

    /** What arrived since the last call, arguments joined by blanks, commands by commas. */
    String received() {
      String text = received.toString();
      received.setLength(0);
      CommandBatch batch = parse(text);
      List<String> commands = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        List<String> words = new ArrayList<>();
        for (int j = 0; j < batch.argumentCount(i); j++) {
          words.add(CommandErrors.text(batch, i, j, Integer.MAX_VALUE));
        }
        commands.add(String.join(" ", words));
      }
      return String.join(", ", commands);
    }

    /** Sends replies, each a complete one, {@code |} standing for the line end. */
    void reply(String... replies) {
      lane.onProgress();
      for (String reply : replies) {
        byte[] bytes = (reply.replace("|", "\r\n") + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
          if (new ReplyScanner().scan(bytes, 0, bytes.length) != bytes.length) {
            throw new IllegalArgumentException("not one reply: " + reply);
          }
        } catch (ProtocolException e) {
          throw new IllegalArgumentException(e);
        }
        if (!lane.onReply(bytes, 0, bytes.length)) {
          throw new IllegalStateException("a reply to nothing: " + reply);
        }
      }
      iterate();
    }

    /** The connection breaks. */
    void lose() {
      if (ready) {
        lane.onLinkLost(this);
      } else {
        lane.onConnectFailed(this);
      }
      iterate();
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
      received.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void flush() {
      // Writes count at once.
    }

    @Override
    public void shakeHands() {
      ready = false;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A client of the proxy. */
  final class FakeClient implements ClientOutput {
    final ProxySession session;
    boolean writable = true;
    boolean reading = true;
    boolean closed;
    private final StringBuilder output = new StringBuilder();

    FakeClient() {
      ClientInfo info =
          new ClientInfo(
              registry.nextId(), "127.0.0.1:5", "127.0.0.1:6", nowMs, this::close, Runnable::run);
      registry.add(info);
      session = new ProxySession(core, router, this, info);
    }

    /** Sends commands, one a line as typed inline, all in one read. */
    FakeClient send(String... lines) {
      StringBuilder resp = new StringBuilder();
      for (String line : lines) {
        String[] words = line.split(" ");
        resp.append('*').append(words.length).append("\r\n");
        for (String word : words) {
          resp.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
      }
      reading &= session.run(parse(resp.toString()));
      iterate();
      return this;
    }

    /** Closes the connection, as the client does. */
    void leave() {
      session.onClosed();
    }

    /** The replies since the last call, {@code |} standing for the line ends between. */
    String replies() {
      String text = output.toString();
      output.setLength(0);
      return text.isEmpty() ? "" : text.substring(0, text.length() - 2).replace("\r\n", "|");
    }

    @Override
    public void append(byte[] bytes, int from, int to) {
      output.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean hasRoom() {
      return writable;
    }

    @Override
    public long queuedBytes() {
      return output.length();
    }

    @Override
    public void reading(boolean on) {
      reading = on;
    }

    @Override
    public void closeAfterOutput() {
      closed = true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static CommandBatch parse(String resp) {
    byte[] bytes = resp.getBytes(StandardCharsets.ISO_8859_1);
    CommandBatch batch = new CommandBatch();
    batch.append(bytes, 0, bytes.length);
    try {
      new RequestParser().parse(batch, io.vedette.protocol.resp.RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(resp, e);
    }
    return batch;
  }
}

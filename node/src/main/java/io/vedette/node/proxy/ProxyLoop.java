package io.vedette.node.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.transport.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * An event loop with its part of the proxy: its clients, and its connections to the shards. Reads
 * of one iteration are handled first; at the iteration's end each shard gets one write and each
 * client that has replies one flush.
 */
final class ProxyLoop implements ProxyCore.Shell {
  private static final long TICK_MS = 5;
  private static final int KEEP_BATCH_BYTES = 128 * 1024;

  private final Transport transport;
  private final EventLoop loop;
  private final ProxyCore core;
  private final CommandRouter router;
  private final ShardHandshake handshake;
  private final ClientRegistry registry;
  private final ProxyFacts facts;
  private final RequestParser parser = new RequestParser();
  private final Set<ClientConnection> clients = new HashSet<>();
  private List<ClientConnection> touched = new ArrayList<>();
  private List<ClientConnection> flushing = new ArrayList<>();

  /** Empty between reads: most reads hold whole commands, and need no memory of their own. */
  private CommandBatch batch = new CommandBatch();

  private final Runnable flushTask = this::flush;
  private final Runnable tickTask = this::tick;
  private boolean flushScheduled;
  private boolean tickScheduled;

  ProxyLoop(
      Transport transport,
      EventLoop loop,
      ProxyConfig config,
      ProxyFacts facts,
      ShardHandshake handshake) {
    this.transport = transport;
    this.loop = loop;
    this.handshake = handshake;
    this.facts = facts;
    this.registry = facts.clients();
    this.core = new ProxyCore(config, this);
    this.router = new CommandRouter(core, CommandTable.standard(), new LocalCommands(core, facts));
    loop.scheduleAtFixedRate(
        this::probe, LaneProbe.AFTER_MS, LaneProbe.AFTER_MS, TimeUnit.MILLISECONDS);
    if (config.timeoutSeconds() > 0) {
      long timeoutMs = config.timeoutSeconds() * 1000L;
      loop.scheduleAtFixedRate(() -> closeIdle(timeoutMs), 1, 1, TimeUnit.SECONDS);
    }
  }

  ProxyCore core() {
    return core;
  }

  CommandRouter router() {
    return router;
  }

  RequestParser parser() {
    return parser;
  }

  ClientRegistry registry() {
    return registry;
  }

  ProxyFacts facts() {
    return facts;
  }

  ShardHandshake handshake() {
    return handshake;
  }

  /** From any thread. */
  void onTopology(Topology topology) {
    loop.execute(
        () -> {
          clock();
          core.onTopology(topology);
        });
  }

  /** Brings the core's clock up to date. */
  void clock() {
    core.clock(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /** An empty batch; given back by {@link #giveBatch}. */
  CommandBatch takeBatch() {
    CommandBatch taken = batch;
    batch = null;
    return taken != null ? taken : new CommandBatch();
  }

  void giveBatch(CommandBatch given) {
    if (batch == null) {
      given.clear(KEEP_BATCH_BYTES);
      batch = given;
    }
  }

  void add(ClientConnection client) {
    clients.add(client);
  }

  void remove(ClientConnection client) {
    clients.remove(client);
  }

  /** The client has replies to be flushed. */
  void touch(ClientConnection client) {
    touched.add(client);
    scheduleFlush();
  }

  @Override
  public void scheduleFlush() {
    if (!flushScheduled) {
      flushScheduled = true;
      loop.execute(flushTask);
    }
  }

  private void flush() {
    flushScheduled = false;
    core.flush();
    List<ClientConnection> now = touched;
    touched = flushing;
    flushing = now;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).flushOutput();
    }
    now.clear();
  }

  @Override
  public void scheduleTick() {
    if (!tickScheduled) {
      tickScheduled = true;
      loop.schedule(tickTask, TICK_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    tickScheduled = false;
    clock();
    core.tick();
  }

  /** Closes all clients. From any other thread; returns when they are closed. */
  void closeClients() {
    loop.submit(() -> List.copyOf(clients).forEach(ClientConnection::close)).awaitUninterruptibly();
  }

  private void probe() {
    clock();
    core.probe();
  }

  private void closeIdle(long timeoutMs) {
    clock();
    for (ClientConnection client : clients.toArray(ClientConnection[]::new)) {
      client.closeIfIdle(core.nowMs() - timeoutMs);
    }
  }

  @Override
  public ShardLink connect(LinkOwner lane) {
    ShardConnection connection = new ShardConnection(this, lane);
    Endpoint endpoint = lane.shard().target().endpoint();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(transport.channel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) ShardLane.CONNECT_TIMEOUT_MS)
            .handler(connection)
            .connect(endpoint.host(), endpoint.port());
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            loop.execute(connection::failed);
          }
        });
    return connection;
  }

  @Override
  public long wallMicros() {
    return System.currentTimeMillis() * 1000;
  }

  @Override
  public int randomBelow(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}

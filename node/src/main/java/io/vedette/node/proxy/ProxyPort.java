package io.vedette.node.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.transport.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The proxy's port for clients, and the event loops behind it. */
public final class ProxyPort implements AutoCloseable {
  /** Unsent reply bytes at which a client is taken for one that does not read ... */
  static final int OUTPUT_HIGH = 1024 * 1024;

  /** ... and at which it reads. */
  static final int OUTPUT_LOW = 256 * 1024;

  private final EventLoopGroup group;
  private final Map<EventLoop, ProxyLoop> loops = new ConcurrentHashMap<>();
  private final List<Channel> channels = new ArrayList<>();
  private volatile int number;

  private ProxyPort(EventLoopGroup group) {
    this.group = group;
  }

  /**
   * Binds the port. Until the first {@link #onTopology topology}, commands for shards are refused.
   *
   * @param config the proxy's configuration
   * @param settings its own settings as CONFIG GET shows them
   * @param runId 40 hexadecimal digits, new at every start
   * @param toVedette whether the shards are Vedette's; false for tests against plain Redis
   * @throws Exception if the address cannot be bound, usually because it is in use
   */
  public static ProxyPort open(
      ProxyConfig config, Map<String, String> settings, String runId, boolean toVedette)
      throws Exception {
    Transport transport = Transport.best();
    EventLoopGroup group =
        transport.newEventLoops(config.eventLoops(), "proxy", config.processors());
    ProxyPort port = new ProxyPort(group);
    try {
      port.createLoops(transport, config, settings, runId, toVedette);
      port.bind(transport, config);
      return port;
    } catch (Exception e) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  /** Every loop is ready before the first client can come. */
  private void createLoops(
      Transport transport,
      ProxyConfig config,
      Map<String, String> settings,
      String runId,
      boolean toVedette) {
    ProxyFacts facts =
        new ProxyFacts(
            new ClientRegistry(config.maxClients()),
            runId,
            ProcessHandle.current().pid(),
            transport.label(),
            System.currentTimeMillis() * 1000,
            Map.copyOf(settings),
            new LongAdder(),
            new LongAdder(),
            this::port);
    ShardHandshake handshake = new ShardHandshake(config.name(), config.masterAuth(), toVedette);
    for (int i = 0; i < config.eventLoops(); i++) {
      EventLoop loop = group.next();
      loops.put(loop, new ProxyLoop(transport, loop, config, facts, handshake));
    }
  }

  private void bind(Transport transport, ProxyConfig config) throws InterruptedException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, config.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(OUTPUT_LOW, OUTPUT_HIGH))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel client) {
                    ProxyLoop loop = loops.get(client.eventLoop());
                    client.pipeline().addLast(new ClientConnection(loop));
                  }
                });
    for (String address : config.bind()) {
      Channel channel =
          bootstrap.bind(address, number == 0 ? config.port() : number).sync().channel();
      number = ((InetSocketAddress) channel.localAddress()).getPort();
      channels.add(channel);
    }
  }

  /** The port that clients connect to. */
  public int port() {
    return number;
  }

  /** A topology was published; older ones than the known one are ignored. From any thread. */
  public void onTopology(Topology topology) {
    for (ProxyLoop loop : loops.values()) {
      loop.onTopology(topology);
    }
  }

  /** Closes the port and all connections, and waits until that is done. */
  @Override
  public void close() {
    channels.forEach(channel -> channel.close().awaitUninterruptibly());
    loops.values().forEach(ProxyLoop::closeClients);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}

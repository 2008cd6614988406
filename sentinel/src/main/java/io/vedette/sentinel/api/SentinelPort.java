package io.vedette.sentinel.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * The listening sockets of the Sentinel API with all their clients, on one event loop. Methods may
 * be called from any thread.
 */
public final class SentinelPort implements AutoCloseable {
  private static final int ACCEPT_BACKLOG = 511;

  private final EventLoop loop;
  private final Transport transport;
  private final ApiContext context;
  private final SentinelCommands commands;
  private final List<Channel> listening = new ArrayList<>();
  private long nextSessionId = 1 + ThreadLocalRandom.current().nextInt(16);

  /**
   * @param loop an event loop of the transport
   * @param clockMs monotonic clock in milliseconds
   * @param unixClockMs Unix time in milliseconds
   */
  public SentinelPort(
      EventLoop loop,
      Transport transport,
      ApiIdentity identity,
      SentinelControl control,
      LongSupplier clockMs,
      LongSupplier unixClockMs) {
    this.loop = loop;
    this.transport = transport;
    this.context =
        new ApiContext(
            identity,
            control,
            new Subscribers(),
            clockMs,
            unixClockMs,
            clockMs.getAsLong(),
            new ApiContext.Traffic());
    this.commands = new SentinelCommands(context);
  }

  /**
   * Starts to listen on the given local addresses.
   *
   * @throws IOException if one cannot be bound; none is then
   */
  public void bind(List<String> hosts, int port) throws IOException {
    for (String host : hosts) {
      var bound = bootstrap().bind(host, port).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        close();
        throw new IOException(
            "cannot listen on " + host + ":" + port + ": " + bound.cause().getMessage(),
            bound.cause());
      }
      listening.add(bound.channel());
    }
  }

  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(loop)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                accept(channel);
              }
            });
  }

  private void accept(SocketChannel channel) {
    if (context.clients().size() >= context.identity().maxClients()) {
      context.traffic().rejectedConnections++;
      SentinelConnection.reject(channel, "ERR max number of clients reached");
      return;
    }
    channel.pipeline().addLast(new SentinelConnection(nextSessionId++, context, commands));
  }

  /** Tells an event to everybody who listens to its channel. */
  public void publish(String channel, String message) {
    loop.execute(() -> context.clients().publish(channel, message));
  }

  /** Stops listening and closes every client; returns when the listening sockets are closed. */
  @Override
  public void close() {
    for (Channel channel : listening) {
      channel.close().awaitUninterruptibly();
    }
    listening.clear();
    if (!loop.isShuttingDown()) {
      loop.execute(
          () -> List.copyOf(context.clients().all()).forEach(s -> s.wire.closeAfterFlush()));
    }
  }
}

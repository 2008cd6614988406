package io.vedette.node.server;

import akka.actor.typed.ActorRef;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.vedette.node.shard.ShardActor;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The RESP port of one shard copy: accepts clients on the shard's own event loop. What the
 * connections of a port share (parser, batches, ids) lives here.
 */
public final class ShardPort {
  /** Unsent bytes at which a client is taken for one that does not read, and at which it reads. */
  private static final WriteBufferWaterMark REPLY_LIMITS =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  /** Ids are unique in the process, as clients of all copies show up in one log. */
  private static final AtomicLong CLIENT_IDS = new AtomicLong();

  private final RequestParser parser = new RequestParser();
  private final BatchPool batches = new BatchPool();
  private final PortSettings settings;
  private final List<Channel> listening = new ArrayList<>();

  public ShardPort(PortSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts to listen on all addresses.
   *
   * @param backlog {@code tcp-backlog}
   * @throws IOException if an address cannot be bound, usually because its port is in use; the
   *     message is for the operator
   */
  public void bind(
      Transport transport,
      EventLoop loop,
      ActorRef<ShardActor.Command> shard,
      List<BindAddress> addresses,
      int port,
      int backlog)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, backlog)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, REPLY_LIMITS)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    transport.keepAlive(connection, settings.keepAliveSeconds);
                    connection.pipeline().addLast(new ClientConnection(ShardPort.this, shard));
                  }
                });
    boolean all = false;
    for (BindAddress address : BindAddress.inOrder(addresses)) {
      if (all && address.host().equals(BindAddress.ANY_IPV4)) {
        continue;
      }
      boolean bound = bind(bootstrap, address, port);
      all |= bound && address.host().equals(BindAddress.ANY_IPV6);
    }
    if (listening.isEmpty()) {
      throw new IOException("none of the addresses of 'bind' is one of this machine");
    }
  }

  private boolean bind(ServerBootstrap bootstrap, BindAddress address, int port)
      throws IOException {
    ChannelFuture bound;
    try {
      bound = bootstrap.bind(address.host(), port).awaitUninterruptibly();
    } catch (RuntimeException e) {
      throw new IOException(failure(address, port, e), e);
    }
    if (bound.isSuccess()) {
      listening.add(bound.channel());
      return true;
    }
    boolean inUse = String.valueOf(bound.cause().getMessage()).contains("in use");
    if (address.optional() && !inUse) {
      return false;
    }
    throw new IOException(failure(address, port, bound.cause()), bound.cause());
  }

  private static String failure(BindAddress address, int port, Throwable cause) {
    String reason =
        cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException
            ? "Name or service not known"
            : cause.getMessage();
    return "could not listen on " + new Endpoint(address.host(), port) + ": " + reason;
  }

  /** Stops to listen; open connections stay. */
  public void close() {
    listening.forEach(Channel::close);
  }

  RequestParser parser() {
    return parser;
  }

  BatchPool batches() {
    return batches;
  }

  PortSettings settings() {
    return settings;
  }

  long nextClientId() {
    return CLIENT_IDS.incrementAndGet();
  }
}

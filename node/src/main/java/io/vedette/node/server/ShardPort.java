package io.vedette.node.server;

import akka.actor.typed.ActorRef;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.vedette.node.shard.ShardActor;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.transport.Transport;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The RESP port of one shard copy: accepts clients on the shard's own event loop. What the
 * connections of a port share (parser, batches, ids) lives here.
 */
public final class ShardPort {
  /** Unsent reply bytes of a client at which its next commands wait, and at which they go on. */
  private static final WriteBufferWaterMark REPLY_LIMITS =
      new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

  /** Ids are unique in the process, as clients of all copies show up in one log. */
  private static final AtomicLong CLIENT_IDS = new AtomicLong();

  private final RequestParser parser = new RequestParser();
  private final BatchPool batches = new BatchPool();
  private final RespLimits limits;
  private Channel channel;

  /** Limits are those of clients that may run commands. */
  public ShardPort(RespLimits limits) {
    this.limits = limits;
  }

  /**
   * Starts to listen.
   *
   * @param backlog {@code tcp-backlog}
   * @throws Exception if the address cannot be bound, usually because it is in use
   */
  public void bind(
      Transport transport,
      EventLoop loop,
      ActorRef<ShardActor.Command> shard,
      String host,
      int port,
      int backlog)
      throws Exception {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, backlog)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, REPLY_LIMITS)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    connection.pipeline().addLast(new ClientConnection(ShardPort.this, shard));
                  }
                });
    channel = bootstrap.bind(host, port).sync().channel();
  }

  /** Stops to listen; open connections stay. */
  public void close() {
    if (channel != null) {
      channel.close();
    }
  }

  RequestParser parser() {
    return parser;
  }

  BatchPool batches() {
    return batches;
  }

  RespLimits limits() {
    return limits;
  }

  long nextClientId() {
    return CLIENT_IDS.incrementAndGet();
  }
}

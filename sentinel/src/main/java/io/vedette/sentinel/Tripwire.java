package io.vedette.sentinel;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a copy's RESP port that notices the death of its process: the kernel closes it at
 * that instant, and refuses the next one. Nothing but a greeting is ever sent, and what comes back
 * is thrown away. Listeners are called on the event loop.
 */
final class Tripwire {
  /** What a tripwire notices. */
  interface Listener {
    void onOpened(Endpoint endpoint);

    void onClosed(Endpoint endpoint);

    void onRefused(Endpoint endpoint);
  }

  private static final int CONNECT_TIMEOUT_MS = 1_000;
  private static final int RETRY_MS = 100;

  private final EventLoop loop;
  private final Transport transport;
  private final Endpoint endpoint;
  private final byte[] greeting;
  private final Listener listener;
  private Channel channel;
  private long openedNanos;
  private boolean cut;

  /**
   * @param greeting commands that say who is there; their replies are thrown away
   */
  Tripwire(
      EventLoop loop, Transport transport, Endpoint endpoint, byte[] greeting, Listener listener) {
    this.loop = loop;
    this.transport = transport;
    this.endpoint = endpoint;
    this.greeting = greeting;
    this.listener = listener;
  }

  /** Connects, and stays connected until {@link #cut}. */
  void stretch() {
    loop.execute(this::connect);
  }

  /** Closes the connection; the listener hears no more. */
  void cut() {
    loop.execute(
        () -> {
          cut = true;
          if (channel != null) {
            channel.close();
          }
        });
  }

  private void connect() {
    if (cut) {
      return;
    }
    new Bootstrap()
        .group(loop)
        .channel(transport.channel())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .handler(new Watch())
        .connect(endpoint.host(), endpoint.port())
        .addListener(attempt -> connected((ChannelFuture) attempt));
  }

  private void connected(ChannelFuture attempt) {
    if (cut) {
      attempt.channel().close();
    } else if (!attempt.isSuccess()) {
      if (isRefusal(attempt.cause())) {
        listener.onRefused(endpoint);
      }
      retryLater();
    } else if (isConnectedToItself(attempt.channel())) {
      // Nobody listens, and the kernel happened to give this socket the very port it looks for.
      attempt.channel().close();
      listener.onRefused(endpoint);
      retryLater();
    } else {
      opened(attempt.channel());
    }
  }

  private void opened(Channel connected) {
    channel = connected;
    openedNanos = System.nanoTime();
    connected.writeAndFlush(Unpooled.wrappedBuffer(greeting));
    connected.closeFuture().addListener(closed -> closed());
    listener.onOpened(endpoint);
  }

  private void closed() {
    channel = null;
    if (cut) {
      return;
    }
    listener.onClosed(endpoint);
    // A port that accepts and closes again, such as one with too many clients, is not pestered.
    if (System.nanoTime() - openedNanos < TimeUnit.MILLISECONDS.toNanos(RETRY_MS)) {
      retryLater();
    } else {
      connect();
    }
  }

  private void retryLater() {
    loop.schedule(this::connect, RETRY_MS, TimeUnit.MILLISECONDS);
  }

  private static boolean isConnectedToItself(Channel connected) {
    return connected.localAddress() != null
        && connected.localAddress().equals(connected.remoteAddress());
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof ConnectException
        && !(cause instanceof ConnectTimeoutException)
        && cause.getMessage() != null
        && cause.getMessage().contains("refused");
  }

  /** Throws away what the copy says. */
  private static final class Watch extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

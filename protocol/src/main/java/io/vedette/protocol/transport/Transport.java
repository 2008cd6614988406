package io.vedette.protocol.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;

/**
 * A kernel interface for sockets, best first. Channels of one transport work only on event loops of
 * the same transport, so a process asks {@link #best} once and makes everything from the answer.
 */
public enum Transport {
  IO_URING(IoUringServerSocketChannel.class, IoUringSocketChannel.class),
  EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class),
  NIO(NioServerSocketChannel.class, NioSocketChannel.class);

  /**
   * System property that forces a transport by name: {@code io_uring}, {@code epoll}, {@code nio}.
   */
  public static final String PROPERTY = "vedette.transport";

  private final Class<? extends ServerChannel> serverChannel;
  private final Class<? extends Channel> channel;

  Transport(Class<? extends ServerChannel> serverChannel, Class<? extends Channel> channel) {
    this.serverChannel = serverChannel;
    this.channel = channel;
  }

  /**
   * The first transport that this machine has, or the one that {@value #PROPERTY} names.
   *
   * @throws IllegalStateException when the named one is unknown or not available here
   */
  public static Transport best() {
    String forced = System.getProperty(PROPERTY);
    if (forced != null) {
      return named(forced);
    }
    for (Transport transport : values()) {
      if (transport.isAvailable()) {
        return transport;
      }
    }
    throw new IllegalStateException("no transport is available");
  }

  /**
   * The transport of that name.
   *
   * @throws IllegalStateException when it is unknown or not available on this machine
   */
  public static Transport named(String name) {
    for (Transport transport : values()) {
      if (transport.label().equals(name.toLowerCase(Locale.ROOT))) {
        if (!transport.isAvailable()) {
          throw new IllegalStateException("transport " + name + " is not available here");
        }
        return transport;
      }
    }
    throw new IllegalStateException("unknown transport: " + name);
  }

  /** Its name as INFO and configuration spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isAvailable() {
    return switch (this) {
      case IO_URING -> IoUring.isAvailable();
      case EPOLL -> Epoll.isAvailable();
      case NIO -> true;
    };
  }

  /** Event loops, one thread each, named {@code <name>-1} and up. */
  public IoEventLoopGroup newEventLoops(int count, String name) {
    IoHandlerFactory handlers =
        switch (this) {
          case IO_URING -> IoUringIoHandler.newFactory();
          case EPOLL -> EpollIoHandler.newFactory();
          case NIO -> NioIoHandler.newFactory();
        };
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name), handlers);
  }

  /** Channel class of listening sockets. */
  public Class<? extends ServerChannel> serverChannel() {
    return serverChannel;
  }

  /** Channel class of outgoing connections. */
  public Class<? extends Channel> channel() {
    return channel;
  }
}

package io.vedette.protocol.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import jdk.net.ExtendedSocketOptions;

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

  private static final int KEEP_ALIVE_PROBES = 3;

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
    return newEventLoops(count, name, Processors.ANY);
  }

  /** The same, kept to some processors. */
  public IoEventLoopGroup newEventLoops(int count, String name, Processors processors) {
    IoHandlerFactory handlers =
        switch (this) {
          case IO_URING -> IoUringIoHandler.newFactory();
          case EPOLL -> EpollIoHandler.newFactory();
          case NIO -> NioIoHandler.newFactory();
        };
    ThreadFactory threads =
        new DefaultThreadFactory(name) {
          @Override
          public Thread newThread(Runnable loop) {
            return super.newThread(
                () -> {
                  Affinity.keepTo(processors);
                  loop.run();
                });
          }
        };
    return new MultiThreadIoEventLoopGroup(count, threads, handlers);
  }

  /**
   * Has the kernel probe an idle connection's peer after the given time and, without an answer, end
   * the connection after as long again; 0: never.
   */
  public void keepAlive(Channel channel, int seconds) {
    ChannelConfig config = channel.config();
    config.setOption(ChannelOption.SO_KEEPALIVE, seconds > 0);
    if (seconds <= 0) {
      return;
    }
    int interval = Math.max(1, seconds / KEEP_ALIVE_PROBES);
    switch (this) {
      case IO_URING -> {
        config.setOption(IoUringChannelOption.TCP_KEEPIDLE, seconds);
        config.setOption(IoUringChannelOption.TCP_KEEPINTVL, interval);
        config.setOption(IoUringChannelOption.TCP_KEEPCNT, KEEP_ALIVE_PROBES);
      }
      case EPOLL -> {
        config.setOption(EpollChannelOption.TCP_KEEPIDLE, seconds);
        config.setOption(EpollChannelOption.TCP_KEEPINTVL, interval);
        config.setOption(EpollChannelOption.TCP_KEEPCNT, KEEP_ALIVE_PROBES);
      }
      case NIO -> {
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), interval);
        config.setOption(
            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_PROBES);
      }
    }
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

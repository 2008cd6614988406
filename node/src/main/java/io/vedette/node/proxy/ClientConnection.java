package io.vedette.node.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.transport.UntakenReplies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a client: its bytes become commands for its session, the session's replies leave in
 * one flush an iteration. While the session is paused, nothing is read.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements ClientOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
  private static final byte[] TOO_MANY =
      "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int INITIAL_OUT_BYTES = 512;

  private final ProxyLoop loop;
  private final UntakenReplies.Share untaken = UntakenReplies.ofProcess().share();
  private Channel channel;
  private ProxySession session;

  /** Input that is no whole command yet, or that the paused session has not run. */
  private CommandBatch batch;

  private ByteBuf out;
  private boolean closeAfterOutput;
  private boolean violated;

  ClientConnection(ProxyLoop loop) {
    this.loop = loop;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    ClientRegistry registry = loop.registry();
    if (!registry.tryEnter()) {
      loop.facts().rejected().increment();
      append(TOO_MANY, 0, TOO_MANY.length);
      closeAfterOutput();
      return;
    }
    loop.clock();
    ClientInfo info =
        new ClientInfo(
            registry.nextId(),
            text(channel.remoteAddress()),
            text(channel.localAddress()),
            loop.core().nowMs(),
            channel::close,
            this::inLoop);
    session = new ProxySession(loop.core(), loop.router(), this, info);
    registry.add(info);
    loop.add(this);
  }

  private void inLoop(Runnable task) {
    channel
        .eventLoop()
        .execute(
            () -> {
              loop.clock();
              task.run();
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (session == null || violated) {
      bytes.release();
      return;
    }
    loop.clock();
    session.info().lastInputMs = loop.core().nowMs();
    CommandBatch input = batch != null ? batch : loop.takeBatch();
    int n = bytes.readableBytes();
    byte[] array = input.reserve(n);
    bytes.readBytes(array, input.writeIndex(), n);
    input.received(n);
    bytes.release();
    take(input);
  }

  private void take(CommandBatch input) {
    String violation = null;
    int before = input.size();
    try {
      loop.parser().parse(input, session.limits());
    } catch (ProtocolException e) {
      violation = e.getMessage();
      violated = true;
    }
    loop.facts().commands().add(input.size() - before);
    boolean mayRun = session.authenticated();
    boolean done = session.isPaused() ? false : input.size() == 0 || session.run(input);
    if (done) {
      keepPartial(input);
    } else {
      batch = input;
      reading(false);
    }
    if (violation != null) {
      session.violated(violation);
    }
    int limit =
        mayRun ? RespLimits.MAX_QUERY_BUFFER_BYTES : RespLimits.MAX_UNAUTHENTICATED_QUERY_BYTES;
    if (batch != null && batch.bufferedBytes() > limit) {
      channel.close();
    }
  }

  /** All commands have run: only an incomplete one needs to stay. */
  private void keepPartial(CommandBatch input) {
    if (violated || !input.hasPartial()) {
      batch = null;
      loop.giveBatch(input);
    } else if (input.size() == 0) {
      batch = input;
    } else {
      CommandBatch rest = new CommandBatch();
      input.movePartialTo(rest);
      batch = rest;
      loop.giveBatch(input);
    }
  }

  @Override
  public void reading(boolean on) {
    if (on && batch != null) {
      keepPartial(batch);
    }
    channel.config().setAutoRead(on && !violated);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      untaken.giveBack();
      if (session != null) {
        session.onWritable();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    untaken.giveBack();
    if (out != null) {
      out.release();
      out = null;
    }
    batch = null;
    if (session != null) {
      loop.clock();
      loop.registry().leave(session.info());
      loop.remove(this);
      session.onClosed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset or a broken pipe is the end of a connection, not an event worth a stack trace.
    if (!(cause instanceof IOException)) {
      LOG.warn("closing the connection of {}", context.channel().remoteAddress(), cause);
    }
    context.close();
  }

  void closeIfIdle(long sinceMs) {
    if (session.info().lastInputMs < sinceMs
        && !session.hasUnanswered()
        && !session.isSubscriber()) {
      channel.close();
    }
  }

  // ---- output

  @Override
  public void append(byte[] bytes, int from, int to) {
    if (out == null) {
      out = channel.alloc().directBuffer(Math.max(INITIAL_OUT_BYTES, to - from));
      loop.touch(this);
    }
    out.writeBytes(bytes, from, to - from);
  }

  /** Sends what was appended in this iteration. */
  void flushOutput() {
    ByteBuf bytes = out;
    out = null;
    if (bytes != null) {
      if (closeAfterOutput) {
        channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
      } else {
        channel.writeAndFlush(bytes, channel.voidPromise());
      }
      if (channel.isWritable()) {
        untaken.giveBack();
      }
    }
  }

  @Override
  public boolean hasRoom() {
    boolean taken = out == null || out.readableBytes() < ProxyPort.OUTPUT_HIGH;
    return taken && channel.isWritable() || channel.isActive() && untaken.covers(queuedBytes());
  }

  @Override
  public long queuedBytes() {
    ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
    long bytes = queued == null ? 0 : queued.totalPendingWriteBytes();
    return out == null ? bytes : bytes + out.readableBytes();
  }

  @Override
  public void closeAfterOutput() {
    closeAfterOutput = true;
    channel.config().setAutoRead(false);
    if (out == null) {
      channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : String.valueOf(address);
  }
}

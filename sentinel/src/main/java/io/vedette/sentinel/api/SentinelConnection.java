package io.vedette.sentinel.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One client: bytes in, commands run in order, replies out. While a reply is outstanding nothing is
 * read, and what was read already waits in {@link #queued}.
 */
final class SentinelConnection extends ChannelInboundHandlerAdapter
    implements SentinelSession.Wire {
  /** Longest command; the API needs no longer ones, and a sentinel has a small heap. */
  private static final int MAX_COMMAND_BYTES = 1024 * 1024;

  /** Unsent replies and events at which a client that does not read is closed. */
  private static final long MAX_UNSENT_BYTES = 8L * 1024 * 1024;

  private static final int KEEP_BYTES = 16 * 1024;
  private static final RespLimits LIMITS = new RespLimits(MAX_COMMAND_BYTES, Integer.MAX_VALUE);

  private final long id;
  private final ApiContext context;
  private final SentinelCommands commands;
  private final RequestParser parser = new RequestParser();
  private final CommandBatch batch = new CommandBatch();
  private final ReplyBuffer out = new ReplyBuffer();
  private final Deque<String[]> queued = new ArrayDeque<>();
  private Channel channel;
  private SentinelSession session;
  private String protocolError;

  SentinelConnection(long id, ApiContext context, SentinelCommands commands) {
    this.id = id;
    this.context = context;
    this.commands = commands;
  }

  static void reject(Channel channel, String error) {
    ReplyBuffer out = new ReplyBuffer();
    out.error(error);
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(out.toByteArray()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelActive(ChannelHandlerContext handler) {
    channel = handler.channel();
    session =
        new SentinelSession(id, this, !context.passwordRequired(), context.clockMs().getAsLong());
    context.clients().add(session);
  }

  @Override
  public void channelInactive(ChannelHandlerContext handler) {
    if (session != null) {
      context.clients().remove(session);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext handler, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      int length = in.readableBytes();
      in.readBytes(batch.reserve(length), batch.writeIndex(), length);
      batch.received(length);
      context.traffic().inputBytes += length;
    } finally {
      ReferenceCountUtil.release(in);
    }
    parse();
    runQueued();
  }

  private void parse() {
    if (protocolError != null || session.closing) {
      return;
    }
    try {
      parser.parse(batch, session.authenticated ? LIMITS : RespLimits.UNAUTHENTICATED);
    } catch (ProtocolException e) {
      protocolError = e.getMessage();
    }
    for (int i = 0; i < batch.size(); i++) {
      queued.add(arguments(i));
    }
    CommandBatch rest = new CommandBatch();
    batch.movePartialTo(rest);
    batch.clear(KEEP_BYTES);
    rest.movePartialTo(batch);
    if (protocolError == null && batch.bufferedBytes() > 2 * MAX_COMMAND_BYTES) {
      protocolError = "Protocol error: too big command";
    }
  }

  private String[] arguments(int command) {
    String[] args = new String[batch.argumentCount(command)];
    for (int i = 0; i < args.length; i++) {
      args[i] =
          new String(
              batch.bytes(),
              batch.offset(command, i),
              batch.length(command, i),
              StandardCharsets.UTF_8);
    }
    return args;
  }

  private void runQueued() {
    out.protocol(session.protocol);
    while (!queued.isEmpty() && !session.waiting && !session.closing) {
      String[] args = queued.poll();
      if (isCrossProtocol(args[0])) {
        session.closing = true;
      } else {
        commands.execute(session, args, out);
      }
    }
    if (protocolError != null && !session.waiting && !session.closing) {
      out.error("ERR " + protocolError);
      session.closing = true;
    }
    channel.config().setAutoRead(!session.waiting && !session.closing);
    flush();
  }

  /** A browser was made to speak to us; what follows are its headers, not commands. */
  private static boolean isCrossProtocol(String name) {
    return name.equalsIgnoreCase("post") || name.equalsIgnoreCase("host:");
  }

  private void flush() {
    if (!out.isEmpty()) {
      byte[] bytes = out.toByteArray();
      out.clear();
      send(bytes);
    }
    if (session.closing && !session.waiting) {
      closeAfterFlush();
    }
  }

  private void send(byte[] bytes) {
    context.traffic().outputBytes += bytes.length;
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    if (unsent != null && unsent.totalPendingWriteBytes() > MAX_UNSENT_BYTES) {
      channel.close();
    }
  }

  @Override
  public void answer(byte[] resp) {
    channel
        .eventLoop()
        .execute(
            () -> {
              send(resp);
              session.waiting = false;
              runQueued();
            });
  }

  @Override
  public void push(byte[] resp) {
    send(resp);
  }

  @Override
  public void closeAfterFlush() {
    session.closing = true;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
    handler.close();
  }

  @Override
  public String remoteAddress() {
    return text(channel.remoteAddress());
  }

  @Override
  public String localAddress() {
    return text(channel.localAddress());
  }

  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "";
  }
}

package io.vedette.node.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.ReplyScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket under a lane of any kind: shakes hands, then cuts what it reads into replies for the
 * lane.
 */
final class ShardConnection extends ChannelInboundHandlerAdapter implements ShardLink {
  private static final Logger LOG = LoggerFactory.getLogger(ShardConnection.class);
  private static final int INITIAL_BYTES = 16 * 1024;
  private static final int KEEP_BYTES = 1024 * 1024;
  private static final int INITIAL_OUT_BYTES = 4096;

  private final ProxyLoop loop;
  private final LinkOwner lane;
  private final ShardTarget target;
  private final ReplyScanner scanner = new ReplyScanner();
  private Channel channel;
  private ByteBuf out;
  private byte[] in = new byte[INITIAL_BYTES];
  private int start;
  private int limit;
  private int handshakeReplies;
  private boolean ready;
  private boolean closed;

  ShardConnection(ProxyLoop loop, LinkOwner lane) {
    this.loop = loop;
    this.lane = lane;
    this.target = lane.shard().target();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    if (closed) {
      channel.close();
      return;
    }
    ReplyBuffer lines = loop.core().request();
    lines.clear();
    handshakeReplies = loop.handshake().write(lines, target, lane.protocol());
    send(lines);
  }

  @Override
  public void shakeHands() {
    ready = false;
    ReplyBuffer lines = loop.core().request();
    lines.clear();
    handshakeReplies = loop.handshake().writeAgain(lines, target);
    send(lines);
  }

  private void send(ReplyBuffer lines) {
    write(lines.bytes(), 0, lines.size());
    flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    int n = bytes.readableBytes();
    if (in.length - limit < n) {
      makeRoom(n);
    }
    bytes.readBytes(in, limit, n);
    bytes.release();
    limit += n;
    loop.clock();
    try {
      takeReplies();
    } catch (ProtocolException e) {
      LOG.warn("{} at {}: {}", target.shard(), target.endpoint(), e.getMessage());
      channel.close();
    }
  }

  private void takeReplies() throws ProtocolException {
    if (ready) {
      lane.onProgress();
    }
    while (start < limit && !closed) {
      int end = scanner.scan(in, start, limit);
      if (end < 0) {
        return;
      }
      int from = start;
      start = end;
      if (!ready && in[from] != '>') {
        onHandshakeReply(from, end);
      } else if (!lane.onReply(in, from, end)) {
        throw new ProtocolException("a reply to nothing");
      }
    }
    start = 0;
    limit = 0;
    if (in.length > KEEP_BYTES) {
      in = new byte[INITIAL_BYTES];
    }
  }

  private void onHandshakeReply(int from, int end) {
    if (in[from] == '-') {
      String error = new String(in, from + 1, end - from - 3, StandardCharsets.UTF_8);
      LOG.info("{} at {} refused this proxy: {}", target.shard(), target.endpoint(), error);
      channel.close();
    } else if (--handshakeReplies == 0) {
      ready = true;
      lane.onReady(this);
    }
  }

  private void makeRoom(int more) {
    int held = limit - start;
    byte[] target = in;
    if (in.length - held < more) {
      long doubled = Math.min(Integer.MAX_VALUE - 8L, 2L * in.length);
      target = new byte[(int) Math.max(Math.addExact(held, more), doubled)];
    }
    System.arraycopy(in, start, target, 0, held);
    in = target;
    start = 0;
    limit = held;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.clock();
    if (ready) {
      lane.onLinkLost(this);
    } else {
      lane.onConnectFailed(this);
    }
  }

  /** Connecting failed. */
  void failed() {
    loop.clock();
    lane.onConnectFailed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("closing the connection to {} at {}", target.shard(), target.endpoint(), cause);
    }
    context.close();
  }

  @Override
  public void write(byte[] bytes, int from, int to) {
    if (out == null) {
      out = channel.alloc().directBuffer(Math.max(INITIAL_OUT_BYTES, to - from));
    }
    out.writeBytes(bytes, from, to - from);
  }

  @Override
  public void flush() {
    ByteBuf bytes = out;
    out = null;
    channel.writeAndFlush(bytes, channel.voidPromise());
  }

  @Override
  public void close() {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }
}

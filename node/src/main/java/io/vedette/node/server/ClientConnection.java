package io.vedette.node.server;

import akka.actor.typed.ActorRef;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.NetUtil;
import io.vedette.node.command.ClientLink;
import io.vedette.node.command.Session;
import io.vedette.node.shard.Client;
import io.vedette.node.shard.ShardActor;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.transport.UntakenReplies;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * One client socket: its bytes become batches, a batch becomes one message to the shard, and the
 * shard's replies leave in one flush. Lives on the shard's event loop.
 *
 * <p>Memory is bounded by not reading: a client whose commands wait (because it is blocked, or does
 * not take its replies and there is no {@link UntakenReplies room} for more) is read only up to
 * {@link #MAX_PENDING_BYTES}.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements ClientLink {
  /** Unexecuted input at which reading from the client stops. */
  private static final long MAX_PENDING_BYTES = 1024 * 1024;

  private final ShardPort port;
  private final ActorRef<ShardActor.Command> shard;
  private final UntakenReplies.Share untaken = UntakenReplies.ofProcess().share();
  private Channel channel;
  private Client client;
  private ShardActor.Input input;
  private CommandBatch receiving;
  private boolean violated;

  /** Whether input that only an authenticated client may send waits for the commands before it. */
  private boolean awaitsLogin;

  ClientConnection(ShardPort port, ActorRef<ShardActor.Command> shard) {
    this.port = port;
    this.shard = shard;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    Session session =
        new Session(
            port.nextClientId(),
            text(channel.remoteAddress()),
            text(channel.localAddress()),
            System.currentTimeMillis(),
            this);
    client = new Client(session, this::recycle);
    input = new ShardActor.Input(client);
    shard.tell(new ShardActor.Connected(client));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      int n = bytes.readableBytes();
      if (receiving == null) {
        receiving = port.batches().take();
      }
      byte[] array = receiving.reserve(n);
      bytes.readBytes(array, receiving.writeIndex(), n);
      receiving.received(n);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (receiving == null || violated) {
      return;
    }
    boolean mayRun = client.session().authenticated() || !port.settings().passwordRequired;
    if (!awaitsLogin) {
      parse(mayRun);
    }
    long limit =
        mayRun ? port.settings().maxQueryBytes : RespLimits.MAX_UNAUTHENTICATED_QUERY_BYTES;
    if (receiving != null && !awaitsLogin && receiving.bufferedBytes() > limit) {
      channel.close();
    }
  }

  private void parse(boolean mayRun) {
    String violation = null;
    try {
      port.parser().parse(receiving, mayRun ? port.settings().limits : RespLimits.UNAUTHENTICATED);
    } catch (ProtocolException e) {
      violation = e.getMessage();
    }
    CommandBatch batch = receiving;
    if (batch.size() == 0) {
      if (violation != null) {
        violation(violation);
        shard.tell(input);
      } else {
        // A long command that arrives slowly is no idle client.
        client.session().active(System.currentTimeMillis());
      }
      return;
    }
    // What follows an AUTH in one read is judged by what the AUTH achieves.
    awaitsLogin = violation != null && !mayRun;
    if (violation != null && mayRun) {
      violation(violation);
    }
    receiving = null;
    if (batch.hasPartial()) {
      receiving = port.batches().take();
      batch.movePartialTo(receiving);
    }
    client.offer(batch);
    shard.tell(input);
    if (awaitsLogin || client.pendingBytes() > MAX_PENDING_BYTES) {
      channel.config().setAutoRead(false);
    }
  }

  private void violation(String text) {
    violated = true;
    client.violated(text);
    channel.config().setAutoRead(false);
  }

  private void recycle(CommandBatch batch) {
    port.batches().giveBack(batch);
    if (awaitsLogin && channel.isOpen()) {
      awaitsLogin = false;
      parse(client.session().authenticated());
    }
    if (!violated && !channel.config().isAutoRead() && client.pendingBytes() <= MAX_PENDING_BYTES) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      untaken.giveBack();
      shard.tell(new ShardActor.Writable(client));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    untaken.giveBack();
    if (receiving != null) {
      port.batches().giveBack(receiving);
      receiving = null;
    }
    shard.tell(new ShardActor.Disconnected(client));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset or a broken pipe is the end of a connection, not an event worth a stack trace.
    context.close();
  }

  @Override
  public void send(byte[] bytes, int offset, int length) {
    ByteBuf out = copy(bytes, offset, length);
    if (out != null) {
      channel.writeAndFlush(out, channel.voidPromise());
    }
  }

  @Override
  public void sendLater(byte[] bytes, int offset, int length) {
    ByteBuf out = copy(bytes, offset, length);
    if (out != null) {
      channel.write(out, channel.voidPromise());
    }
  }

  /** Null if there is no memory: then this client goes, not the process. */
  private ByteBuf copy(byte[] bytes, int offset, int length) {
    try {
      return channel.alloc().directBuffer(length).writeBytes(bytes, offset, length);
    } catch (OutOfMemoryError e) {
      abort();
      return null;
    }
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public boolean hasRoom() {
    return channel.isWritable() || channel.isActive() && untaken.covers(outputBytes());
  }

  @Override
  public long outputBytes() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  @Override
  public int fileDescriptor() {
    return channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
  }

  @Override
  public void close() {
    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void abort() {
    channel.close();
  }

  private static String text(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return String.valueOf(address);
    }
    String host = NetUtil.toAddressString(inet.getAddress());
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
  }
}

package io.vedette.node.replication;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.psync.Replconf;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * The replica's end of a replication connection, for as long as that connection lives: connects,
 * has {@link MasterInput} make sense of what comes, hands the stream to the shard batch by batch,
 * and acknowledges. Its last word is {@link LinkEvent.Lost}; whether there is another link is for
 * the shard to say.
 *
 * <p>Runs on the shard's event loop, so events and the acknowledged offsets keep their order.
 */
public final class MasterLink extends AbstractOnMessageBehavior<MasterLink.Message> {
  /** What the link is told. */
  public sealed interface Message {}

  /** Tells the master how far the shard is, and how far its disk, unless that is negative. */
  public record Acknowledge(long appliedOffset, long fsyncedOffset) implements Message {}

  /** Goes on reading, or leaves what the master sends to the sockets. */
  public record Read(boolean on) implements Message {}

  /** Ends the link; also what a link that was lost waits for. */
  public record Stop() implements Message {}

  private enum EverySecond implements Message {
    INSTANCE
  }

  private enum Open implements Message {
    INSTANCE
  }

  /** Bytes came; the array goes back to the connection afterwards. */
  private record Received(byte[] bytes, int length) implements Message {}

  private record Closed(String reason) implements Message {}

  /** Where a copy's links run and whom they tell. */
  public record Environment(
      Transport transport,
      EventLoop loop,
      ActorRef<LinkEvent> shard,
      Supplier<MasterInput.SnapshotTarget> targets) {}

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int CONNECT_TIMEOUT_MS = 5000;
  private static final int MAX_POOLED_BATCHES = 16;
  private static final int MAX_KEPT_BATCH_BYTES = 256 * 1024;

  private final Environment environment;
  private final MasterTarget target;
  private final Connection connection;
  private final MasterInput input;
  private final ArrayDeque<CommandBatch> freeBatches = new ArrayDeque<>();
  private Channel channel;
  private int silentSeconds;
  private boolean over;

  private MasterLink(ActorContext<Message> context, Environment environment, MasterTarget target) {
    super(context);
    this.environment = environment;
    this.target = target;
    this.connection = new Connection(context.getSelf());
    MasterHandshake handshake =
        new MasterHandshake(
            target.settings(), target.askId(), target.askOffset(), target.takeOver());
    this.input = new MasterInput(handshake, environment.targets, this::takeBatch, new Parts());
  }

  /** A link; spawn it on the shard's dispatcher. */
  public static Behavior<Message> create(Environment environment, MasterTarget target) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(EverySecond.INSTANCE, SECOND);
                  MasterLink link = new MasterLink(context, environment, target);
                  link.connect();
                  return link;
                }));
  }

  private void connect() {
    tell(new LinkEvent.Changed(target.number(), MasterView.Link.CONNECTING));
    ChannelFuture connecting =
        new Bootstrap()
            .group(environment.loop)
            .channel(environment.transport.channel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .handler(connection)
            .connect(target.master().host(), target.master().port());
    channel = connecting.channel();
    ActorRef<Message> self = getContext().getSelf();
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            self.tell(new Closed(String.valueOf(done.cause().getMessage())));
          }
        });
  }

  @Override
  public Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Received received -> {
        silentSeconds = 0;
        if (!over) {
          input.onBytes(received.bytes, 0, received.length);
        }
        connection.giveBack(received.bytes);
      }
      case Acknowledge ack -> {
        if (input.isStreaming() && !over) {
          send(Replconf.acknowledgement(ack.appliedOffset, ack.fsyncedOffset));
        }
      }
      case Read read -> channel.config().setAutoRead(read.on);
      case EverySecond _ -> {
        // Who does not listen hears nothing.
        silentSeconds = channel.config().isAutoRead() ? silentSeconds + 1 : 0;
        if (!over && silentSeconds * 1000L > target.timeoutMs()) {
          lost("nothing heard for " + target.timeoutMs() + " ms");
        }
      }
      case Open _ -> {
        if (!over) {
          tell(new LinkEvent.Changed(target.number(), MasterView.Link.HANDSHAKE));
          input.start();
        }
      }
      case Closed closed -> lost(closed.reason);
      case Stop _ -> {
        over = true;
        connection.silent = true;
        channel.close();
        return Behaviors.stopped();
      }
    }
    return this;
  }

  private void lost(String reason) {
    if (!over) {
      over = true;
      connection.silent = true;
      channel.close();
      tell(new LinkEvent.Lost(target.number(), reason));
    }
  }

  private void tell(LinkEvent event) {
    environment.shard.tell(event);
  }

  private void send(byte[] bytes) {
    channel.writeAndFlush(channel.alloc().directBuffer(bytes.length).writeBytes(bytes));
  }

  private CommandBatch takeBatch() {
    CommandBatch batch = freeBatches.pollLast();
    return batch != null ? batch : new CommandBatch();
  }

  private void recycle(CommandBatch batch) {
    if (freeBatches.size() < MAX_POOLED_BATCHES) {
      batch.clear(MAX_KEPT_BATCH_BYTES);
      freeBatches.addLast(batch);
    }
  }

  /** Passes on what the input finds. */
  private final class Parts implements MasterInput.Listener {
    @Override
    public void send(byte[] bytes) {
      MasterLink.this.send(bytes);
    }

    @Override
    public void resyncBegins() {
      tell(new LinkEvent.Changed(target.number(), MasterView.Link.SYNC));
    }

    @Override
    public void receiving(long totalBytes) {
      tell(new LinkEvent.Receiving(target.number(), totalBytes));
    }

    @Override
    public void loaded(SnapshotIdentity identity, Keyspace data, LinkEvent.Origin origin) {
      tell(new LinkEvent.Loaded(target.number(), identity, data, origin));
    }

    @Override
    public void continued(String replicationIdOrNull, LinkEvent.Origin origin) {
      tell(new LinkEvent.Continued(target.number(), replicationIdOrNull, origin));
    }

    @Override
    public void stream(CommandBatch batch) {
      tell(new LinkEvent.Stream(target.number(), batch, MasterLink.this::recycle));
    }

    @Override
    public void failed(String reason) {
      lost(reason);
    }
  }

  /** The socket: turns what happens there into messages. Lives on the same event loop. */
  private static final class Connection extends ChannelInboundHandlerAdapter {
    private static final int ARRAY_BYTES = 64 * 1024;
    private static final int MAX_POOLED_ARRAYS = 8;

    private final ActorRef<Message> link;
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();

    /** Set when nobody listens any more. */
    private boolean silent;

    Connection(ActorRef<Message> link) {
      this.link = link;
    }

    void giveBack(byte[] array) {
      if (free.size() < MAX_POOLED_ARRAYS) {
        free.addLast(array);
      }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      link.tell(Open.INSTANCE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf buffer = (ByteBuf) message;
      try {
        while (buffer.isReadable()) {
          byte[] array = free.pollLast();
          array = array != null ? array : new byte[ARRAY_BYTES];
          int length = Math.min(array.length, buffer.readableBytes());
          buffer.readBytes(array, 0, length);
          link.tell(new Received(array, length));
        }
      } finally {
        buffer.release();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!silent) {
        link.tell(new Closed("connection closed by the master"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      link.tell(new Closed(String.valueOf(cause.getMessage())));
    }
  }
}

package io.vedette.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
  @Test
  void bestIsTheFirstAvailable() {
    Transport best = Transport.best();
    assertThat(best.isAvailable()).isTrue();
    for (Transport transport : Transport.values()) {
      if (transport == best) {
        break;
      }
      assertThat(transport.isAvailable()).isFalse();
    }
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Transport.named("carrier-pigeon"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("carrier-pigeon");
    assertThat(Transport.named("NIO")).isEqualTo(Transport.NIO);
  }

  @ParameterizedTest
  @EnumSource
  void bytesGoThereAndBack(Transport transport) throws Exception {
    if (!transport.isAvailable()) {
      return;
    }
    var loops = transport.newEventLoops(1, "test");
    try {
      Channel server =
          new ServerBootstrap()
              .group(loops)
              .channel(transport.serverChannel())
              .childHandler(
                  new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                      return true;
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                      context.writeAndFlush(message);
                    }
                  })
              .bind("127.0.0.1", 0)
              .sync()
              .channel();
      var answer = new CompletableFuture<String>();
      Channel client =
          new Bootstrap()
              .group(loops)
              .channel(transport.channel())
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel.pipeline().addLast(new Receiver(answer));
                    }
                  })
              .connect(server.localAddress())
              .sync()
              .channel();
      client.writeAndFlush(Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII));
      assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("ping");
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static final class Receiver extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<String> answer;

    Receiver(CompletableFuture<String> answer) {
      this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      answer.complete(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
    }
  }
}

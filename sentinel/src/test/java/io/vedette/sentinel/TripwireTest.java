package io.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TripwireTest {
  private static final byte[] GREETING = "HELLO THERE\r\n".getBytes(StandardCharsets.US_ASCII);

  private final EventLoopGroup loops = Transport.NIO.newEventLoops(1, "test-tripwire");
  private final BlockingQueue<String> noticed = new LinkedBlockingQueue<>();
  private final List<String> all = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private Tripwire tripwire;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    tripwire =
        new Tripwire(
            loops.next().next(),
            Transport.NIO,
            new Endpoint("127.0.0.1", server.getLocalPort()),
            GREETING,
            new Tripwire.Listener() {
              @Override
              public void onOpened(Endpoint endpoint) {
                notice("opened");
              }

              @Override
              public void onClosed(Endpoint endpoint) {
                notice("closed");
              }

              @Override
              public void onRefused(Endpoint endpoint) {
                notice("refused");
              }
            });
  }

  private void notice(String what) {
    all.add(what);
    noticed.add(what);
  }

  @AfterEach
  void end() throws IOException {
    tripwire.cut();
    server.close();
    loops.shutdownGracefully();
  }

  private String next() throws InterruptedException {
    return noticed.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void greetsAndThenKeepsQuiet() throws Exception {
    tripwire.stretch();
    try (Socket peer = server.accept()) {
      assertThat(next()).isEqualTo("opened");
      assertThat(peer.getInputStream().readNBytes(GREETING.length)).isEqualTo(GREETING);
      peer.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(peer.getInputStream().available()).isZero();
    }
  }

  @Test
  void aDeadProcessIsNoticedAsClosedAndThenRefused() throws Exception {
    tripwire.stretch();
    try (Socket peer = server.accept()) {
      assertThat(next()).isEqualTo("opened");
      server.close();
      peer.setSoLinger(true, 0);
    }
    assertThat(next()).isEqualTo("closed");
    assertThat(next()).isEqualTo("refused");
    assertThat(next()).isEqualTo("refused");
  }

  @Test
  void aPortThatComesBackIsFoundAgain() throws Exception {
    int port = server.getLocalPort();
    server.close();
    tripwire.stretch();
    assertThat(next()).isEqualTo("refused");
    server = new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
    await().until(() -> all.contains("opened"));
  }

  @Test
  void aCutTripwireSaysNothing() throws Exception {
    tripwire.stretch();
    try (Socket peer = server.accept()) {
      assertThat(next()).isEqualTo("opened");
      tripwire.cut();
      while (peer.getInputStream().read() >= 0) {
        // The greeting, then the end of the stream.
      }
    }
    assertThat(all).containsExactly("opened");
  }
}

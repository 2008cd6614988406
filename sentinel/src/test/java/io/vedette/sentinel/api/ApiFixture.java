package io.vedette.sentinel.api;

import io.netty.channel.EventLoopGroup;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Transport;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** A Sentinel API on a free port, in front of a {@link FakeSentinel}. */
final class ApiFixture implements AutoCloseable {
  static final String ID = "b".repeat(40);

  final FakeSentinel sentinel = new FakeSentinel();
  final SentinelPort api;
  final int port;
  private final EventLoopGroup loops = Transport.NIO.newEventLoops(1, "test-api");

  ApiFixture(String password, int maxClients) throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      port = probe.getLocalPort();
    }
    api =
        new SentinelPort(
            loops.next().next(),
            Transport.NIO,
            new ApiIdentity(
                "sentinel-1",
                ID,
                "vedette",
                new Endpoint("127.0.0.1", port),
                new Endpoint("127.0.0.1", 9100),
                4711,
                password,
                maxClients,
                Map.of("quorum", "2", "down-after-milliseconds", "1000")),
            sentinel,
            () -> 5_000,
            () -> 1_700_000_000_000L);
    api.bind(List.of("127.0.0.1"), port);
  }

  RespProbe connect() throws IOException {
    return new RespProbe(port);
  }

  @Override
  public void close() {
    api.close();
    loops.shutdownGracefully();
    sentinel.close();
  }
}

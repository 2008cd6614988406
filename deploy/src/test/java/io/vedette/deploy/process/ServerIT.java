package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.protocol.ProtocolVersion;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.FreePorts;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisProtocol;

/** {@code vedette server} in the place of {@code redis-server}. */
@Timeout(120)
class ServerIT {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("server");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void saysThatItIsReadyAndWhoItIs() {
    assertThat(server.log())
        .contains("Server initialized")
        .contains("Ready to accept connections")
        .contains(Long.toString(server.process().pid()));
  }

  @Test
  void aPipelineMayBeWrittenBeforeItIsRead() throws IOException {
    try (RespClient client = server.connect()) {
      LongPipeline.run(client);
    }
  }

  @Test
  void servesRedisCli() {
    CommandLineClients.walkWithRedisCli(server.address());
  }

  @Test
  void servesRedisBenchmark() {
    CommandLineClients.walkWithRedisBenchmark(server.address());
  }

  @Test
  void servesPythonRedis() throws IOException {
    CommandLineClients.walkWithPython(server.address(), TestFolder.of("server-python"));
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void servesJedis(RedisProtocol protocol) {
    JavaClients.walkWithJedis(server.address(), protocol);
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void servesLettuce(ProtocolVersion protocol) {
    JavaClients.walkWithLettuce(server.address(), protocol);
  }

  @Test
  void answersWrongCommandsAsRedisDoes() throws IOException {
    try (RespClient client = server.connect()) {
      assertThat(client.call("NOSUCH", "a"))
          .isEqualTo(
              new Reply.Failure("ERR unknown command 'NOSUCH', with args beginning with: 'a' "));
      assertThat(client.call("GET"))
          .isEqualTo(new Reply.Failure("ERR wrong number of arguments for 'get' command"));
    }
  }

  @Test
  void leavesOnSigterm() {
    try (TestServer another = TestServer.start("server-sigterm")) {
      another.terminate();
    }
  }

  @Test
  void leavesOnShutdown() throws IOException {
    try (TestServer another = TestServer.start("server-shutdown")) {
      try (RespClient client = another.connect()) {
        client.send("SHUTDOWN", "NOSAVE");
        client.flush();
        assertThat(Await.until(Duration.ofSeconds(10), () -> !another.process().isAlive()))
            .isTrue();
      }
      assertThat(another.log()).contains("ready to exit");
    }
  }

  @Test
  void followsTheMasterThatItsCommandLineNames() throws IOException {
    try (TestServer replica =
            TestServer.start("server-replicaof", "--replicaof", "127.0.0.1", server.port());
        RespClient master = server.connect();
        RespClient follower = replica.connect()) {
      Servers.awaitLink(replica.address());
      assertThat(master.call("SET", "followed", "yes").is("OK")).isTrue();
      assertThat(master.call("WAIT", "1", "10000").text()).isEqualTo("1");
      assertThat(follower.call("GET", "followed").text()).isEqualTo("yes");
      assertThat(follower.call("CONFIG", "GET", "replicaof").items().get(1).text())
          .isEqualTo("127.0.0.1 " + server.port());
    }
  }

  @Test
  void refusesAPortInUse() {
    String reason = refusal("server-port-in-use", List.of("server", "--port", server.port()));
    assertThat(reason).contains(server.port()).containsIgnoringCase("in use");
  }

  @Test
  void refusesAnUnknownDirectiveWithFileAndLine() throws IOException {
    Path folder = TestFolder.of("server-unknown-directive");
    Path file = folder.resolve("redis.conf");
    Files.writeString(
        file, "# comment\nport " + FreePorts.search().block(1) + "\nno-such-directive yes\n");
    assertThat(refusal("server-unknown-directive-log", List.of("server", file.toString())))
        .contains("redis.conf")
        .contains("3")
        .contains("no-such-directive");
  }

  /** What a process prints that must not start. */
  private static String refusal(String name, List<String> arguments) {
    Path log = TestFolder.of(name).resolve("server.log");
    ProcessId process = Launcher.ofCheckout().start(log, arguments);
    try {
      assertThat(Await.until(Duration.ofSeconds(30), () -> !process.isAlive()))
          .as("refuses to start")
          .isTrue();
    } finally {
      process.signal("KILL");
    }
    return Launcher.endOf(log);
  }
}

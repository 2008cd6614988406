package io.vedette.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vedette.protocol.slot.Slots;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy's sockets: a real port, real connections to scripted shards. */
@Timeout(60)
class ProxyPortTest {
  private final List<ScriptedShard> shards = new ArrayList<>();
  private ProxyPort proxy;

  @BeforeEach
  void twoShards() throws Exception {
    shards.add(new ScriptedShard());
    shards.add(new ScriptedShard());
    proxy = open(0);
    proxy.onTopology(topology(1));
    // Loops learn the topology one by one; a key of the first shard leaves the second untouched.
    try (Client client = new Client(proxy.port())) {
      await().until(() -> client.ask("GET bar").equals("$-1"));
    }
  }

  @AfterEach
  void end() {
    proxy.close();
    shards.forEach(ScriptedShard::close);
  }

  @Test
  void theHandshakeComesBeforeTheFirstCommand() throws IOException {
    try (Client client = new Client(proxy.port())) {
      assertThat(client.ask("SET foo 1")).isEqualTo("+OK");
    }
    ScriptedShard shard = shardOf("foo");
    assertThat(shard.received)
        .containsExactly(
            "AUTH secret",
            "CLIENT SETNAME proxy:proxy-1",
            "VEDETTE PROXY proxy-1 shard-1 1",
            "SET foo 1");
  }

  @Test
  void repliesComeInTheOrderOfTheCommandsOverShards() throws IOException {
    try (Client client = new Client(proxy.port())) {
      StringBuilder commands = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        commands.append("SET key:").append(i).append(" v").append(i).append("\r\nPING\r\n");
        commands.append("GET key:").append(i).append("\r\n");
      }
      client.send(commands.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.reply()).isEqualTo("+OK");
        assertThat(client.reply()).isEqualTo("+PONG");
        assertThat(client.reply()).isEqualTo("v" + i);
      }
    }
    assertThat(shards).allMatch(shard -> shard.received.size() > 300);
  }

  @Test
  void clientsThatComeBeforeThePortIsReadyAreServed() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<Client> clients = new ArrayList<>();
    FutureTask<Void> connecting = new FutureTask<>(connectAsSoonAsPossible(port, clients));
    Thread.ofPlatform().start(connecting);
    try (ProxyPort young = open(port)) {
      assertThat(young.port()).isEqualTo(port);
      connecting.get();
      for (Client client : clients) {
        assertThat(client.reply()).isEqualTo("+PONG");
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private static Callable<Void> connectAsSoonAsPossible(int port, List<Client> clients) {
    return () -> {
      while (clients.size() < 100) {
        try {
          Client client = new Client(port);
          clients.add(client);
          client.send("PING\r\n");
        } catch (ConnectException e) {
          Thread.onSpinWait();
        }
      }
      return null;
    };
  }

  @Test
  void onlyReadsAreAskedAgainWhenAConnectionBreaks() throws IOException {
    ScriptedShard shard = shardOf("foo");
    shard.put("foo", "old");
    try (Client reader = new Client(proxy.port());
        Client writer = new Client(proxy.port())) {
      assertThat(reader.ask("GET foo")).isEqualTo("old");
      shard.silent = true;
      reader.send("GET foo\r\n");
      writer.send("SET foo new\r\n");
      await().until(() -> shard.count("GET foo") == 2 && shard.count("SET foo new") == 1);
      shard.silent = false;
      shard.breakConnections();
      assertThat(reader.reply()).isEqualTo("old");
      assertThat(writer.reply()).startsWith("-UNKNOWN The master of shard-1 failed");
      assertThat(writer.ask("SET foo newer")).isEqualTo("+OK");
      assertThat(reader.ask("GET foo")).isEqualTo("newer");
    }
    assertThat(shard.count("SET foo new")).isEqualTo(1);
  }

  @Test
  void commandsWaitForTheNewMasterWhileTheOldOneRefusesConnections() throws Exception {
    try (Client client = new Client(proxy.port())) {
      assertThat(client.ask("SET foo 1")).isEqualTo("+OK");
      shards.get(1).close();
      client.send("SET foo 2\r\nGET foo\r\n");
      try (ScriptedShard successor = new ScriptedShard()) {
        shards.set(1, successor);
        proxy.onTopology(topology(2));
        assertThat(client.reply()).isEqualTo("+OK");
        assertThat(client.reply()).isEqualTo("2");
        assertThat(successor.received).contains("VEDETTE PROXY proxy-1 shard-1 2");
      }
    }
  }

  @Test
  void aClientThatNeverReadsIsNotReadFrom() throws Exception {
    ScriptedShard shard = shardOf("foo");
    shard.put("foo", "x".repeat(1 << 20));
    try (Client greedy = new Client(proxy.port());
        Client other = new Client(proxy.port())) {
      greedy.send("GET foo\r\n".repeat(400));
      await().until(() -> shard.count("GET foo") >= InFlightWindow.FIRST_COMMANDS);
      for (int i = 0; i < 100; i++) {
        assertThat(other.ask("SET foo" + i + " 1")).isEqualTo("+OK");
      }
      assertThat(shard.count("GET foo")).isLessThan(200);
      for (int i = 0; i < 400; i++) {
        assertThat(greedy.reply()).hasSize(1 << 20);
      }
    }
  }

  @Test
  void closingEndsClientsAndFreesThePort() throws Exception {
    try (Client client = new Client(proxy.port())) {
      assertThat(client.ask("PING")).isEqualTo("+PONG");
      int port = proxy.port();
      proxy.close();
      assertThat(client.reply()).isNull();
      assertThatThrownBy(() -> new Client(port)).isInstanceOf(ConnectException.class);
      proxy = open(port);
      assertThat(proxy.port()).isEqualTo(port);
    }
  }

  /** The shard of that key: {@code foo} is in the upper half of the slots. */
  private ScriptedShard shardOf(String key) {
    int slot = Slots.slotOf(key.getBytes(StandardCharsets.US_ASCII), 0, key.length());
    return shards.get(slot <= SlotRange.even(0, 2).last() ? 0 : 1);
  }

  private static ProxyPort open(int port) throws Exception {
    Endpoint control = new Endpoint("127.0.0.1", 1);
    ProxyConfig config =
        new ProxyConfig(
            "proxy-1",
            "vedette",
            List.of("127.0.0.1"),
            "127.0.0.1",
            port,
            control,
            List.of(),
            "",
            "secret",
            16,
            1000,
            0,
            511,
            10_000,
            64 << 20,
            1);
    return ProxyPort.open(config, Map.of(), "0".repeat(40), true);
  }

  private Topology topology(long epoch) {
    List<Shard> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Endpoint endpoint = new Endpoint("127.0.0.1", shards.get(i).port());
      Copy copy = new Copy("node-1", endpoint, new Endpoint("127.0.0.1", 1));
      all.add(new Shard("shard-" + i, SlotRange.even(i, 2), epoch, "node-1", epoch, List.of(copy)));
    }
    return new Topology(new Version(epoch, 1), all);
  }

  /** A client that sends inline commands and reads one reply at a time. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next reply: its line, or the string after it; null at the end of the connection. */
    String reply() throws IOException {
      String line = in.readLine();
      return line == null || line.charAt(0) != '$' || line.equals("$-1") ? line : in.readLine();
    }

    String ask(String command) throws IOException {
      send(command + "\r\n");
      return reply();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

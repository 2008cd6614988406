package io.vedette.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vedette.protocol.slot.Slots;
import io.vedette.protocol.topology.SlotRange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    proxy = ProxyPorts.open(0, 1);
    proxy.onTopology(ProxyPorts.topology(shards, 1));
    // Loops learn the topology one by one; a key of the first shard leaves the second untouched.
    try (SocketClient client = new SocketClient(proxy.port())) {
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
    try (SocketClient client = new SocketClient(proxy.port())) {
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
    try (SocketClient client = new SocketClient(proxy.port())) {
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
    List<SocketClient> clients = new ArrayList<>();
    FutureTask<Void> connecting = new FutureTask<>(connectAsSoonAsPossible(port, clients));
    Thread.ofPlatform().start(connecting);
    try (ProxyPort young = ProxyPorts.open(port, 1)) {
      assertThat(young.port()).isEqualTo(port);
      connecting.get();
      for (SocketClient client : clients) {
        assertThat(client.reply()).isEqualTo("+PONG");
      }
    } finally {
      for (SocketClient client : clients) {
        client.close();
      }
    }
  }

  private static Callable<Void> connectAsSoonAsPossible(int port, List<SocketClient> clients) {
    return () -> {
      while (clients.size() < 100) {
        try {
          SocketClient client = new SocketClient(port);
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
    try (SocketClient client = new SocketClient(proxy.port())) {
      assertThat(client.ask("GET foo")).isEqualTo("old");
      shard.silent = true;
      client.send("GET foo\r\nSET foo new\r\n");
      await().until(() -> shard.count("GET foo") == 2 && shard.count("SET foo new") == 1);
      shard.silent = false;
      shard.breakConnections();
      assertThat(client.reply()).isEqualTo("old");
      assertThat(client.reply()).startsWith("-UNKNOWN The master of shard-1 failed");
      assertThat(client.ask("SET foo newer")).isEqualTo("+OK");
      assertThat(client.ask("GET foo")).isEqualTo("newer");
    }
    assertThat(shard.count("SET foo new")).isEqualTo(1);
  }

  @Test
  void commandsWaitForTheNewMasterWhileTheOldOneRefusesConnections() throws Exception {
    try (SocketClient client = new SocketClient(proxy.port())) {
      assertThat(client.ask("SET foo 1")).isEqualTo("+OK");
      shards.get(1).close();
      client.send("SET foo 2\r\nGET foo\r\n");
      try (ScriptedShard successor = new ScriptedShard()) {
        shards.set(1, successor);
        proxy.onTopology(ProxyPorts.topology(shards, 2));
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
    try (SocketClient greedy = new SocketClient(proxy.port());
        SocketClient other = new SocketClient(proxy.port())) {
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
    try (SocketClient client = new SocketClient(proxy.port())) {
      assertThat(client.ask("PING")).isEqualTo("+PONG");
      int port = proxy.port();
      proxy.close();
      assertThat(client.reply()).isNull();
      assertThatThrownBy(() -> new SocketClient(port)).isInstanceOf(ConnectException.class);
      proxy = ProxyPorts.open(port, 1);
      assertThat(proxy.port()).isEqualTo(port);
    }
  }

  /** The shard of that key: {@code foo} is in the upper half of the slots. */
  private ScriptedShard shardOf(String key) {
    int slot = Slots.slotOf(key.getBytes(StandardCharsets.US_ASCII), 0, key.length());
    return shards.get(slot <= SlotRange.even(0, 2).last() ? 0 : 1);
  }
}

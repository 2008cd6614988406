package io.vedette.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fifty clients come while the port opens, the topology arrives and the first connections to the
 * shards are made and broken: every command is answered. A failure names the round's seed; {@code
 * -Dproxy.openings=N} runs more rounds.
 */
class ProxyOpeningTest {
  private static final int OPENINGS = Integer.getInteger("proxy.openings", 20);
  private static final int CLIENTS = 50;
  private static final int COMMANDS = 20;
  private static final int LATEST_MICROS = 4_000;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 30_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nobodyWaitsForEver(int eventLoops) throws Exception {
    for (long seed = 0; seed < OPENINGS; seed++) {
      try {
        open(eventLoops, new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void open(int eventLoops, Random random) throws Exception {
    int port = freePort();
    List<Future<?>> work = new ArrayList<>();
    try (ScriptedShard first = new ScriptedShard();
        ScriptedShard second = new ScriptedShard()) {
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        int delayMicros = random.nextInt(LATEST_MICROS);
        work.add(start(() -> runClient(port, client, delayMicros)));
      }
      int topologyMicros = random.nextInt(LATEST_MICROS);
      int breakMicros = random.nextInt(2 * LATEST_MICROS);
      try (ProxyPort proxy = ProxyPorts.open(port, eventLoops)) {
        work.add(
            start(
                () -> {
                  pause(topologyMicros);
                  proxy.onTopology(ProxyPorts.topology(List.of(first, second), 1));
                }));
        work.add(
            start(
                () -> {
                  pause(breakMicros);
                  first.breakConnections();
                }));
        for (Future<?> each : work) {
          each.get();
        }
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Future<?> start(Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread.startVirtualThread(task);
    return task;
  }

  private static void runClient(int port, int number, int delayMicros) throws IOException {
    pause(delayMicros);
    try (SocketClient client = connect(port)) {
      int answered = 0;
      while (answered < COMMANDS) {
        String reply = client.ask("SET key:" + number + ":" + answered + " 1");
        assertThat(reply).containsAnyOf("+OK", "-LOADING", "-UNKNOWN");
        if (reply.equals("+OK")) {
          answered++;
        } else {
          pause(100);
        }
      }
    }
  }

  private static SocketClient connect(int port) throws IOException {
    while (true) {
      try {
        return new SocketClient(port);
      } catch (ConnectException e) {
        pause(50);
      }
    }
  }

  private static void pause(long micros) {
    LockSupport.parkNanos(micros * 1000);
  }

  /**
   * Below the range that the kernel gives clients: one of those who come before the port is open
   * would get that very port for itself, and the proxy could not bind it.
   */
  private static int freePort() throws IOException {
    for (int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT); ; port++) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException e) {
        if (port == Short.MAX_VALUE) {
          throw e;
        }
      }
    }
  }
}

package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a client may do wrong, by mistake or on purpose: it gets the error that Redis gives, or a
 * closed connection; memory stays bounded and other clients do not notice.
 */
@Timeout(180)
class BadInputIT {
  private static final int TIMEOUT_MS = 20_000;
  private static final int MB = 1024 * 1024;

  /** File descriptors of this process that are not the test's connections. */
  private static final int OTHER_FILES = 600;

  private TestServer server;
  private final List<Socket> opened = new ArrayList<>();

  @BeforeEach
  void start() {
    server = TestServer.start("bad-input", "--maxclients", "10000");
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : opened) {
      socket.close();
    }
    server.close();
  }

  @Test
  void randomBytesHurtNobody() throws IOException {
    long seed = Seed.choose();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[1 + random.nextInt(3000)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        bytes[0] = '*';
      }
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        readToEnd(socket);
      } catch (SocketException e) {
        // Closed while we were sending: as good an answer as any.
      }
    }
    answers("after random bytes of seed " + seed);
  }

  @Test
  void commandsThatEndHalfwayHurtNobody() throws IOException {
    byte[] command = ascii("*3\r\n$3\r\nSET\r\n$4\r\nhalf\r\n$5\r\nvalue\r\n");
    for (int length = 1; length < command.length; length++) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(command, 0, length);
      }
    }
    try (RespClient client = server.connect()) {
      assertThat(client.call("EXISTS", "half")).isEqualTo(new Reply.Number(0));
    }
  }

  @Test
  void impossibleLengthsGetRedissErrors() throws IOException {
    refused("*2147483648\r\n", "invalid multibulk length");
    refused("*abc\r\n", "invalid multibulk length");
    refused("*1\r\n$2147483647\r\n", "invalid bulk length");
    refused("*1\r\n$-5\r\n", "invalid bulk length");
    refused("*1\r\n$536870913\r\n", "invalid bulk length");
    refused("*1\r\nPING\r\n", "expected '$', got 'P'");
    refused("\"unbalanced\r\n", "unbalanced quotes in request");
    refused("x".repeat(70_000), "too big inline request");
    refused("*" + "1".repeat(70_000), "too big mbulk count string");
    answers("after impossible lengths");
  }

  @Test
  void announcedBytesCostNothingUntilTheyCome() throws IOException {
    long before = residentBytes();
    for (int i = 0; i < 500; i++) {
      open().getOutputStream().write(ascii("*2147483647\r\n$536870912\r\nabc"));
    }
    answers("beside 500 announcements of 512 MB");
    assertThat(residentBytes() - before).isLessThan(200L * MB);
  }

  @Test
  void largeValuesAreTakenRightAfterConnecting() throws IOException {
    for (int size : new int[] {100_000, 100_000_000}) {
      try (RespClient client = server.connect()) {
        assertThat(client.call("SET", "large", "v".repeat(size))).isEqualTo(new Reply.Text("OK"));
        assertThat(client.call("STRLEN", "large")).isEqualTo(new Reply.Number(size));
      }
    }
  }

  @Test
  void idleConnectionsAreCheapAndOneTooManyIsRefused() throws IOException {
    int most = Math.min(10_000, openFilesAllowed() - OTHER_FILES);
    try (RespClient client = server.connect()) {
      client.call("CONFIG", "SET", "maxclients", Integer.toString(most));
      long before = residentBytes();
      for (int i = 1; i < most; i++) {
        open();
      }
      assertThat(
              Await.until(
                  Duration.ofSeconds(20),
                  () -> info(client).contains("connected_clients:" + most + "\r\n")))
          .as("%d clients connected", most)
          .isTrue();
      assertThat(readToEnd(open())).isEqualTo("-ERR max number of clients reached\r\n");
      assertThat(residentBytes() - before).isLessThan(200L * MB);
      assertThat(client.call("PING")).isEqualTo(new Reply.Text("PONG"));
    }
  }

  @Test
  void aClientThatNeverReadsHarmsNobody() throws IOException {
    try (RespClient client = server.connect()) {
      client.call("SET", "large", "v".repeat(MB));
      long before = residentBytes();
      for (int i = 0; i < 20; i++) {
        Socket greedy = open();
        greedy.getOutputStream().write(ascii("GET large\r\n".repeat(5_000)));
      }
      long[] tookNs = new long[500];
      for (int i = 0; i < tookNs.length; i++) {
        long start = System.nanoTime();
        assertThat(client.call("SET", "k" + i, "v")).isEqualTo(new Reply.Text("OK"));
        tookNs[i] = System.nanoTime() - start;
      }
      Arrays.sort(tookNs);
      assertThat(TimeUnit.NANOSECONDS.toMillis(tookNs[494])).as("p99 in ms").isLessThan(250);
      assertThat(residentBytes() - before).isLessThan(600L * MB);
    }
  }

  @Test
  void aClientOverItsOutputLimitIsClosed() throws IOException {
    try (RespClient client = server.connect()) {
      client.call("SET", "large", "v".repeat(8 * MB));
      client.call("CONFIG", "SET", "client-output-buffer-limit", "normal 1mb 0 0");
      Socket greedy = open();
      greedy.getOutputStream().write(ascii("GET large\r\nGET large\r\n"));
      assertThat(
              Await.until(
                  Duration.ofSeconds(10), () -> info(client).contains("connected_clients:1\r\n")))
          .isTrue();
    }
  }

  @Test
  void browsersAreTurnedAway() throws IOException {
    Socket socket = open();
    socket
        .getOutputStream()
        .write(ascii("POST / HTTP/1.1\r\nHost: here\r\n\r\nSET injected 1\r\n"));
    assertThat(readToEnd(socket)).isEmpty();
    try (RespClient client = server.connect()) {
      assertThat(client.call("EXISTS", "injected")).isEqualTo(new Reply.Number(0));
    }
    assertThat(server.log()).contains("Possible SECURITY ATTACK");
  }

  @Test
  void limitsHoldUntilAClientHasAuthenticated() throws IOException {
    try (RespClient client = server.connect()) {
      client.call("CONFIG", "SET", "requirepass", "a-long-password");
    }
    refused("*11\r\n", "unauthenticated multibulk length");
    refused("*2\r\n$3\r\nGET\r\n$16385\r\n", "unauthenticated bulk length");
    Socket pipelined = open();
    String value = "v".repeat(100_000);
    pipelined
        .getOutputStream()
        .write(
            ascii(
                "AUTH a-long-password\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$100000\r\n"
                    + value
                    + "\r\nQUIT\r\n"));
    assertThat(readToEnd(pipelined)).isEqualTo("+OK\r\n+OK\r\n+OK\r\n");
    Socket guesser = open();
    guesser.getOutputStream().write(ascii("AUTH wrong\r\n".repeat(300) + "QUIT\r\n"));
    assertThat(readToEnd(guesser))
        .contains("-WRONGPASS")
        .contains("-ERR Too many failed AUTH attempts");
    assertThat(server.log()).doesNotContain("a-long-password");
  }

  private void refused(String input, String reason) throws IOException {
    Socket socket = open();
    socket.getOutputStream().write(ascii(input));
    assertThat(readToEnd(socket)).as(reason).isEqualTo("-ERR Protocol error: " + reason + "\r\n");
  }

  private void answers(String when) throws IOException {
    try (RespClient client = server.connect()) {
      assertThat(client.call("PING")).as(when).isEqualTo(new Reply.Text("PONG"));
    }
  }

  private static String info(RespClient client) {
    try {
      return client.call("INFO", "clients").text();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A connection that stays until the test ends. */
  private Socket open() throws IOException {
    Socket socket = connect();
    opened.add(socket);
    return socket;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(server.address().host(), server.address().port());
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private static String readToEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    }
  }

  private long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(server.process().pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new AssertionError("no VmRSS in " + status);
  }

  private static int openFilesAllowed() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).strip().split(" +")[0];
        return soft.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(soft);
      }
    }
    throw new AssertionError("no limit of open files");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.FreePorts;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.ProcessId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One {@code vedette server} process, started as a user starts it. */
public final class TestServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int TIMEOUT_MS = 10_000;

  private final Address address;
  private final ProcessId process;
  private final Path log;
  private final List<String> arguments;

  private TestServer(Address address, ProcessId process, Path log, List<String> arguments) {
    this.address = address;
    this.process = process;
    this.log = log;
    this.arguments = arguments;
  }

  /** Starts it on a free port and waits for its first PONG. */
  public static TestServer start(String name, String... directives) {
    return startIn(TestFolder.of(name), directives);
  }

  /** The same in a folder that may hold data already. */
  static TestServer startIn(Path folder, String... directives) {
    int port = FreePorts.search().block(1);
    List<String> arguments = new ArrayList<>();
    arguments.add("server");
    arguments.addAll(
        List.of(
            "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
    arguments.addAll(List.of(directives));
    return start(Address.local(port), folder.resolve("server.log"), arguments);
  }

  private static TestServer start(Address address, Path log, List<String> arguments) {
    ProcessId process = Launcher.ofCheckout().start(log, arguments);
    TestServer server = new TestServer(address, process, log, arguments);
    boolean ready =
        Await.until(START, () -> Await.answersPing(server.address) || !process.isAlive());
    if (!ready || !process.isAlive()) {
      server.close();
      throw new AssertionError("no server: " + Launcher.endOf(log));
    }
    return server;
  }

  public Address address() {
    return address;
  }

  String port() {
    return Integer.toString(address.port());
  }

  ProcessId process() {
    return process;
  }

  /** The end of what it printed. */
  String log() {
    return Launcher.endOf(log);
  }

  RespClient connect() throws IOException {
    return RespClient.connect(address, TIMEOUT_MS);
  }

  /** Kills it if it still runs, and starts it again on the same port and files. */
  TestServer again() {
    kill();
    return start(address, log, arguments);
  }

  /** Where its files are. */
  Path folder() {
    return log.getParent();
  }

  /** Ends it with SIGTERM, which it must obey. */
  void terminate() {
    end("TERM");
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    end("KILL");
  }

  private void end(String signal) {
    process.signal(signal);
    assertThat(Await.until(STOP, () -> !process.isAlive())).as("leaves on SIG" + signal).isTrue();
  }

  @Override
  public void close() {
    kill();
  }
}

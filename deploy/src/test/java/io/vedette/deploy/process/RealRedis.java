package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The machine's {@code redis-server}, without persistence, to compare with. */
public final class RealRedis implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int TIMEOUT_MS = 10_000;

  private final Process process;
  private final Address address;

  private RealRedis(Process process, Address address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it on a free port; the running test is skipped where it is not installed. */
  public static RealRedis start(String name, String... directives) {
    return startIn(TestFolder.of(name), directives);
  }

  /** The same in a folder that may hold data already. */
  static RealRedis startIn(Path folder, String... directives) {
    RealTools.require("redis-server", "redis-server");
    Address address = Address.local(FreePorts.search().block(1));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("redis-server", "--port", Integer.toString(address.port())));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
    command.addAll(List.of(directives));
    File log = folder.resolve("redis.log").toFile();
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      RealRedis redis = new RealRedis(process, address);
      if (!Await.until(START, () -> Await.answersPing(address))) {
        redis.close();
        throw new AssertionError("no redis-server: see " + log);
      }
      return redis;
    } catch (IOException e) {
      throw new AssertionError("cannot start redis-server", e);
    }
  }

  public Address address() {
    return address;
  }

  RespClient connect() throws IOException {
    return RespClient.connect(address, TIMEOUT_MS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    assertThat(Await.until(STOP, () -> !process.isAlive())).isTrue();
  }
}

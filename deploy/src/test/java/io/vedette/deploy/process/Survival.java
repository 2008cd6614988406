package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.process.CountingWriter.Acknowledged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Strikes a server under load at random moments, again and again, and looks at what is there after
 * each restart: an exact prefix of the stream of commands, with all that the policy promises.
 */
final class Survival {
  private static final int WRITERS = 4;
  private static final int MOST_TRANSACTIONS = 1500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MOST_A_RUN = Duration.ofSeconds(90);
  private static final Duration EVERYSEC_LOSS = Duration.ofSeconds(2);

  /** A server is struck when its oldest write of the run is so old, so that much was promised. */
  private static final Duration EVERYSEC_AGE = Duration.ofMillis(2500);

  /** What ends a server. */
  @FunctionalInterface
  interface Blow {
    void strike(TestServer server) throws Exception;
  }

  private final Path folder;
  private final String policy;
  private final Random random;
  private TestServer server;

  /**
   * @param folder of the server's files
   * @param policy {@code appendfsync}
   * @param seed chooses the moments
   */
  Survival(Path folder, String policy, long seed) {
    this.folder = folder;
    this.policy = policy;
    this.random = new Random(seed);
  }

  /** Strikes so many times. */
  void prove(int runs, Blow blow) {
    assertTimeoutPreemptively(MOST_A_RUN.multipliedBy(runs), () -> strike(runs, blow));
  }

  private void strike(int runs, Blow blow) throws Exception {
    String[] directives = {"--appendonly", "yes", "--appendfsync", policy, "--save", ""};
    server = TestServer.startIn(folder, directives);
    try {
      long survived = 0;
      for (int run = 0; run < runs; run++) {
        List<CountingWriter> writers = load();
        long struckAt = System.nanoTime();
        blow.strike(server);
        for (CountingWriter writer : writers) {
          writer.awaitEnd();
        }
        server = TestServer.startIn(folder, directives);
        long promised = isAlways() ? struckAt : struckAt - EVERYSEC_LOSS.toNanos();
        try (RespClient client = server.connect()) {
          long before = survived;
          survived = check(client, writers, promised);
          assertThat(survived).as("what survived once stays").isGreaterThanOrEqualTo(before);
        }
      }
    } finally {
      server.close();
    }
  }

  private boolean isAlways() {
    return policy.equals("always");
  }

  /** Every other time while a rewrite may be running. */
  private List<CountingWriter> load() throws Exception {
    AtomicInteger count = new AtomicInteger();
    List<CountingWriter> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(CountingWriter.start("w" + i, server.address(), count));
    }
    int rewriteAt = random.nextInt(MOST_TRANSACTIONS);
    int strikeAfter = 1 + random.nextInt(MOST_TRANSACTIONS / 4);
    long ageNanos = isAlways() ? 0 : EVERYSEC_AGE.toNanos();
    assertThat(
            Await.until(
                PATIENCE,
                () -> count.get() >= rewriteAt && oldestAgeNanos(writers.getFirst()) >= ageNanos))
        .isTrue();
    int strikeAt = count.get() + strikeAfter;
    if (random.nextBoolean()) {
      try (RespClient client = server.connect()) {
        client.call("BGREWRITEAOF");
      }
    }
    assertThat(Await.until(PATIENCE, () -> count.get() >= strikeAt)).isTrue();
    return writers;
  }

  /** Age of a writer's first acknowledgement; -1 as long as it has none. */
  private static long oldestAgeNanos(CountingWriter writer) {
    List<Acknowledged> acknowledged = writer.acknowledged();
    return acknowledged.isEmpty() ? -1 : System.nanoTime() - acknowledged.getFirst().atNanos();
  }

  /** Returns how many transactions survived, of all runs. */
  private static long check(RespClient client, List<CountingWriter> writers, long promisedUntil)
      throws Exception {
    long survived = number(client, "all");
    long sum = 0;
    long promised = 0;
    for (CountingWriter writer : writers) {
      long own = number(client, "own:" + writer.name());
      sum += own;
      for (Acknowledged one : writer.acknowledged()) {
        assertThat(one.number() <= own)
            .as("place %d of %d: number %d of %d", one.place(), survived, one.number(), own)
            .isEqualTo(one.place() <= survived);
        if (one.atNanos() < promisedUntil) {
          assertThat(one.place()).as("was promised").isLessThanOrEqualTo(survived);
          promised++;
        }
        String key = CountingWriter.key(writer.name(), one.number());
        assertThat(client.call("EXISTS", key))
            .isEqualTo(new Reply.Number(one.number() <= own ? 1 : 0));
      }
      if (own > 0) {
        String last = client.call("GET", CountingWriter.key(writer.name(), own)).text();
        assertThat(last).startsWith(own + "p").hasSize(Long.toString(own).length() + 300);
      }
      String next = CountingWriter.key(writer.name(), own + 1);
      assertThat(client.call("EXISTS", next)).isEqualTo(new Reply.Number(0));
    }
    assertThat(sum).as("transactions are whole").isEqualTo(survived);
    assertThat(promised).as("promised transactions").isPositive();
    return survived;
  }

  private static long number(RespClient client, String key) throws Exception {
    return Long.parseLong("0" + client.call("GET", key).text());
  }
}

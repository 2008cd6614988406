package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} at random moments under load: what is there after the restart is an exact prefix
 * of the stream of commands, and holds what the policy promises. {@code -Dvedette.crash.runs=50}
 * repeats it, {@code -Dvedette.seed=N} chooses the moments.
 */
class CrashIT {
  private static final int RUNS = Integer.getInteger("vedette.crash.runs", 3);
  private static final int WRITERS = 4;
  private static final int MOST_TRANSACTIONS = 1500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration EVERYSEC_LOSS = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec"})
  void whatSurvivesIsAPrefixWithAllThatWasPromised(String policy) throws Exception {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    System.out.println("CrashIT: -Dvedette.seed=" + seed);
    Random random = new Random(seed);
    Path folder = TestFolder.of("crash-" + policy);
    String[] directives = {"--appendonly", "yes", "--appendfsync", policy, "--save", ""};
    TestServer server = TestServer.startIn(folder, directives);
    try {
      for (int run = 0; run < RUNS; run++) {
        List<CountingWriter> writers = loadUntilKilled(server, random);
        long killedAt = System.nanoTime();
        for (CountingWriter writer : writers) {
          writer.awaitEnd();
        }
        server = TestServer.startIn(folder, directives);
        long promised = policy.equals("always") ? killedAt : killedAt - EVERYSEC_LOSS.toNanos();
        try (RespClient client = server.connect()) {
          check(client, writers, promised);
        }
      }
    } finally {
      server.close();
    }
  }

  /** Every other time while a rewrite may be running. */
  private static List<CountingWriter> loadUntilKilled(TestServer server, Random random)
      throws Exception {
    AtomicInteger count = new AtomicInteger();
    List<CountingWriter> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(CountingWriter.start("w" + i, server.address(), count));
    }
    int rewriteAt = random.nextInt(MOST_TRANSACTIONS);
    int killAt = rewriteAt + 1 + random.nextInt(MOST_TRANSACTIONS / 4);
    assertThat(Await.until(PATIENCE, () -> count.get() >= rewriteAt)).isTrue();
    if (random.nextBoolean()) {
      try (RespClient client = server.connect()) {
        client.call("BGREWRITEAOF");
      }
    }
    assertThat(Await.until(PATIENCE, () -> count.get() >= killAt)).isTrue();
    server.kill();
    return writers;
  }

  private static void check(RespClient client, List<CountingWriter> writers, long promisedUntil)
      throws Exception {
    long survived = number(client, "all");
    long sum = 0;
    for (CountingWriter writer : writers) {
      long own = number(client, "own:" + writer.name());
      sum += own;
      for (Acknowledged one : writer.acknowledged()) {
        assertThat(one.number() <= own)
            .as("place %d of %d: number %d of %d", one.place(), survived, one.number(), own)
            .isEqualTo(one.place() <= survived);
        if (one.atNanos() < promisedUntil) {
          assertThat(one.place()).as("was promised").isLessThanOrEqualTo(survived);
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
  }

  private static long number(RespClient client, String key) throws Exception {
    return Long.parseLong("0" + client.call("GET", key).text());
  }
}

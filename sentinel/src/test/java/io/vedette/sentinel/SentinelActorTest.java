package io.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.effect.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sentinel alone, which is its own majority, over the real journal. */
class SentinelActorTest {
  private static final Endpoint CONTROL = new Endpoint("127.0.0.1", 9100);
  private static final SentinelConfig CONFIG =
      new SentinelConfig(
          "sentinel-1",
          "vedette",
          "c".repeat(40),
          1,
          1,
          CONTROL,
          new Endpoint("127.0.0.1", 26379),
          List.of(CONTROL),
          1,
          2,
          1,
          1,
          1_000,
          10_000);

  @TempDir Path dir;
  private ActorTestKit kit;
  private RecordingWorld world;
  private ActorRef<ToSentinel> sentinel;

  /** Notes effects, and at each of them how long the journal was on the disk at that time. */
  private final class RecordingWorld implements SentinelActor.World {
    final List<Effect> effects = new CopyOnWriteArrayList<>();
    final List<Long> journalBytes = new CopyOnWriteArrayList<>();
    final CompletableFuture<LedgerState> recovery = new CompletableFuture<>();

    @Override
    public void perform(Effect effect) {
      journalBytes.add(journal().toFile().length());
      effects.add(effect);
    }

    @Override
    public void reconnect(Endpoint copy) {
      throw new AssertionError("nobody asked");
    }

    @Override
    public void recovered(LedgerState state) {
      recovery.complete(state);
    }

    @Override
    public void unrecoverable(Throwable cause) {
      recovery.completeExceptionally(cause);
    }

    Topology published() {
      return effects.stream()
          .filter(Effect.Publish.class::isInstance)
          .map(effect -> ((Effect.Publish) effect).topology())
          .reduce((first, second) -> second)
          .orElse(Topology.none());
    }
  }

  private Path journal() {
    return dir.resolve("sentinel-1.journal");
  }

  @BeforeEach
  void start() {
    kit =
        ActorTestKit.create(
            SentinelPersistence.config(dir)
                .withFallback(ConfigFactory.parseString("akka.actor.provider = local"))
                .withFallback(ConfigFactory.load()));
    world = new RecordingWorld();
    sentinel =
        kit.spawn(
            SentinelActor.create(
                CONFIG, new Random(1), SentinelGuardian::monotonicMs, self -> world));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private LedgerState recovered() throws Exception {
    return world.recovery.get(10, TimeUnit.SECONDS);
  }

  private void announceTwoNodes() {
    for (int i = 1; i <= 2; i++) {
      sentinel.tell(
          new Announce(
              new Endpoint("127.0.0.1", 9000 + i),
              "vedette",
              Role.NODE,
              "node-" + i,
              i,
              "127.0.0.1",
              7000 + 10 * i,
              i,
              Version.NONE));
    }
  }

  @Test
  void placesTheFirstTopologyAndRemembersItAcrossARestart() throws Exception {
    assertThat(recovered()).isEqualTo(LedgerState.EMPTY);
    announceTwoNodes();
    await().until(() -> !world.published().isNone());
    Topology topology = world.published();
    assertThat(topology.shards()).hasSize(1);
    assertThat(topology.shards().getFirst().copies()).hasSize(2);

    stop();
    start();
    LedgerState after = recovered();
    assertThat(after.committed()).isEqualTo(topology);
    assertThat(after.epoch()).isEqualTo(topology.version().epoch());
  }

  @Test
  void speaksOfATopologyOnlyWhenItIsInTheJournal() throws Exception {
    recovered();
    long empty = journal().toFile().length();
    announceTwoNodes();
    await().until(() -> !world.published().isNone());
    for (int i = 0; i < world.effects.size(); i++) {
      if (world.effects.get(i) instanceof Effect.Publish) {
        assertThat(world.journalBytes.get(i)).isGreaterThan(empty);
      }
    }
  }

  @Test
  void aDamagedJournalRefusesTheStartAndNamesTheFile() throws Exception {
    recovered();
    announceTwoNodes();
    await().until(() -> !world.published().isNone());
    stop();
    byte[] bytes = Files.readAllBytes(journal());
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal(), bytes, StandardOpenOption.TRUNCATE_EXISTING);
    start();
    Throwable failure = world.recovery.handle((state, cause) -> cause).get(10, TimeUnit.SECONDS);
    assertThat(failure).isNotNull();
    assertThat(rootMessage(failure)).contains("sentinel-1.journal is damaged at byte");
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}

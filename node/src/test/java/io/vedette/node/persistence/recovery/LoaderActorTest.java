package io.vedette.node.persistence.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.vedette.node.store.Keyspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LoaderActorTest {
  private final ActorTestKit kit = ActorTestKit.create("loader");
  private final TestProbe<LoadEvent> shard = kit.createTestProbe(LoadEvent.class);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private String failure(DataFiles files, Supplier<Keyspace> keyspaces) {
    LoadRequest request =
        new LoadRequest(
            files,
            keyspaces,
            keyspace -> {
              throw new IllegalStateException("no commands");
            },
            true,
            () -> 0);
    kit.spawn(LoaderActor.create(request, shard.getRef()));
    return shard.expectMessageClass(LoadEvent.Failed.class).reason();
  }

  private static Keyspace keyspace() {
    return new Keyspace(16, new Random(7), (database, key) -> {});
  }

  @Test
  void whateverGoesWrongIsTold() {
    DataFiles files = DataFiles.snapshot(folder.resolve("dump.rdb"));
    Supplier<Keyspace> broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertThat(failure(files, broken)).contains("broken");
  }

  @Test
  void aFileThatCannotBeLookedAtIsNotTakenForNone() throws IOException {
    Path rdb = folder.resolve("dump.rdb");
    Files.createSymbolicLink(rdb, rdb);
    assertThat(DataFiles.snapshot(rdb).exist()).isTrue();
    assertThat(failure(DataFiles.snapshot(rdb), LoaderActorTest::keyspace)).contains("dump.rdb");
    AofPlace place = new AofPlace(folder, "aof", true);
    Files.createSymbolicLink(place.manifest(), place.manifest());
    DataFiles files = new DataFiles(folder.resolve("none"), Optional.of(place), false);
    assertThat(files.exist()).isTrue();
    assertThat(failure(files, LoaderActorTest::keyspace)).contains("aof.manifest");
  }
}

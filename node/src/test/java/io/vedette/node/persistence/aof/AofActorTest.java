package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.vedette.protocol.aof.AofManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AofActorTest {
  /** Large enough for a deletion that would go step by step. */
  private static final int FILE_BYTES = 40 << 20;

  private static final String NAME = "appendonly.aof";

  private final ActorTestKit kit = ActorTestKit.create("aof-actor");

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void anUnlistedFileGoesButWhoeverReadsOrHasLinkedItKeepsIt() throws IOException {
    Path old =
        folder.resolve(AofManifest.empty().withNextIncrement(NAME).lastIncrement().get().name());
    Files.write(old, new byte[FILE_BYTES]);
    Path backup = Files.createLink(folder.resolve("backup"), old);
    TestProbe<AofDone> shard = kit.createTestProbe(AofDone.class);
    try (InputStream reader = Files.newInputStream(old)) {
      assertThat(reader.read()).isZero();
      kit.spawn(AofActor.create(folder, NAME, shard.getRef(), new DiskWait()))
          .tell(new AofActor.Work(1, new AofTask.Prepare(), false));
      assertThat(shard.receiveMessage().failure()).isNull();
      await().until(() -> !Files.exists(old));
      assertThat(reader.readAllBytes()).hasSize(FILE_BYTES - 1);
    }
    assertThat(backup).hasSize(FILE_BYTES);
  }
}

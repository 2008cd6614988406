package io.vedette.node.persistence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SnapshotFileActorTest {
  private final ActorTestKit kit = ActorTestKit.create("snapshot-file");
  private final TestProbe<SnapshotFileEvent> shard = kit.createTestProbe(SnapshotFileEvent.class);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void whateverGoesWrongIsToldAndLeavesNoFile() {
    Path target = folder.resolve("dump.rdb");
    Path temporary = folder.resolve("temp-1-1.rdb");
    SnapshotFileWriter writer = new SnapshotFileWriter(target, temporary, SnapshotSettings.DEFAULT);
    ActorRef<SnapshotFileActor.Command> actor =
        kit.spawn(SnapshotFileActor.create(writer, 7, shard.getRef()));
    actor.tell(new SnapshotFileActor.Write(null));
    SnapshotFileEvent.Failed failed = shard.expectMessageClass(SnapshotFileEvent.Failed.class);
    assertThat(failed.number()).isEqualTo(7);
    assertThat(failed.reason()).contains("NullPointerException");
    assertThat(Files.exists(temporary)).isFalse();
    actor.tell(SnapshotFileActor.Ending.END);
    actor.tell(SnapshotFileActor.Ending.ABORT);
    shard.expectTerminated(actor);
    assertThat(Files.exists(target)).isFalse();
  }
}

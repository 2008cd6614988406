package io.vedette.node.persistence.snapshot;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.vedette.protocol.rdb.RdbDraft;

/** The shard's way to its snapshot files: an actor for each. Shard's thread only. */
public final class SnapshotFileLink implements SnapshotFiles {
  private final ActorContext<?> shard;
  private final ActorRef<SnapshotFileEvent> events;
  private final Runnable requestSlice;

  /**
   * @param shard whose children the files' actors are
   * @param requestSlice as {@link SnapshotFiles#requestSlice}
   */
  public SnapshotFileLink(
      ActorContext<?> shard, ActorRef<SnapshotFileEvent> events, Runnable requestSlice) {
    this.shard = shard;
    this.events = events;
    this.requestSlice = requestSlice;
  }

  @Override
  public SnapshotFile open(SnapshotTarget target, long number, SnapshotSettings settings) {
    SnapshotFileWriter writer =
        new SnapshotFileWriter(target.path(), TemporaryFiles.nextBeside(target.path()), settings);
    ActorRef<SnapshotFileActor.Command> actor =
        shard.spawn(
            SnapshotFileActor.create(writer, number, events),
            "snapshot-file-" + number,
            DispatcherSelector.blocking());
    return new SnapshotFile() {
      @Override
      public void write(RdbDraft draft) {
        actor.tell(new SnapshotFileActor.Write(draft));
      }

      @Override
      public void end() {
        actor.tell(SnapshotFileActor.Ending.END);
      }

      @Override
      public void abort() {
        actor.tell(SnapshotFileActor.Ending.ABORT);
      }
    };
  }

  @Override
  public void requestSlice() {
    requestSlice.run();
  }
}

package io.vedette.node.persistence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.vedette.node.persistence.aof.AofLink;
import io.vedette.node.persistence.aof.AofTask;
import io.vedette.node.persistence.recovery.LoadEvent;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.persistence.recovery.LoaderActor;
import io.vedette.node.persistence.snapshot.SnapshotFile;
import io.vedette.node.persistence.snapshot.SnapshotFileEvent;
import io.vedette.node.persistence.snapshot.SnapshotFileLink;
import io.vedette.node.persistence.snapshot.SnapshotSettings;
import io.vedette.node.persistence.snapshot.SnapshotTarget;
import java.nio.file.Path;

/** The shard's way to the actors that do its disk work. Shard's thread only. */
public final class PersistenceLink implements PersistencePort {
  private final ActorContext<?> shard;
  private final ActorRef<LoadEvent> loadEvents;
  private final SnapshotFileLink snapshots;
  private final AofLink aof;

  /**
   * @param shard whose children these actors are
   * @param requestSlice as {@link PersistencePort#requestSlice}
   * @param aof the way to the append-only file's thread
   */
  public PersistenceLink(
      ActorContext<?> shard,
      ActorRef<LoadEvent> loadEvents,
      ActorRef<SnapshotFileEvent> snapshotEvents,
      Runnable requestSlice,
      AofLink aof) {
    this.shard = shard;
    this.loadEvents = loadEvents;
    this.snapshots = new SnapshotFileLink(shard, snapshotEvents, requestSlice);
    this.aof = aof;
  }

  @Override
  public void load(LoadRequest request) {
    shard.spawnAnonymous(LoaderActor.create(request, loadEvents), DispatcherSelector.blocking());
  }

  @Override
  public SnapshotFile open(SnapshotTarget target, long number, SnapshotSettings settings) {
    return snapshots.open(target, number, settings);
  }

  @Override
  public void requestSlice() {
    snapshots.requestSlice();
  }

  @Override
  public void submit(Path folder, String fileName, long chain, AofTask task) {
    aof.submit(folder, fileName, chain, task);
  }

  @Override
  public boolean submitAndAwait(
      Path folder, String fileName, long chain, AofTask task, long maxNs) {
    return aof.submitAndAwait(folder, fileName, chain, task, maxNs);
  }

  @Override
  public void wakeAfter(long delayNs) {
    aof.wakeAfter(delayNs);
  }
}

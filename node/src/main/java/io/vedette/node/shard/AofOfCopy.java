package io.vedette.node.shard;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.persistence.PersistencePort;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.aof.AofContext;
import io.vedette.node.persistence.aof.AofPort;
import io.vedette.node.persistence.aof.AofSettings;
import io.vedette.node.persistence.aof.AofTask;
import io.vedette.node.persistence.aof.BaseSnapshots;
import io.vedette.node.persistence.snapshot.FileSnapshots;
import io.vedette.node.persistence.snapshot.SnapshotTarget;
import io.vedette.node.replication.Replication;
import io.vedette.protocol.aof.AofAnnotation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a copy's append-only file needs of the rest of the copy: which history it writes, snapshots
 * for its bases, the disk, and whom its news concern. Confined to the shard's thread.
 */
public final class AofOfCopy implements AofContext, AofPort, BaseSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger("Server");
  private static final String SUPERSEDED = "superseded";

  private final AofSettings settings;
  private final Replication replication;
  private final FileSnapshots snapshots;
  private final PersistencePort disk;
  private final HeldReplies held;
  private final ShardClock clock;

  /** Which snapshot is meant for us; 0 for none. */
  private long snapshot;

  private long lastSnapshot;

  public AofOfCopy(
      AofSettings settings,
      Replication replication,
      FileSnapshots snapshots,
      PersistencePort disk,
      HeldReplies held,
      ShardClock clock) {
    this.settings = settings;
    this.replication = replication;
    this.snapshots = snapshots;
    this.disk = disk;
    this.held = held;
    this.clock = clock;
  }

  // ---- context

  @Override
  public AofAnnotation.History history() {
    ReplicationHistory history = replication.history();
    SnapshotIdentity at = replication.identity();
    return new AofAnnotation.History(
        at.replicationId(),
        at.offsetBytes(),
        history.secondId(),
        history.secondOffset(),
        at.epoch(),
        at.database());
  }

  @Override
  public void selectAgain() {
    replication.selectAgain();
  }

  @Override
  public boolean isSaving() {
    return snapshots.isOpen();
  }

  @Override
  public int heldReplies() {
    return held.size();
  }

  @Override
  public long nowNs() {
    return clock.monotonicNs();
  }

  @Override
  public long unixSeconds() {
    return clock.wallMs() / 1000;
  }

  // ---- bases

  @Override
  public boolean begin(String file, BaseSnapshots.Listener listener) {
    long number = lastSnapshot + 1;
    boolean begun =
        snapshots.begin(
            new SnapshotTarget(settings.folder.resolve(file), true),
            replication.identity(),
            new FileSnapshots.Listener() {
              @Override
              public void completed(long bytes, long entries) {
                if (snapshot == number) {
                  snapshot = 0;
                  listener.completed(bytes);
                }
              }

              @Override
              public void failed(String reason) {
                if (snapshot == number) {
                  snapshot = 0;
                  listener.failed(reason);
                }
              }
            });
    if (begun) {
      lastSnapshot = number;
      snapshot = number;
    }
    return begun;
  }

  @Override
  public void cancel() {
    if (snapshot != 0) {
      snapshot = 0;
      snapshots.abort(SUPERSEDED);
    }
  }

  @Override
  public boolean isBusy() {
    return snapshots.isOpen();
  }

  // ---- effects

  @Override
  public void submit(long chain, AofTask task) {
    disk.submit(settings.folder, settings.fileName, chain, task);
  }

  @Override
  public boolean submitAndAwait(long chain, AofTask task, long maxNs) {
    return disk.submitAndAwait(settings.folder, settings.fileName, chain, task, maxNs);
  }

  @Override
  public void wakeAfter(long delayNs) {
    disk.wakeAfter(delayNs);
  }

  @Override
  public void durable(long offset) {
    held.release(offset);
    replication.durableWaits().diskChanged(clock.monotonicMs());
  }

  @Override
  public void lost() {
    held.drop();
    replication.durableWaits().diskChanged(clock.monotonicMs());
  }

  @Override
  public void switchedOff() {
    replication.durableWaits().switchedOff();
  }

  @Override
  public void note(String text) {
    LOG.info("{}", text);
  }

  @Override
  public void warn(String text) {
    LOG.warn("{}", text);
  }
}

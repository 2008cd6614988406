package io.vedette.node.shard;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.vedette.node.persistence.backlog.BacklogActor;
import io.vedette.node.persistence.backlog.BacklogEvent;
import io.vedette.node.persistence.backlog.BacklogRange;
import io.vedette.node.replication.MasterLink;
import io.vedette.node.replication.MasterTarget;
import io.vedette.node.replication.ReplicaLink;
import io.vedette.node.replication.ReplicaOutput;
import io.vedette.node.replication.ReplicaProgress;
import io.vedette.node.replication.ReplicationPort;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does for replication what takes an actor; on the shard's thread.
 *
 * @param <T> what the shard's actor is told
 */
final class ReplicationPortLink<T> implements ReplicationPort {
  private final ActorContext<T> shard;
  private final ActorRef<T> self;
  private final ScheduledExecutorService loop;
  private final MasterLink.Environment links;
  private final ActorRef<BacklogEvent> backlog;
  private final T tick;
  private final Runnable synced;
  private final Runnable resume;
  private ActorRef<MasterLink.Message> masterLink;

  /**
   * @param loop the shard's event loop
   * @param links what links to masters need
   * @param backlog hears of the files that replicas are fed from
   * @param tick has the shard call Replication's tick
   * @param synced hears that all is here that the master had when the link to it was made
   * @param resume lets clients go on whose writes had to wait
   */
  ReplicationPortLink(
      ActorContext<T> shard,
      ScheduledExecutorService loop,
      MasterLink.Environment links,
      ActorRef<BacklogEvent> backlog,
      T tick,
      Runnable synced,
      Runnable resume) {
    this.shard = shard;
    this.self = shard.getSelf();
    this.loop = loop;
    this.links = links;
    this.backlog = backlog;
    this.tick = tick;
    this.synced = synced;
    this.resume = resume;
  }

  @Override
  public void connectToMaster(MasterTarget target) {
    disconnectFromMaster();
    masterLink =
        shard.spawn(
            MasterLink.create(links, target),
            "master-link-" + target.number(),
            DispatcherSelector.sameAsParent());
  }

  @Override
  public void disconnectFromMaster() {
    if (masterLink != null) {
      masterLink.tell(new MasterLink.Stop());
      masterLink = null;
    }
  }

  @Override
  public void readFromMaster(boolean on) {
    if (masterLink != null) {
      masterLink.tell(new MasterLink.Read(on));
    }
  }

  @Override
  public void acknowledgeToMaster(long appliedOffset, long fsyncedOffset) {
    if (masterLink != null) {
      masterLink.tell(new MasterLink.Acknowledge(appliedOffset, fsyncedOffset));
    }
  }

  @Override
  public void synced() {
    synced.run();
  }

  @Override
  public Feed feed(ReplicaProgress progress, ReplicaOutput output, byte[] first) {
    return ReplicaLink.start(shard, progress, output, first);
  }

  @Override
  public FileFeed readFiles(BacklogRange range) {
    ActorRef<BacklogActor.Command> reader =
        shard.spawnAnonymous(BacklogActor.create(range, backlog), DispatcherSelector.blocking());
    return new FileFeed() {
      @Override
      public void pull() {
        reader.tell(BacklogActor.Command.PULL);
      }

      @Override
      public void stop() {
        reader.tell(BacklogActor.Command.STOP);
      }
    };
  }

  @Override
  public void requestTick(long delayMs) {
    // A timer of the loop even without a delay: slices of a snapshot must not keep it from the
    // sockets.
    loop.schedule(() -> self.tell(tick), delayMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void resumeWrites() {
    resume.run();
  }

  @Override
  public void newerEpochSeen(long epoch) {
    shard.getLog().info("A replica knows epoch {}, newer than ours", epoch);
  }

  @Override
  public void note(String text) {
    shard.getLog().info("{}", text);
  }
}
